package document

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// FuzzApply: the result is what replacing one edit after the other, from the
// last to the first, gives; or an error.
func FuzzApply(f *testing.F) {
	f.Add([]byte("abcdef"), 0, 1, "x", 3, 3, "y")
	f.Add([]byte("abcdef"), 2, 4, "", 3, 5, "y")
	f.Fuzz(func(t *testing.T, src []byte, a, b int, x string, c, e int, y string) {
		before := bytes.Clone(src)
		out, err := Apply(src, []Edit{{Span{a, b}, x}, {Span{c, e}, y}})
		if !bytes.Equal(src, before) {
			t.Fatal("the source has changed")
		}
		if err != nil {
			return
		}
		if insertsAt := c == e; c < a || c == a && insertsAt && b > a {
			a, b, x, c, e, y = c, e, y, a, b, x
		}
		want := string(src[:a]) + x + string(src[b:c]) + y + string(src[e:])
		if string(out) != want {
			t.Fatalf("got %q, want %q", out, want)
		}
	})
}

// FuzzEdit: whatever the front matter and the change, the result reads back
// the change and keeps all else, or the change is refused.
func FuzzEdit(f *testing.F) {
	seeds(f, func(src []byte) {
		for verb := range byte(6) {
			f.Add(src, verb, verb, "new: value")
		}
	})
	f.Fuzz(func(t *testing.T, src []byte, verb, pick byte, text string) {
		d := Parse(src)
		checkEdit(t, d, fuzzOp(d, verb, int(pick), text))
	})
}

// checkEdit carries out one op and holds the result against what is promised.
// It returns nil when the op is refused.
func checkEdit(t *testing.T, d *Document, op Op) []byte {
	t.Helper()
	out, err := d.Edit(op)
	if err != nil {
		var refusal *Refusal
		if !errors.As(err, &refusal) || refusal.Reason == "" || refusal.Way == "" {
			t.Fatalf("not a whole refusal: %#v", err)
		}
		return nil
	}
	next := Parse(out)
	if next.root == nil || !sameTree(next.root, intend(d.root, op.front)) {
		t.Fatalf("%s gives\n%s", op.front.at, out)
	}
	if !bytes.HasSuffix(out, d.src[d.block.data.End:]) || !bytes.HasPrefix(out, d.src[:d.block.data.Start]) {
		t.Fatal("bytes outside the front matter have changed")
	}
	if err := keepsRest(d, next, op.front); err != nil {
		t.Fatalf("verb %d %s: %v: from\n%s\nto\n%s", op.front.verb, op.front.at, err, d.src, out)
	}
	return out
}

// keepsRest: the values that a change does not touch are written as they were
// and in the order they were, and so are the comments; only Remove may take
// some away.
func keepsRest(d, next *Document, op *frontOp) error {
	before, after := written(d, touched(d, op)), written(next, Span{})
	for _, s := range before {
		i := slices.Index(after, s)
		if i < 0 {
			return fmt.Errorf("%q is gone or has moved", s)
		}
		after = after[i+1:]
	}
	notes, rest := comments(d), comments(next)
	if op.verb != remove && !slices.Equal(notes, rest) {
		return fmt.Errorf("comments %q became %q", notes, rest)
	}
	for _, s := range rest {
		i := slices.Index(notes, s)
		if i < 0 {
			return fmt.Errorf("comment %q is new", s)
		}
		notes = notes[i+1:]
	}
	return nil
}

// written are the bytes of all scalars and aliases, those inside but left out.
func written(d *Document, but Span) []string {
	var all []string
	d.leaves(d.root, func(_ *yaml.Node, s Span) {
		if s.Start < but.Start || s.End > but.End {
			all = append(all, string(d.src[s.Start:s.End]))
		}
	})
	return all
}

// comments are all comments of the front matter, found between the scalars.
func comments(d *Document) []string {
	var found []string
	at := d.block.data.Start
	scan := func(end int) {
		for at < end {
			i := bytes.IndexByte(d.src[at:end], '#')
			if i < 0 {
				break
			}
			stop := lineEnd(d.src, at+i)
			found = append(found, string(d.src[at+i:stop]))
			at = stop
		}
		at = max(at, end)
	}
	d.leaves(d.root, func(_ *yaml.Node, s Span) {
		scan(s.Start)
		at = max(at, s.End)
	})
	scan(d.block.data.End)
	return found
}

// touched is the bytes of the value that a change replaces, with its key when
// it is removed.
func touched(d *Document, op *frontOp) Span {
	s, err := d.locate(op.at, op.verb)
	if err != nil || s.index < 0 || op.verb == appendTo && !isNull(s.value()) {
		return Span{}
	}
	span, _ := d.extent(s.value())
	if op.verb == remove && s.key() != nil {
		span.Start = d.content(s.key())
	}
	return span
}

// fuzzOp picks a place of the tree by number and changes it.
func fuzzOp(d *Document, verb byte, pick int, text string) Op {
	var paths []Path
	if d.root != nil {
		paths = allPaths(d.root, Path{}, nil)
	}
	at := At("k")
	if len(paths) > 0 {
		at = paths[pick%len(paths)]
	}
	switch verb % 9 {
	case 0:
		return Set(at, StringValue(text))
	case 1:
		return Set(at.Key("new"), StringValue(text))
	case 2:
		return Append(at, StringValue(text))
	case 3:
		return Append(at, MapValue(Field{"id", StringValue(text)}, Field{"l", ListValue(StringValue(text))}))
	case 4:
		return Append(at, FlowValue(Field{"id", StringValue(text)}))
	case 5:
		return Remove(at)
	case 6:
		return Set(at, ListValue(StringValue(text), StringValue("x")))
	case 7:
		return Set(at, MapValue(Field{text, StringValue(text)}))
	}
	return Set(At(text), StringValue(text), "a", "title")
}

func allPaths(n *yaml.Node, at Path, paths []Path) []Path {
	for i := 0; i < len(n.Content) && len(paths) < 256; i++ {
		next := at.Index(i)
		if n.Kind == yaml.MappingNode {
			if n.Content[i].Kind != yaml.ScalarNode {
				i++
				continue
			}
			next = at.Key(n.Content[i].Value)
			i++
		}
		paths = allPaths(n.Content[i], next, append(paths, next))
	}
	return paths
}
