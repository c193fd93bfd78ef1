package lint

import (
	"bytes"
	"errors"
	"slices"
	"sort"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxRounds bounds how often fixes are tried again on their own result. Two
// rounds are the rule: a timeline is sorted once its times are in UTC.
const maxRounds = 10

// ErrUnsettled says that fixes kept asking for more; what was applied is safe
// all the same.
var ErrUnsettled = errors.New("fixing: fixes undo each other")

// Fix applies the fixes of findings about src, repeating until nothing safe is
// left, and returns the new bytes and how many were applied. lint is called on
// each new version for what is still to be fixed. Fixes that overlap take
// turns. A fix whose result reads worse than before is left out, and a file with
// a merge conflict is left alone.
func Fix(src []byte, lint func([]byte) []Finding) (out []byte, applied int, err error) {
	out = src
	if conflicted(src) {
		return out, 0, nil
	}
	refused := make(map[string]bool)
	for range maxRounds {
		next, n := fixOnce(out, lint(out), refused)
		if n == 0 {
			return out, applied, nil
		}
		out, applied = next, applied+n
	}
	return out, applied, ErrUnsettled
}

// conflicted reports a merge conflict: that is resolved by hand, before anything
// else is changed.
func conflicted(src []byte) bool { return document.Parse(src).Resolved() != nil }

// fixOnce applies what can be applied together and says how many findings that
// settles.
func fixOnce(src []byte, found []Finding, refused map[string]bool) ([]byte, int) {
	edits, n := choose(found, refused)
	if n == 0 {
		return src, 0
	}
	if out, ok := applySafely(src, edits); ok {
		return out, n
	}
	return fixSingly(src, found, refused)
}

// fixSingly finds the first fix that does no harm by itself, and remembers
// those that do.
func fixSingly(src []byte, found []Finding, refused map[string]bool) ([]byte, int) {
	for _, f := range found {
		if len(f.Fix) == 0 || refused[fixKey(f)] {
			continue
		}
		if out, ok := applySafely(src, f.Fix); ok {
			return out, 1
		}
		refused[fixKey(f)] = true
	}
	return src, 0
}

func fixKey(f Finding) string { return f.Rule + "\x00" + f.Subject }

// choose takes fixes in order of place as long as they do not touch those
// already taken. Several findings may carry one fix: a timeline is sorted once.
func choose(found []Finding, refused map[string]bool) (edits []document.Edit, n int) {
	var c claims
	taken := make(map[document.Edit][]document.Edit) // by first edit
	for _, f := range found {
		if len(f.Fix) == 0 || refused[fixKey(f)] {
			continue
		}
		if sameFix(taken[f.Fix[0]], f.Fix) {
			n++
			continue
		}
		if slices.ContainsFunc(f.Fix, c.touch) {
			continue
		}
		taken[f.Fix[0]] = f.Fix
		edits = append(edits, f.Fix...)
		for _, e := range f.Fix {
			c.add(e.Span)
		}
		n++
	}
	return edits, n
}

// sameFix looks at the first element's address before it compares a thousand
// edits a thousand times.
func sameFix(a, b []document.Edit) bool {
	return len(a) == len(b) && (&a[0] == &b[0] || slices.Equal(a, b))
}

// claims are the spans that are spoken for, in order.
type claims []document.Span

// touch reports that an edit touches a claim; meeting at one offset counts, as
// the order of two texts would then be anybody's guess.
func (c claims) touch(e document.Edit) bool {
	n := c.place(e.Span)
	return n < len(c) && c[n].Start <= e.Span.End
}

// place is the first claim that does not end before s.
func (c claims) place(s document.Span) int {
	return sort.Search(len(c), func(n int) bool { return c[n].End >= s.Start })
}

func (c *claims) add(s document.Span) { *c = slices.Insert(*c, c.place(s), s) }

// applySafely applies edits and looks at the result as if somebody else had
// made it.
func applySafely(src []byte, edits []document.Edit) ([]byte, bool) {
	out, err := document.Apply(src, edits)
	if err != nil || bytes.Equal(out, src) || !sameOutside(src, out, edits) {
		return nil, false
	}
	return out, len(document.Parse(out).Faults()) <= len(document.Parse(src).Faults())
}

// sameOutside checks that every byte outside the edits is as it was.
func sameOutside(src, out []byte, edits []document.Edit) bool {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b document.Edit) int { return a.Span.Start - b.Span.Start })
	from, to := 0, 0
	for _, e := range sorted {
		kept := src[from:e.Span.Start]
		if !bytes.HasPrefix(out[min(to, len(out)):], kept) {
			return false
		}
		from, to = e.Span.End, to+len(kept)+len(e.Text)
	}
	return bytes.Equal(src[from:], out[min(to, len(out)):])
}
