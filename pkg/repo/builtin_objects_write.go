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
	"strings"
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
	temporary, err := o.writeTemporary(kind, data)
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
func (o *objects) writeTemporary(kind plumbing.ObjectType, data []byte) (name string, err error) {
	file, err := o.createTemporary()
	if err != nil {
		return "", err
	}
	err = errors.Join(o.deflate(file, kind, data), file.syncWritten(), file.Close())
	if err == nil {
		err = o.share.apply(o.disk, file.name, false)
	}
	if err != nil {
		_ = o.disk.remove(file.name)
	}
	return file.name, err
}

// strayObject begins the names of temporary objects: git's gc takes them away
// after two weeks, the next pm at once.
const strayObject = "tmp_obj_pm_"

// createTemporary makes a file with the read-only mode that objects have. It
// lies above the folder it is for, where a killed pm's are found at a glance.
func (o *objects) createTemporary() (*diskFile, error) {
	for {
		name := filepath.Join(o.dir, strayObject+strconv.FormatUint(rand.Uint64(), 36))
		file, err := o.disk.open(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
		if !errors.Is(err, os.ErrExist) {
			return file, err
		}
	}
}

// removeStrayObjects takes away the temporary objects of a pm that was killed.
func removeStrayObjects(d disk, loc location, env environment) {
	dir := objectsDir(loc.commonDir, env)
	entries, _ := os.ReadDir(dir) // what cannot be listed stays
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), strayObject) {
			_ = d.remove(filepath.Join(dir, e.Name()))
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
// then names, then the folders that hold the names. Other files and folders go
// with them, because waiting for the disk once is cheaper than twice.
func (o *objects) flush(files, folders []string) error {
	dirs := map[string]bool{o.dir: true}
	for _, object := range o.pending {
		files = append(files, object.temporary)
		dirs[filepath.Dir(object.path)] = true
	}
	if err := o.syncAll(files, syncFile); err != nil {
		return fmt.Errorf("writing objects: %w", err)
	}
	for id, object := range o.pending {
		if err := o.rename(object); err != nil {
			return fmt.Errorf("writing object %s: %w", id, err)
		}
		delete(o.pending, id)
	}
	for dir := range dirs {
		folders = append(folders, dir)
	}
	return o.syncAll(folders, syncDir)
}

// rename may find that another process wrote the same object meanwhile; on
// Windows that one cannot be replaced, and need not be.
func (o *objects) rename(u unflushed) error {
	if err := o.share.mkdirs(o.disk, filepath.Dir(u.path)); err != nil {
		return err
	}
	err := o.disk.rename(u.temporary, u.path)
	if err == nil {
		return nil
	}
	if _, there := os.Lstat(u.path); there == nil {
		return o.disk.remove(u.temporary)
	}
	return err
}

// discard removes what was never flushed.
func (o *objects) discard() {
	for id, object := range o.pending {
		_ = o.disk.remove(object.temporary)
		delete(o.pending, id)
	}
}

// maxSyncs is how many files are synced at a time. The file system then does
// in one go what it would do as often as there are files.
const maxSyncs = 16

func (o *objects) syncAll(paths []string, how func(string) error) error {
	var group sync.WaitGroup
	queue, faults := make(chan string), make(chan error, len(paths))
	for range min(maxSyncs, len(paths)) {
		group.Go(func() {
			for path := range queue {
				faults <- o.disk.sync(path, how)
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
