package repo

import (
	"crypto/sha1"
	"encoding/binary"
)

// encode is the index as a file. Version 4 compresses each name against the
// one before it, so there the whole list is written anew; the result has the
// same bytes wherever nothing changed.
func (x *index) encode() []byte {
	out := make([]byte, 0, x.sizeHint())
	out = append(out, "DIRC"...)
	out = binary.BigEndian.AppendUint32(out, x.version)
	out = binary.BigEndian.AppendUint32(out, uint32(len(x.entries)))
	previous := ""
	for _, e := range x.entries {
		start := len(out)
		out = append(out, e.fixed...)
		if x.version == 4 {
			out = appendCompressedName(out, previous, e.name)
		} else {
			out = append(out, e.name...)
			out = append(out, make([]byte, 8-(len(out)-start)%8)...)
		}
		previous = e.name
	}
	for _, e := range x.extensions {
		out = append(out, e.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(e.data)))
		out = append(out, e.data...)
	}
	sum := sha1.Sum(out)
	return append(out, sum[:]...)
}

func (x *index) sizeHint() int {
	size := 64
	for _, e := range x.entries {
		size += len(e.fixed) + len(e.name) + 8
	}
	for _, e := range x.extensions {
		size += 8 + len(e.data)
	}
	return size
}

// appendCompressedName writes how many bytes of the previous name to drop, and
// what to put in their place.
func appendCompressedName(out []byte, previous, name string) []byte {
	common := 0
	for common < len(previous) && common < len(name) && previous[common] == name[common] {
		common++
	}
	out = appendOffsetVarint(out, uint64(len(previous)-common))
	out = append(out, name[common:]...)
	return append(out, 0)
}

// appendOffsetVarint is the number format of pack offsets: seven bits a byte,
// most significant first, each but the last one less than it stands for.
func appendOffsetVarint(out []byte, n uint64) []byte {
	var buf [10]byte
	i := len(buf) - 1
	buf[i] = byte(n & 0x7f)
	for n >>= 7; n > 0; n >>= 7 {
		n--
		i--
		buf[i] = 0x80 | byte(n&0x7f)
	}
	return append(out, buf[i:]...)
}
