package lint

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

func edit(from, to int, text string) document.Edit {
	return document.Edit{Span: document.Span{Start: from, End: to}, Text: text}
}

// TestFixTakesTurns: of two fixes that overlap, the second is looked at again
// on the result of the first.
func TestFixTakesTurns(t *testing.T) {
	src := []byte("---\n---\nabc\n")
	out, n, err := Fix(src, func(src []byte) []Finding {
		var found []Finding
		if i := bytes.Index(src, []byte("ab")); i >= 0 {
			found = append(found, Finding{Rule: "one", Fix: []document.Edit{edit(i, i+2, "x")}})
		}
		if i := bytes.Index(src, []byte("bc")); i >= 0 {
			found = append(found, Finding{Rule: "two", Fix: []document.Edit{edit(i, i+2, "y")}})
		}
		return found
	})
	if string(out) != "---\n---\nxc\n" || n != 1 || err != nil {
		t.Errorf("%q, %d, %v", out, n, err)
	}
}

// TestFixCountsSharedFix: findings that carry one fix are settled by it.
func TestFixCountsSharedFix(t *testing.T) {
	src := []byte("---\n---\nba\n")
	shared := []document.Edit{edit(8, 9, "a"), edit(9, 10, "b")}
	out, n, err := Fix(src, func(src []byte) []Finding {
		if !bytes.Contains(src, []byte("ba")) {
			return nil
		}
		return []Finding{{Rule: "one", Fix: shared}, {Rule: "two", Fix: shared}}
	})
	if string(out) != "---\n---\nab\n" || n != 2 || err != nil {
		t.Errorf("%q, %d, %v", out, n, err)
	}
}

// TestFixRefusesHarm: a fix that breaks the front matter, or that does not lie
// in the file, is left out; its neighbours are not.
func TestFixRefusesHarm(t *testing.T) {
	src := []byte("---\na: b\n---\ntext\n")
	out, n, err := Fix(src, func(src []byte) []Finding {
		found := []Finding{
			{Rule: "harm", Fix: []document.Edit{edit(7, 8, "[")}},
			{Rule: "outside", Fix: []document.Edit{edit(100, 200, "x")}},
			{Rule: "nothing", Fix: []document.Edit{edit(4, 5, "a")}},
		}
		if i := bytes.Index(src, []byte("text")); i >= 0 {
			found = append(found, Finding{Rule: "good", Fix: []document.Edit{edit(i, i+4, "words")}})
		}
		return found
	})
	if string(out) != "---\na: b\n---\nwords\n" || n != 1 || err != nil {
		t.Errorf("%q, %d, %v", out, n, err)
	}
}

// TestFixEnds: a rule that is never satisfied does not hold pm up.
func TestFixEnds(t *testing.T) {
	rounds := 0
	_, _, err := Fix([]byte("---\n---\n"), func(src []byte) []Finding {
		rounds++
		return []Finding{{Rule: "more", Fix: []document.Edit{edit(len(src), len(src), "x")}}}
	})
	if !errors.Is(err, ErrUnsettled) || rounds != maxRounds {
		t.Errorf("%v after %d rounds", err, rounds)
	}
}

func TestFixNothing(t *testing.T) {
	src := []byte("---\n---\n")
	out, n, err := Fix(src, func([]byte) []Finding { return []Finding{{Rule: "a"}} })
	if &out[0] != &src[0] || n != 0 || err != nil {
		t.Errorf("%q, %d, %v", out, n, err)
	}
}

func TestSameOutside(t *testing.T) {
	edits := []document.Edit{edit(5, 6, "XY"), edit(1, 2, "")}
	tests := []struct {
		out  string
		want bool
	}{
		{"acdeXYgh", true},
		{"acdeXYghi", false},
		{"bcdeXYgh", false},
		{"acdeXYg", false},
		{"", false},
	}
	for _, tt := range tests {
		if got := sameOutside([]byte("abcdefgh"), []byte(tt.out), edits); got != tt.want {
			t.Errorf("%q: %t", tt.out, got)
		}
	}
}

// TestFixTimelineAfterUTC: the order is mended once the times are.
func TestFixTimelineAfterUTC(t *testing.T) {
	src := source("in-progress", "", "\n## Timeline\n\n- 2026-03-01T14:20:00Z b\n- 2026-03-01T15:02:00+01:00 a\n")
	l := New(Options{Now: present})
	out, n, err := Fix(src, func(src []byte) []Finding { return l.File(examplePath, src, nil) })
	if n != 2 || err != nil || !strings.HasSuffix(string(out), "- 2026-03-01T14:02:00Z a\n- 2026-03-01T14:20:00Z b\n") {
		t.Errorf("%d, %v\n%s", n, err, out)
	}
}
