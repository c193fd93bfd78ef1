package repo

import (
	"bytes"
	"encoding/binary"
	"os"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
)

// packIndex tells where in a pack the objects lie: an index file of version 2 as
// it is, 256 sums of how many names begin with a byte or a lower one, the names
// in order, checksums, and places of four bytes or, for large packs, eight.
type packIndex struct {
	data  []byte
	count int
}

const (
	packIndexNames = 8 + 4*256                      // where the names begin
	packIndexEach  = len(plumbing.ZeroHash) + 4 + 4 // name, checksum, place
)

// readPackIndex takes no other version, and none whose parts do not fit.
func readPackIndex(path string) (packIndex, bool) {
	data, err := os.ReadFile(path)
	if err != nil || len(data) < packIndexNames || !bytes.HasPrefix(data, []byte("\377tOc\x00\x00\x00\x02")) {
		return packIndex{}, false
	}
	x := packIndex{data: data}
	last := uint32(0)
	for n := range 256 {
		sum := x.number(8 + 4*n)
		if sum < last {
			return packIndex{}, false
		}
		last = sum
	}
	x.count = int(last)
	return x, uint64(last) <= uint64((len(data)-packIndexNames)/packIndexEach)
}

func (x *packIndex) number(at int) uint32 { return binary.BigEndian.Uint32(x.data[at:]) }

// offset is where an object lies.
func (x *packIndex) offset(id plumbing.Hash) (int64, bool) {
	from := 0
	if id[0] > 0 {
		from = int(x.number(8 + 4*(int(id[0])-1)))
	}
	to := int(x.number(8 + 4*int(id[0])))
	name := func(n int) []byte { return x.data[packIndexNames+n*len(id):][:len(id)] }
	n := from + sort.Search(to-from, func(i int) bool { return bytes.Compare(name(from+i), id[:]) >= 0 })
	if n == to || !bytes.Equal(name(n), id[:]) {
		return 0, false
	}
	places := packIndexNames + x.count*(len(id)+4)
	place := x.number(places + 4*n)
	if place < 1<<31 {
		return int64(place), true
	}
	at := int64(places+4*x.count) + 8*int64(place&^(1<<31))
	if at+8 > int64(len(x.data)) {
		return 0, false
	}
	far := binary.BigEndian.Uint64(x.data[at:])
	return int64(far), far < 1<<62
}

// packCache keeps unpacked objects, the older half of which goes when the newer
// one is full.
type packCache struct {
	limit        int // of both halves together, in bytes
	size         int // of the newer
	newer, older map[packPlace]packed
}

type packPlace struct {
	pack   *pack
	offset int64
}

func (c *packCache) get(f *pack, offset int64) (packed, bool) {
	place := packPlace{f, offset}
	obj, ok := c.newer[place]
	if ok {
		return obj, true
	}
	if obj, ok = c.older[place]; ok {
		c.put(f, offset, obj)
	}
	return obj, ok
}

func (c *packCache) put(f *pack, offset int64, obj packed) {
	if c.newer == nil || c.size+len(obj.data) > c.limit/2 {
		c.newer, c.older, c.size = map[packPlace]packed{}, c.newer, 0
	}
	c.newer[packPlace{f, offset}] = obj
	c.size += len(obj.data)
}
