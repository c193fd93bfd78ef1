package repo

// applyDelta makes an object of at most limit bytes from another and the
// difference to it: the sizes of both, then what to copy from the other and what
// to insert. ok is false for a delta that does not fit, byte for byte.
func applyDelta(base, delta []byte, limit int64) (out []byte, ok bool) {
	from, delta, ok := deltaNumber(delta)
	if !ok || from != uint64(len(base)) {
		return nil, false
	}
	size, delta, ok := deltaNumber(delta)
	if !ok || size > uint64(limit) {
		return nil, false
	}
	out = make([]byte, 0, size)
	for len(delta) > 0 {
		op := delta[0]
		delta = delta[1:]
		piece, after := []byte(nil), delta
		if op&0x80 != 0 {
			piece, after, ok = deltaCopy(base, op, delta)
		} else if ok = op > 0 && int(op) <= len(delta); ok {
			piece, after = delta[:op], delta[op:]
		}
		if !ok || len(piece) > cap(out)-len(out) {
			return nil, false
		}
		out, delta = append(out, piece...), after
	}
	return out, len(out) == cap(out)
}

// deltaNumber reads a size, seven bits a byte, the lowest first.
func deltaNumber(delta []byte) (n uint64, rest []byte, ok bool) {
	for i, c := range delta[:min(len(delta), 9)] {
		n |= uint64(c&0x7f) << (7 * i)
		if c&0x80 == 0 {
			return n, delta[i+1:], true
		}
	}
	return 0, nil, false
}

// deltaCopy is the part of base that an instruction names: four bits say which
// bytes of the offset follow, three which of the size.
func deltaCopy(base []byte, op byte, delta []byte) (piece, rest []byte, ok bool) {
	var values [2]uint64
	bit := 0
	for v, width := range [2]int{4, 3} {
		for n := range width {
			if op&(1<<bit) != 0 {
				if len(delta) == 0 {
					return nil, nil, false
				}
				values[v] |= uint64(delta[0]) << (8 * n)
				delta = delta[1:]
			}
			bit++
		}
	}
	offset, size := values[0], values[1]
	if size == 0 {
		size = 0x10000
	}
	if offset+size > uint64(len(base)) {
		return nil, nil, false
	}
	return base[offset : offset+size], delta, true
}
