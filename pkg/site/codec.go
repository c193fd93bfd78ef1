package site

import (
	"crypto/sha256"
	"encoding/binary"
)

// digest tells contents apart: the first half of a SHA-256.
type digest [16]byte

func digestOf(data []byte) digest {
	sum := sha256.Sum256(data)
	return digest(sum[:16])
}

// encoder writes values one behind the other, each with its length, so that no
// two sequences of values have the same bytes. Digests are made of such bytes, and
// so is what the site remembers.
type encoder struct{ b []byte }

func (e *encoder) num(n int64) { e.b = binary.AppendVarint(e.b, n) }

func (e *encoder) str(s string) {
	e.num(int64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) strs(all []string) {
	e.num(int64(len(all)))
	for _, s := range all {
		e.str(s)
	}
}

func (e *encoder) digest(d digest) { e.b = append(e.b, d[:]...) }

func (e *encoder) flag(b bool) {
	n := int64(0)
	if b {
		n = 1
	}
	e.num(n)
}

// sum is the digest of what was written so far.
func (e *encoder) sum() digest { return digestOf(e.b) }

// decoder reads what an encoder wrote. Once something is not as it should be,
// bad is set and everything else is zero: nobody need look before the end.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) num() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[size:]
	return n
}

// count is how many values follow, each of which takes a byte at least.
func (d *decoder) count() int {
	n := d.num()
	if n < 0 || n > int64(len(d.b)) {
		d.bad, d.b = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) str() string {
	n := d.count()
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) strs() []string {
	n := d.count()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = d.str()
	}
	return all
}

func (d *decoder) digest() (out digest) {
	if len(d.b) < len(out) {
		d.bad, d.b = true, nil
		return digest{}
	}
	copy(out[:], d.b)
	d.b = d.b[len(out):]
	return out
}

func (d *decoder) flag() bool { return d.num() != 0 }
