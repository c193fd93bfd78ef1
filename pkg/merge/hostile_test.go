package merge

import (
	"fmt"
	"strings"
	"testing"
)

// TestHostile merges files that are made to be expensive: each must come to an
// end, and lose nothing.
func TestHostile(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct{ name, head, tail string }{
		{"many keys", "---\n" + many(40_000, "k%d: 1\n"), "---\n"},
		{"a long list", "---\na: [x" + many(60_000, ", v%d") + "]\n", "---\n"},
		{"many items", "---\nb: 1\naction_items:\n" + many(20_000, "  - id: i%d\n"), "---\n"},
		{"a long timeline", "---\na: 1\n", "---\n## Timeline\n\n" + many(12_000, "- 2026-03-01T14:00:00Z e%d\n")},
		{"deep", "---\na: " + strings.Repeat("[", 3000) + strings.Repeat("]", 3000) + "\n", "---\n"},
		{"one line over and over", "---\na: 1\n", "---\n" + many(100_000, "x\n"[:2]+"%.0d")},
		{"more than is read", "---\na: 1\n", "---\n" + many(300_000, "line %d\n")},
	} {
		base := c.head + c.tail
		ours := strings.Replace(c.head, "1", "oooo", 1) + c.tail + "- 2026-03-01T14:00:00Z pppp\n"
		theirs := c.head + "tttt: 1\n" + c.tail + "- 2026-03-01T14:00:00Z uuuu\n"
		r := Merge([]byte(base), []byte(ours), []byte(theirs), Options{})
		for _, word := range []string{"pppp", "tttt", "uuuu"} {
			if !strings.Contains(string(r.Data), word) {
				t.Errorf("%s: %s is lost", c.name, word)
			}
		}
	}
}

// TestManyConflicts finds each of a hundred thousand, also where every line has
// grown by its ending: the time that this takes must not grow with their square.
func TestManyConflicts(t *testing.T) {
	const n = 100_000
	text := func(a, b string) string {
		return "\ufeff---\r\na: 1\r\n---\r\n" + strings.Repeat(a+"\r\n"+b+"\r\n", n)
	}
	r := Merge([]byte(text("a", "b")), []byte(text("c", "b")), []byte(text("d", "b")), Options{})
	if len(r.Conflicts) != n {
		t.Fatalf("%d conflicts, want %d", len(r.Conflicts), n)
	}
	for i, c := range r.Conflicts {
		if got, want := string(r.Data[c.Span.Start:c.Span.End]), "<<<<<<< ours\r\nc\r\n=======\r\nd\r\n>>>>>>> theirs\r\n"; got != want || c.Line != 4+6*i {
			t.Fatalf("conflict %d: line %d, %q", i, c.Line, got)
		}
	}
}
