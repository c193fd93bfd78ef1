package document

import (
	"errors"
	"fmt"
)

// NewFront is front matter with both delimiter lines that holds these fields and
// nothing else. It is read again and compared with them; what cannot be written
// exactly is an error.
func NewFront(fields ...Field) ([]byte, error) {
	all := MapValue(fields...)
	if s, bad := all.controls(); bad {
		return nil, fmt.Errorf("%q holds control characters or line breaks", s)
	}
	w := writer{eol: "\n", indent: 2}
	src := []byte("---\n")
	for _, f := range fields {
		src = append(src, w.field(f.Key, f.Value, 0)+w.eol...)
	}
	src = append(src, "---\n"...)
	want, got := all.node(), Parse(src)
	if want == nil || got.root == nil || len(got.faults) > 0 || !sameTree(got.root, want) {
		return nil, errors.New("a key is there twice, or a value cannot be written as it stands")
	}
	return src, nil
}
