package repo

import (
	"compress/zlib"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// write stores an object, unless it is there already, and brings it to the
// disk: a ref must never reach the disk before what it names.
func (o *objects) write(kind plumbing.ObjectType, data []byte) (plumbing.Hash, error) {
	id := plumbing.ComputeHash(kind, data)
	path := o.loosePath(id)
	if o.exists(id) {
		// As git does: a prune must not take an old object that is needed again.
		now := time.Now()
		_ = os.Chtimes(path, now, now)
		return id, nil
	}
	if err := o.writeLoose(path, kind, data); err != nil {
		return plumbing.ZeroHash, fmt.Errorf("writing object %s: %w", id, err)
	}
	return id, nil
}

func (o *objects) loosePath(id plumbing.Hash) string {
	name := id.String()
	return filepath.Join(o.dir, name[:2], name[2:])
}

func (o *objects) writeLoose(path string, kind plumbing.ObjectType, data []byte) error {
	dir := filepath.Dir(path)
	if err := o.share.mkdirs(dir); err != nil {
		return err
	}
	file, err := createTemporary(dir)
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails once it is renamed, as it should
	err = deflate(file, kind, data)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := o.share.apply(file.Name(), false); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		if _, there := os.Lstat(path); there == nil {
			return nil // another process wrote the same object, and it cannot be replaced on Windows
		}
		return err
	}
	return errors.Join(syncDir(dir), syncDir(o.dir))
}

// createTemporary makes a file of the name git's gc knows as rubbish, with the
// read-only mode objects have.
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
func deflate(file *os.File, kind plumbing.ObjectType, data []byte) error {
	w, err := zlib.NewWriterLevel(file, zlib.BestSpeed)
	if err != nil {
		return err
	}
	header := fmt.Sprintf("%s %d\x00", kind, len(data))
	if _, err := w.Write([]byte(header)); err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}
