package repo

import (
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// objects reads the objects of a repository and its alternates, loose or
// packed, and writes loose ones. One goroutine at a time.
type objects struct {
	dir      string // objects folder that is written to
	share    sharing
	disk     disk
	stores   []*filesystem.ObjectStorage // that of dir first
	replaced map[plumbing.Hash]plumbing.Hash
	looks    int // how often the packs were listed anew
	dirs     []string
	packs    *packs // opened when first needed
	kept     int    // bytes that packs may keep

	trees      map[plumbing.Hash][]treeEntry // some of those that were read
	pending    map[plumbing.Hash]unflushed
	compressor *zlib.Writer // used again: a new one costs a megabyte
}

// missingObjectError is an object that should be there and is not: the clone
// is shallow or partial, or damaged.
type missingObjectError struct{ id plumbing.Hash }

func (e *missingObjectError) Error() string {
	return fmt.Sprintf("object %s is not in this clone", e.id)
}

// objectCacheSize bounds what is kept of unpacked objects, in bytes; deltas
// need their bases again and again.
const objectCacheSize = 16 << 20

// openObjects opens the folders. go-git's own alternates are not used: it
// would read every pack index of an alternate for every object looked up.
func openObjects(commonDir string, env environment, share sharing, d disk, cached cache.FileSize) (*objects, error) {
	dir := objectsDir(commonDir, env)
	o := &objects{dir: dir, share: share, disk: d, dirs: objectDirs(dir, env), kept: int(cached)}
	for _, each := range o.dirs {
		// go-git finds the folder by its name from the one above it.
		if filepath.Base(each) != "objects" {
			return nil, fmt.Errorf("an object folder that is not called objects: %s", each)
		}
		o.stores = append(o.stores, filesystem.NewObjectStorageWithOptions(
			dotgit.New(osfs.New(filepath.Dir(each))),
			cache.NewObjectLRU(cached),
			filesystem.Options{KeepDescriptors: true, LargeObjectThreshold: MaxFileSize},
		))
	}
	return o, nil
}

// objectsDir is where objects are written.
func objectsDir(commonDir string, env environment) string {
	if dir := env.value("GIT_OBJECT_DIRECTORY"); dir != "" {
		return dir
	}
	return filepath.Join(commonDir, "objects")
}

// close lets go of the open packs; the objects stay usable.
func (o *objects) close() {
	if o.packs != nil {
		o.packs.close()
		o.packs = nil
	}
	for _, store := range o.stores {
		_ = store.Close() // they were only read
	}
}

// real is what an object is replaced by, or itself.
func (o *objects) real(id plumbing.Hash) plumbing.Hash {
	for range maxSymbolic {
		other, ok := o.replaced[id]
		if !ok {
			break
		}
		id = other
	}
	return id
}

// object finds an object as go-git has it.
func (o *objects) object(id plumbing.Hash) (plumbing.EncodedObject, error) {
	for {
		obj, err := o.find(id)
		if err == nil || !o.lookAgain() {
			return obj, err
		}
	}
}

func (o *objects) find(id plumbing.Hash) (plumbing.EncodedObject, error) {
	for _, store := range o.stores {
		obj, err := store.EncodedObject(plumbing.AnyObject, id)
		if err == nil {
			return obj, nil
		}
		if !isMissing(err) {
			return nil, fmt.Errorf("reading object %s: %w", id, err)
		}
	}
	return nil, &missingObjectError{id: id}
}

// isMissing also takes a pack that went away: git may have packed anew since
// the packs were listed.
func isMissing(err error) bool {
	return errors.Is(err, plumbing.ErrObjectNotFound) || errors.Is(err, os.ErrNotExist) || errors.Is(err, dotgit.ErrPackfileNotFound)
}

// maxLooks bounds how often the packs are listed anew for an object that is
// not found, since it may well not exist.
const maxLooks = 3

func (o *objects) lookAgain() bool {
	if o.looks >= maxLooks {
		return false
	}
	o.looks++
	o.close()
	for _, store := range o.stores {
		store.Reindex()
	}
	return true
}

// exists says whether an object is there, without reading it.
func (o *objects) exists(id plumbing.Hash) bool {
	for _, store := range o.stores {
		if store.HasEncodedObject(id) == nil {
			return true
		}
	}
	return false
}

// packed finds an object in the packs.
func (o *objects) packed(id plumbing.Hash) (packed, bool) {
	if o.packs == nil {
		o.packs = openPacks(o.dirs, o.kept)
	}
	return o.packs.object(id)
}

// read is the kind and content of an object or what replaces it, in buf when
// that is large enough. A blob over MaxFileSize is ErrTooLarge.
func (o *objects) read(id plumbing.Hash, buf []byte) (plumbing.ObjectType, []byte, error) {
	id = o.real(id)
	if obj, ok := o.packed(id); ok {
		return obj.kind, append(buf[:0], obj.data...), nil
	}
	return o.slowly(id, buf)
}

// slowly is read by go-git.
func (o *objects) slowly(id plumbing.Hash, buf []byte) (plumbing.ObjectType, []byte, error) {
	obj, err := o.object(id)
	if err != nil {
		return 0, nil, err
	}
	if limit := sizeLimit(obj.Type()); obj.Size() > limit {
		return 0, nil, ErrTooLarge
	}
	reader, err := obj.Reader()
	if err != nil {
		return 0, nil, fmt.Errorf("reading object %s: %w", id, err)
	}
	defer reader.Close()
	if int64(cap(buf)) < obj.Size() {
		buf = make([]byte, obj.Size())
	}
	buf = buf[:obj.Size()]
	if _, err := io.ReadFull(reader, buf); err != nil {
		return 0, nil, fmt.Errorf("reading object %s: %w", id, err)
	}
	return obj.Type(), buf, nil
}

func sizeLimit(kind plumbing.ObjectType) int64 {
	if kind == plumbing.BlobObject {
		return MaxFileSize
	}
	return maxTreeSize
}

// readAs is read where only one kind will do. Nobody may change the bytes.
func (o *objects) readAs(kind plumbing.ObjectType, id plumbing.Hash) ([]byte, error) {
	obj, ok := o.packed(o.real(id))
	got, data := obj.kind, obj.data
	if !ok {
		var err error
		if got, data, err = o.slowly(o.real(id), nil); err != nil {
			return nil, err
		}
	}
	if got != kind {
		return nil, fmt.Errorf("object %s is a %s, not a %s", id, got, kind)
	}
	return data, nil
}

// withPrefix lists the objects whose name begins with the hexadecimal digits.
func (o *objects) withPrefix(digits string) ([]plumbing.Hash, error) {
	whole := plumbing.NewHash(digits + "0"[:len(digits)%2])
	var found []plumbing.Hash
	seen := map[plumbing.Hash]bool{}
	for _, store := range o.stores {
		ids, err := store.HashesWithPrefix(whole[:len(digits)/2])
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if id.String()[:len(digits)] == digits && !seen[id] {
				seen[id] = true
				found = append(found, id)
			}
		}
	}
	return found, nil
}
