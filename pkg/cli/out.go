package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// outFile is what --out names: a file that is there whole or not at all, however
// the command ends.
type outFile struct {
	name string // as it was given
	path string
	temp *os.File // beside path; nil where path is a device or a pipe
}

// createOut makes sure that a file can be written, before anything else is done. The
// caller discards it.
func createOut(e *Env, name string) (*outFile, error) {
	path := joinDir(e.Dir, name)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // what a link leads to is written, and the link stays
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, usagef("--out %s is a folder; name a file in it", name)
	case err == nil && !info.Mode().IsRegular():
		return &outFile{name: name, path: path}, nil
	}
	if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
		return nil, usagef("--out %s: there is no folder %s", name, filepath.Dir(name))
	}
	temp, err := os.OpenFile(fmt.Sprintf("%s.pm-%08x", path, rand.Uint32()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	if info != nil {
		_ = temp.Chmod(info.Mode().Perm()) // where it cannot be, the file has the mode of a new one
	}
	return &outFile{name, path, temp}, nil
}

// write gives the file its content.
func (o *outFile) write(data []byte) error {
	if o.temp == nil {
		return os.WriteFile(o.path, data, fs.ModePerm)
	}
	_, err := o.temp.Write(data)
	if err = errors.Join(err, o.temp.Sync(), o.temp.Close()); err != nil {
		return err
	}
	return os.Rename(o.temp.Name(), o.path)
}

// discard takes away what was not written to its end. After write it does nothing.
func (o *outFile) discard() {
	if o.temp != nil && o.temp.Close() == nil {
		_ = os.Remove(o.temp.Name())
	}
}
