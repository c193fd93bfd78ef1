package document

import (
	"cmp"
	"fmt"
	"slices"
)

// Edit replaces the bytes of Span by Text. An empty span inserts.
type Edit struct {
	Span Span
	Text string
}

// Apply carries out edits, given in any order, on src. Edits that overlap, or
// reach outside src, are refused and nothing is returned. Several insertions
// at one offset keep their order and stand before an edit that begins there.
// src is not changed.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(min(a.Span.Len(), 1), min(b.Span.Len(), 1)))
	})
	size, at := len(src), 0
	for _, e := range sorted {
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(src) {
			return nil, fmt.Errorf("edit of bytes %d to %d reaches outside the file's %d", e.Span.Start, e.Span.End, len(src))
		}
		if e.Span.Start < at {
			return nil, fmt.Errorf("edit of bytes %d to %d overlaps one that ends at %d", e.Span.Start, e.Span.End, at)
		}
		at = e.Span.End
		size += len(e.Text) - e.Span.Len()
	}
	out, at := make([]byte, 0, size), 0
	for _, e := range sorted {
		out = append(append(out, src[at:e.Span.Start]...), e.Text...)
		at = e.Span.End
	}
	return append(out, src[at:]...), nil
}
