package document

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v3"
)

// seeds adds the inputs of the golden cases and of the fault table.
func seeds(f *testing.F, add func([]byte)) {
	f.Helper()
	files, _ := filepath.Glob("../../testdata/document/edit/*.txtar")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			if filepath.Base(part.Name) == "in" {
				add(part.Data)
			}
		}
	}
	for _, test := range faultTests {
		add([]byte(test.src))
	}
}

// FuzzParse: no input makes the parser panic or hang, and every place it
// names is a place in the source.
func FuzzParse(f *testing.F) {
	seeds(f, func(src []byte) { f.Add(src) })
	f.Add([]byte("---\na:\n- {b: c\n- d}\n---\n"))
	f.Add([]byte("---\na: [b\n---]\n---\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		d := Parse(src)
		if err := checkSpans(d); err != nil {
			t.Fatal(err)
		}
		if d.BodyStart() < 0 || d.BodyStart() > len(src) {
			t.Fatalf("body starts at %d of %d", d.BodyStart(), len(src))
		}
		for _, fault := range d.Faults() {
			if err := inside(src, fault.Span); err != nil {
				t.Fatalf("%s: %v", fault.Kind, err)
			}
			if fault.Fix != nil {
				checkFix(t, d, fault)
			}
		}
		checkPositions(t, d)
	})
}

// checkFix: a fix applies, and the fault is gone after it.
func checkFix(t *testing.T, d *Document, fault Fault) {
	t.Helper()
	out, err := Apply(d.Source(), fault.Fix)
	if err != nil {
		t.Fatalf("fix of %s: %v", fault.Kind, err)
	}
	for _, again := range Parse(out).Faults() {
		if again.Kind == fault.Kind && again.Message == fault.Message && fault.Kind != ByteOrderMark {
			t.Fatalf("%s is still there after its fix", fault.Kind)
		}
	}
}

// checkPositions compares the index with counting from the start.
func checkPositions(t *testing.T, d *Document) {
	t.Helper()
	src := d.Source()
	for _, at := range []int{0, len(src) / 3, len(src) / 2, len(src) / 4, len(src)} {
		line := bytes.Count(src[:at], []byte("\n")) + 1
		column := utf8.RuneCount(src[bytes.LastIndexByte(src[:at], '\n')+1:at]) + 1
		if got := d.Position(at); got != (Position{line, column}) {
			t.Fatalf("offset %d is at %v, want %d:%d", at, got, line, column)
		}
	}
}

func inside(src []byte, s Span) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(src) {
		return fmt.Errorf("span %v is outside of %d bytes", s, len(src))
	}
	if cutsRune(src, s.Start) || cutsRune(src, s.End) {
		return fmt.Errorf("span %v cuts a character", s)
	}
	return nil
}

// cutsRune reports an offset inside a character that is well encoded.
func cutsRune(src []byte, at int) bool {
	for start := at - 1; start >= 0 && start > at-utf8.UTFMax; start-- {
		if r, n := utf8.DecodeRune(src[start:]); r != utf8.RuneError && start+n > at {
			return true
		}
	}
	return false
}

// checkSpans: every value lies in the front matter, items lie in their
// collection and in order, and the bytes of a scalar read back as its value.
func checkSpans(d *Document) error {
	if d.root == nil || len(d.root.Content) == 0 {
		return nil
	}
	return checkSpan(d, d.root, d.block.data)
}

func checkSpan(d *Document, n *yaml.Node, outer Span) error {
	span := Node{d, n}.Span()
	if err := inside(d.src, span); err != nil {
		return err
	}
	if span.Start < outer.Start || span.End > outer.End {
		return fmt.Errorf("%q: span %v is not inside %v", n.Value, span, outer)
	}
	_, ok := d.extent(n)
	if !ok {
		return nil
	}
	at := span.Start
	for _, child := range n.Content {
		if err := checkSpan(d, child, Span{at, span.End}); err != nil {
			return err
		}
		at = Node{d, child}.Span().End
	}
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
	if n.Kind != yaml.ScalarNode || n.Value == "" && n.Style&quoted == 0 {
		return nil
	}
	return readsBack(d, n, span)
}

// readsBack parses a scalar's bytes alone, as an item of a block list and of a
// list between brackets: which of the two it stood in decides what a dash at a
// line's start, a comma or a question mark is. Block scalars need their
// parent's indentation, so they are left to the edits' own check.
func readsBack(d *Document, n *yaml.Node, span Span) error {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return nil
	}
	raw := string(d.src[span.Start:span.End])
	var got []string
	for _, text := range []string{"- " + raw, "- [" + raw + "]"} {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			return nil //nolint:nilerr // not a scalar by itself, such as a key that ends in a colon
		}
		item := doc.Content[0].Content[0]
		if len(item.Content) == 1 {
			item = item.Content[0]
		}
		if item.Kind != yaml.ScalarNode || item.Value == n.Value {
			return nil
		}
		got = append(got, item.Value)
	}
	return fmt.Errorf("%q reads as %q, not %q", raw, got, n.Value)
}
