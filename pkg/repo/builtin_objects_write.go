package repo

import (
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// unflushed is an object that lies under a temporary name: after a crash it
// might be empty, and git would take it for the object.
type unflushed struct{ temporary, path string }

// write stores an object, unless it is there already. It cannot be read, and
// must not be named by a ref or the index, before flush.
func (o *objects) write(kind plumbing.ObjectType, data []byte) (plumbing.Hash, error) {
	id := plumbing.ComputeHash(kind, data)
	if _, ok := o.pending[id]; ok {
		return id, nil
	}
	path := o.loosePath(id)
	if o.exists(id) {
		// As git does: a prune must not take an old object that is needed again.
		now := time.Now()
		_ = os.Chtimes(path, now, now)
		return id, nil
	}
	temporary, err := o.writeTemporary(filepath.Dir(path), kind, data)
	if err != nil {
		return plumbing.ZeroHash, fmt.Errorf("writing object %s: %w", id, err)
	}
	if o.pending == nil {
		o.pending = map[plumbing.Hash]unflushed{}
	}
	o.pending[id] = unflushed{temporary, path}
	return id, nil
}

func (o *objects) loosePath(id plumbing.Hash) string {
	name := id.String()
	return filepath.Join(o.dir, name[:2], name[2:])
}

// writeTemporary fills a file of the name that git's gc knows as rubbish.
func (o *objects) writeTemporary(dir string, kind plumbing.ObjectType, data []byte) (name string, err error) {
	if err := o.share.mkdirs(dir); err != nil {
		return "", err
	}
	file, err := createTemporary(dir)
	if err != nil {
		return "", err
	}
	err = errors.Join(o.deflate(file, kind, data), syncWritten(file), file.Close())
	if err == nil {
		err = o.share.apply(file.Name(), false)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return file.Name(), err
}

// createTemporary makes a file with the read-only mode that objects have.
func createTemporary(dir string) (*os.File, error) {
	for {
		name := filepath.Join(dir, "tmp_obj_"+strconv.FormatUint(rand.Uint64(), 36))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
		if !errors.Is(err, os.ErrExist) {
			return file, err
		}
	}
}

// deflate writes a loose object: its kind, size and content, compressed.
func (o *objects) deflate(file io.Writer, kind plumbing.ObjectType, data []byte) error {
	if o.compressor == nil {
		var err error
		if o.compressor, err = zlib.NewWriterLevel(file, zlib.BestSpeed); err != nil {
			return err
		}
	}
	o.compressor.Reset(file)
	_, err := fmt.Fprintf(o.compressor, "%s %d\x00", kind, len(data))
	if err != nil {
		return err
	}
	if _, err := o.compressor.Write(data); err != nil {
		return err
	}
	return o.compressor.Close()
}

// flush brings what was written to the disk and gives it its names: content,
// then names, then the folders that hold the names.
func (o *objects) flush() error {
	var files []string
	dirs := map[string]bool{o.dir: true}
	for _, object := range o.pending {
		files = append(files, object.temporary)
		dirs[filepath.Dir(object.path)] = true
	}
	if err := syncAll(files, syncFile); err != nil {
		return fmt.Errorf("writing objects: %w", err)
	}
	for id, object := range o.pending {
		if err := object.rename(); err != nil {
			return fmt.Errorf("writing object %s: %w", id, err)
		}
		delete(o.pending, id)
	}
	folders := make([]string, 0, len(dirs))
	for dir := range dirs {
		folders = append(folders, dir)
	}
	return syncAll(folders, syncDir)
}

// rename may find that another process wrote the same object meanwhile; on
// Windows that one cannot be replaced, and need not be.
func (u unflushed) rename() error {
	err := os.Rename(u.temporary, u.path)
	if err == nil {
		return nil
	}
	if _, there := os.Lstat(u.path); there == nil {
		return os.Remove(u.temporary)
	}
	return err
}

// discard removes what was never flushed.
func (o *objects) discard() {
	for id, object := range o.pending {
		_ = os.Remove(object.temporary)
		delete(o.pending, id)
	}
}

// maxSyncs is how many files are synced at a time. The file system then does
// in one go what it would do as often as there are files.
const maxSyncs = 16

func syncAll(paths []string, sync1 func(string) error) error {
	var group sync.WaitGroup
	queue, faults := make(chan string), make(chan error, len(paths))
	for range min(maxSyncs, len(paths)) {
		group.Go(func() {
			for path := range queue {
				faults <- sync1(path)
			}
		})
	}
	for _, path := range paths {
		queue <- path
	}
	close(queue)
	group.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			return err
		}
	}
	return nil
}
