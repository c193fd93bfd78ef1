package repo

import (
	"errors"
	"io/fs"
	"os"
)

// StepFunc is told of every change to the disk, every lock and every run of git
// before it happens: what is about to be done, and to which file or by which
// git command. An error stands for the system's own answer, and nothing is done.
// It may be called by several goroutines at once. Tests kill the process there,
// or let the disk be full.
type StepFunc func(op, name string) error

// disk is the hand that writes, so that there is one place to stop it at.
type disk struct {
	root *os.Root // names are relative to it; nil for absolute ones
	step StepFunc
}

func (s StepFunc) at(op, name string) error {
	if s == nil {
		return nil
	}
	return s(op, name)
}

func (d disk) at(op, name string) error { return d.step.at(op, name) }

// open opens a file for writing.
func (d disk) open(name string, flag int, mode fs.FileMode) (*diskFile, error) {
	if err := d.at("open", name); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	open := os.OpenFile
	if d.root != nil {
		open = d.root.OpenFile
	}
	f, err := open(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &diskFile{f, d, name}, nil
}

func (d disk) rename(from, to string) error {
	if err := d.at("rename", to); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	if d.root != nil {
		return d.root.Rename(from, to)
	}
	return os.Rename(from, to)
}

func (d disk) link(from, to string) error {
	if err := d.at("link", to); err != nil {
		return &os.LinkError{Op: "link", Old: from, New: to, Err: err}
	}
	if d.root != nil {
		return d.root.Link(from, to)
	}
	return os.Link(from, to)
}

func (d disk) remove(name string) error {
	if err := d.at("remove", name); err != nil {
		return &fs.PathError{Op: "remove", Path: name, Err: err}
	}
	if d.root != nil {
		return d.root.Remove(name)
	}
	return os.Remove(name)
}

func (d disk) mkdir(name string) error {
	if err := d.at("mkdir", name); err != nil {
		return &fs.PathError{Op: "mkdir", Path: name, Err: err}
	}
	if d.root != nil {
		return d.root.MkdirAll(name, 0o777)
	}
	return os.Mkdir(name, 0o777)
}

// sync brings a file or a folder to the disk by its absolute name.
func (d disk) sync(name string, how func(string) error) error {
	if err := d.at("fsync", name); err != nil {
		return &fs.PathError{Op: "fsync", Path: name, Err: err}
	}
	return how(name)
}

// diskFile is a file that is written to.
type diskFile struct {
	*os.File
	disk disk
	name string
}

func (f *diskFile) Write(p []byte) (int, error) {
	if err := f.disk.at("write", f.name); err != nil {
		return 0, &fs.PathError{Op: "write", Path: f.name, Err: err}
	}
	return f.File.Write(p)
}

// Sync brings what was written to the disk.
func (f *diskFile) Sync() error {
	if err := f.disk.at("fsync", f.name); err != nil {
		return &fs.PathError{Op: "fsync", Path: f.name, Err: err}
	}
	return f.File.Sync()
}

// syncWritten is Sync where files cannot be synced by their names later.
func (f *diskFile) syncWritten() error { return syncWritten(f) }

// chmod lets a file system that knows no modes have its way.
func (f *diskFile) chmod(mode fs.FileMode) error {
	if err := f.disk.at("chmod", f.name); err != nil {
		return &fs.PathError{Op: "chmod", Path: f.name, Err: err}
	}
	err := f.Chmod(mode)
	if errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}
