package incident

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

const eventText = "pipe | here"

// TestAddEvent adds an entry at 14:30 to each case of testdata/event: files
// NAME.md, and NAME.want.md with the result.
func TestAddEvent(t *testing.T) {
	files, _ := filepath.Glob("testdata/event/*.md")
	for _, file := range files {
		if strings.HasSuffix(file, ".want.md") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, eol := range []string{"\n", "\r\n"} {
			in := strings.ReplaceAll(string(src), "\n", eol)
			got := strings.ReplaceAll(addEvent(t, file, in), "\r\n", "\n")
			golden(t, strings.TrimSuffix(file, ".md")+".want.md", got)
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew; read the difference before you commit it")

// golden compares got with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s:\n%s", file, diff)
	}
}

func addEvent(t *testing.T, name, src string) string {
	t.Helper()
	i := Decode(name, document.Parse([]byte(src)), nil)
	ops, err := AddEvent(i, at("2026-03-01T14:30:00Z"), eventText)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

func TestAddEventHostileText(t *testing.T) {
	texts := []string{
		"# heading", "- item", "> quote", "```", "---", "a\nb\r\n- c", "\x1b[31mred\x00", "<!-- x", "`", "**", "[x]: /y",
		`a \| b`, `ends with \`, "|", "||||", "1. x", "+01:00 x", "\u2028x", "<div>", "&amp;", strings.Repeat("x ", 5000),
	}
	bodies := []string{
		"## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T15:00:00Z b\n\n## What happened?\n",
		"## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-03-01T14:00:00Z | a |\n| 2026-03-01T15:00:00Z | b |\n",
	}
	for _, body := range bodies {
		for _, text := range texts {
			i := Decode("x.md", document.Parse([]byte("---\ntitle: x\n---\n"+body)), nil)
			ops, err := AddEvent(i, at("2026-03-01T14:30:00Z"), text)
			if err != nil {
				t.Errorf("%.20q: %v", text, err)
				continue
			}
			out, err := i.Doc.Edit(ops...)
			if err != nil {
				t.Errorf("%.20q: %v", text, err)
				continue
			}
			if n := strings.Count(string(out), "\n"); n != strings.Count(string(i.Doc.Source()), "\n")+1 {
				t.Errorf("%.20q: not one line more:\n%s", text, out)
			}
		}
	}
}

func TestAddEventRefuses(t *testing.T) {
	i := front("title: x")
	if _, err := AddEvent(i, at("2026-03-01T14:30:00Z"), " \n "); err == nil {
		t.Error("empty text is accepted")
	}
	unclosed := Decode("x.md", document.Parse([]byte("---\ntitle: x\n---\n## Timeline\n\n<!-- open\n")), nil)
	var refusal *document.Refusal
	if _, err := AddEvent(unclosed, at("2026-03-01T14:30:00Z"), "x"); !errors.As(err, &refusal) {
		t.Errorf("unclosed comment: %v", err)
	}
}

// TestAddEventsTooMany adds no more than can be read again.
func TestAddEventsTooMany(t *testing.T) {
	i := front("title: x")
	many := make([]Event, document.MaxBody/40)
	for n := range many {
		many[n] = Event{At: at("2026-03-01T14:30:00Z"), Text: "the text of an entry"}
	}
	var refusal *document.Refusal
	if _, err := AddEvents(i, many); !errors.As(err, &refusal) || !strings.HasPrefix(refusal.Reason, "with 26214 timeline entries more the text would have ") {
		t.Errorf("%v", err)
	}
	if _, err := AddEvents(i, many[:len(many)/2]); err != nil {
		t.Errorf("half of them: %v", err)
	}
}

// FuzzAddEvent checks that entries in order stay in order and that every other
// byte is kept.
func FuzzAddEvent(f *testing.F) {
	f.Add("## Timeline\n\n- 2026-03-01T14:00:00Z a\n  - b\n- 2026-03-01T15:00:00Z c\n", "text", int64(0))
	f.Add("## Timeline\n\n| T | E |\n|---|---|\n| 2026-03-01T14:00Z | a |\n\ntext", "a|b", int64(-4000))
	f.Add("# Impact\n\n1) 2026-03-01T14:00:00Z a\n\n   ```\n   x\n", "`", int64(9))
	files, _ := filepath.Glob("testdata/event/*.md")
	for _, file := range files {
		src, _ := os.ReadFile(file)
		f.Add(string(src), "x", int64(60))
	}
	f.Fuzz(func(t *testing.T, body, text string, shift int64) {
		src := []byte("---\ntitle: x\n---\n" + body)
		i := Decode("x.md", document.Parse(src), nil)
		moment := at("2026-03-01T14:30:00Z").Add(time.Duration(shift%1e6) * time.Second)
		ops, err := AddEvent(i, moment, text)
		if err != nil {
			return
		}
		out, err := i.Doc.Edit(ops...)
		if err != nil {
			t.Fatal(err)
		}
		if !inserted(src, out) {
			t.Fatalf("not an insertion:\n%s\nbecame\n%s", src, out)
		}
		before, after := i.Timeline(), Decode("x.md", document.Parse(out), nil).Timeline()
		if sorted(before) && !sorted(after) {
			t.Fatalf("out of order:\n%s", out)
		}
	})
}

// inserted reports that out is src with bytes put in at one place.
func inserted(src, out []byte) bool {
	n := 0
	for n < len(src) && n < len(out) && src[n] == out[n] {
		n++
	}
	rest := len(src) - n
	return len(out) > len(src) && string(src[n:]) == string(out[len(out)-rest:])
}

func sorted(entries []Entry) bool {
	entries = slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return !e.At.Known() })
	return slices.IsSortedFunc(entries, func(a, b Entry) int { return a.At.V.Compare(b.At.V) })
}
