package repo

import (
	"bufio"
	"compress/zlib"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// packs reads the usual objects of packs, tens of thousands for one history:
// go-git hashes each object and each link of a delta chain anew to remember it,
// which takes more than unpacking it. Whatever is unusual or damaged is not found
// here; it is go-git's to read, or to tell what is wrong with it. One goroutine at
// a time.
type packs struct {
	files  []*pack
	recent packCache
	in     *bufio.Reader
	zlib   io.ReadCloser // used again for each object
}

// pack is one pack and its index.
type pack struct {
	packIndex
	path string
	file *os.File // opened when first needed
}

// A chain of deltas that is longer, or larger in bytes, is left to go-git; git
// makes 50 by default.
const (
	maxChain      = 4096
	maxChainBytes = maxTreeSize
)

// openPacks finds the packs of some object folders. An index that cannot be
// read is left out.
func openPacks(dirs []string, kept int) *packs {
	p := &packs{in: bufio.NewReader(nil), recent: packCache{limit: kept}}
	for _, dir := range dirs {
		dir = filepath.Join(dir, "pack")
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			name, isIndex := strings.CutSuffix(e.Name(), ".idx")
			if !isIndex {
				continue
			}
			if index, ok := readPackIndex(filepath.Join(dir, e.Name())); ok {
				p.files = append(p.files, &pack{packIndex: index, path: filepath.Join(dir, name+".pack")})
			}
		}
	}
	return p
}

func (p *packs) close() {
	for _, f := range p.files {
		if f.file != nil {
			_ = f.file.Close() // it was only read
		}
	}
}

// packed is an object in a pack, kept or on its way there.
type packed struct {
	kind plumbing.ObjectType
	data []byte // nobody may change it
}

// object finds an object; ok is false for one that go-git must be asked for.
func (p *packs) object(id plumbing.Hash) (packed, bool) {
	for _, f := range p.files {
		if offset, ok := f.offset(id); ok {
			return p.at(f, offset)
		}
	}
	return packed{}, false
}

// packLink is one delta of a chain.
type packLink struct {
	offset int64
	delta  []byte
}

// at unpacks the object at a place of a pack: down its chain of deltas to one
// that is kept or whole, and up again, keeping some of what lies on the way.
func (p *packs) at(f *pack, offset int64) (packed, bool) {
	obj, chain, ok := p.chain(f, offset)
	for n := len(chain) - 1; n >= 0 && ok; n-- {
		obj.data, ok = applyDelta(obj.data, chain[n].delta, sizeLimit(obj.kind))
		if ok && isKept(n) {
			p.recent.put(f, chain[n].offset, obj)
		}
	}
	return obj, ok
}

// isKept chooses what is kept of a chain by how many deltas lie between it and
// its end: a history goes through the chain link by link, up or down, and must
// neither unpack all of it for each nor have room for the whole of it.
func isKept(links int) bool { return links < 8 || links%8 == 0 }

// chain is the deltas that lead to an object, the last first, and what they start
// from.
func (p *packs) chain(f *pack, offset int64) (obj packed, chain []packLink, ok bool) {
	for size := 0; size <= maxChainBytes && len(chain) <= maxChain; {
		if obj, ok = p.recent.get(f, offset); ok {
			return obj, chain, true
		}
		e, ok := p.entry(f, offset)
		if !ok {
			break
		}
		if e.base == 0 {
			if len(chain) > 0 && isKept(len(chain)) {
				p.recent.put(f, offset, e.packed)
			}
			return e.packed, chain, true
		}
		size += len(e.data)
		chain = append(chain, packLink{offset, e.data})
		offset = e.base
	}
	return packed{}, nil, false
}

// packEntry is what lies at a place of a pack: an object, or the difference
// from the one at base.
type packEntry struct {
	packed
	base int64 // 0 for a whole object
}

func (p *packs) entry(f *pack, offset int64) (packEntry, bool) {
	var e packEntry
	if f.file == nil {
		var err error
		if f.file, err = os.Open(f.path); err != nil {
			return e, false
		}
	}
	p.in.Reset(io.NewSectionReader(f.file, offset, math.MaxInt64-offset))
	kind, size, ok := p.header()
	e.kind = kind
	switch kind {
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
	case plumbing.OFSDeltaObject:
		var back int64
		back, ok = p.distance()
		e.base = offset - back
		ok = ok && back > 0 && e.base > 0
	case plumbing.REFDeltaObject:
		var id plumbing.Hash
		if _, err := io.ReadFull(p.in, id[:]); err != nil {
			return e, false
		}
		e.base, ok = f.offset(id)
	default:
		return e, false
	}
	if !ok || size > uint64(sizeLimit(kind)) {
		return e, false
	}
	e.data, ok = p.inflate(int(size))
	return e, ok
}

// header is an entry's kind and how many bytes it unpacks to.
func (p *packs) header() (plumbing.ObjectType, uint64, bool) {
	c, err := p.in.ReadByte()
	kind, size := plumbing.ObjectType(c>>4&7), uint64(c&15)
	for shift := 4; c&0x80 != 0 && err == nil; shift += 7 {
		if shift > 57 {
			return kind, 0, false
		}
		c, err = p.in.ReadByte()
		size |= uint64(c&0x7f) << shift
	}
	return kind, size, err == nil
}

// distance is how far before its delta a base lies.
func (p *packs) distance() (int64, bool) {
	c, err := p.in.ReadByte()
	back := int64(c & 0x7f)
	for c&0x80 != 0 && err == nil {
		if back > math.MaxInt64>>8 {
			return 0, false
		}
		c, err = p.in.ReadByte()
		back = (back+1)<<7 | int64(c&0x7f)
	}
	return back, err == nil
}

// inflate unpacks so many bytes, no fewer and no more.
func (p *packs) inflate(size int) ([]byte, bool) {
	var err error
	if p.zlib == nil {
		p.zlib, err = zlib.NewReader(p.in)
	} else {
		err = p.zlib.(zlib.Resetter).Reset(p.in, nil)
	}
	if err != nil {
		return nil, false
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(p.zlib, data); err != nil {
		return nil, false
	}
	var more [1]byte // the end, at which the checksum is compared
	n, err := p.zlib.Read(more[:])
	return data, n == 0 && errors.Is(err, io.EOF)
}
