package intake

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// body is what stands behind the front matter of a file that may have none.
func body(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	d := document.Parse(src)
	if d.FrontSpan().IsZero() {
		return src
	}
	return src[d.BodyStart():]
}

// checkAdoption holds an adoption to what is promised of each, whatever the file.
func checkAdoption(t *testing.T, path string, src []byte, o LegacyOptions) (refused bool) {
	t.Helper()
	before := bytes.Clone(src)
	o.Path = path
	a, err := Adopt(src, o, incident.FollowUp, adoptedOn)
	if !bytes.Equal(src, before) {
		t.Fatalf("%s: the source has changed", path)
	}
	var refusal *document.Refusal
	if errors.As(err, &refusal) {
		if refusal.Reason == "" || refusal.Way == "" {
			t.Fatalf("%s: not a whole refusal: %#v", path, refusal)
		}
		return true
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if !bytes.Equal(body(a.Bytes), body(src)) {
		t.Fatalf("%s: the body has changed:\n%q\nwas\n%q", path, body(a.Bytes), body(src))
	}
	i := incident.Decode(path, document.Parse(a.Bytes), nil)
	if a.Outcome == Adopted && (!i.Adopted.Known() || i.State.V != incident.FollowUp) {
		t.Fatalf("%s: neither adopted nor in follow-up:\n%s", path, a.Bytes)
	}
	kept(t, path, src, a)
	again, err := Adopt(a.Bytes, o, incident.FollowUp, adoptedOn.AddDate(0, 0, 1))
	if err != nil || !bytes.Equal(again.Bytes, a.Bytes) {
		t.Fatalf("%s: the second time changes it: %v\n%s\nwas\n%s", path, err, again.Bytes, a.Bytes)
	}
	return false
}

// kept holds keys of the front matter that pm does not know to what they were, and
// those it knows and did not say it wrote.
func kept(t *testing.T, path string, src []byte, a *Adoption) {
	t.Helper()
	was, now := document.Parse(bytes.TrimPrefix(src, []byte("\ufeff"))), document.Parse(a.Bytes)
	for key, value := range was.Front().Fields() {
		if value.Kind() == document.None || strings.Contains(strings.Join(a.Keys, " "), key.Text()) {
			continue
		}
		other := now.Front().Field(key.Text())
		if a, b := string(was.Source()[value.Span().Start:value.Span().End]), string(now.Source()[other.Span().Start:other.Span().End]); a != b {
			t.Fatalf("%s: %s was %q and is %q", path, key.Text(), a, b)
		}
	}
}

// TestAdoptKeepsBytes tries every example with the line endings, the marks and the
// ends that files have.
func TestAdoptKeepsBytes(t *testing.T) {
	forms := map[string]func([]byte) []byte{
		"as it is":         func(s []byte) []byte { return s },
		"carriage returns": func(s []byte) []byte { return bytes.ReplaceAll(s, []byte("\n"), []byte("\r\n")) },
		"no final newline": func(s []byte) []byte { return bytes.TrimRight(s, "\n") },
		"byte order mark":  func(s []byte) []byte { return append([]byte("\ufeff"), s...) },
		"blanks at the end": func(s []byte) []byte {
			return bytes.ReplaceAll(s, []byte("# "), []byte("# \t x  "))
		},
	}
	for name, src := range legacyExamples(t) {
		for form, change := range forms {
			checkAdoption(t, name+" "+form, change(src), legacyOptions[name])
		}
	}
}

func TestAdoptWritesTheFilesLineEndings(t *testing.T) {
	a, err := Adopt([]byte("# Mail stuck\r\n\r\nfor hours"), LegacyOptions{Path: "a.md"}, incident.Closed, adoptedOn)
	if err != nil {
		t.Fatal(err)
	}
	want := "---\r\ntitle: Mail stuck\r\nstate: closed\r\nadopted: 2026-03-01\r\n---\r\n# Mail stuck\r\n\r\nfor hours"
	if string(a.Bytes) != want {
		t.Errorf("got %q, want %q", a.Bytes, want)
	}
}

// TestAdoptRefuses: what cannot be adopted is told with the way out, and what is an
// incident already is left alone.
func TestAdoptRefuses(t *testing.T) {
	for name, c := range map[string]struct{ src, says string }{
		"empty":       {" \n\n", "the file is empty"},
		"toml":        {"+++\ntitle = \"x\"\n+++\n\n# x\n", "TOML"},
		"json":        {"{\n  \"title\": \"x\"\n}\n\n# x\n", "JSON"},
		"unclosed":    {"---\ntitle: x\n\n# x\n", "not closed"},
		"bad yaml":    {"---\ntitle: [x\n---\n# x\n", ""},
		"twice":       {"---\ntitle: x\ntitle: y\n---\n# x\n", "there twice"},
		"latin":       {"# caf\xe9\n", "not UTF-8"},
		"blank above": {"\n---\ntitle: x\n---\n# x\n", "blank lines"},
		"conflict":    {"---\ntitle: x\n---\n# x\n\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", "conflict"},
	} {
		_, err := Adopt([]byte(c.src), LegacyOptions{Path: "a.md"}, incident.FollowUp, adoptedOn)
		var refusal *document.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, c.says) || refusal.Way == "" {
			t.Errorf("%s: %v, want a refusal that says %q", name, err, c.says)
		}
	}
	for _, state := range []string{"in-progress", "closed", "dismissed"} {
		src := []byte("---\ntitle: x\nstate: " + state + "\n---\n# x\n")
		a, err := Adopt(src, LegacyOptions{Path: "a.md"}, incident.FollowUp, adoptedOn)
		if err != nil || a.Outcome != AlreadyRecorded || !bytes.Equal(a.Bytes, src) {
			t.Errorf("%s: %v, %+v", state, err, a)
		}
	}
}

// TestAdoptCompletes: a zone or an order that is known later fills the times, and
// nothing else is touched.
func TestAdoptCompletes(t *testing.T) {
	src := []byte("# Router\n\n## Timeline\n\n- 04/05/2023 10:00 down\n- 04/05/2023 10:20 up\n\n## Actions\n\n- replace it\n")
	first, err := Adopt(src, LegacyOptions{Path: "a.md"}, incident.FollowUp, adoptedOn)
	if err != nil || len(first.Legacy.Questions) == 0 {
		t.Fatalf("%v, %+v", err, first)
	}
	mine := bytes.Replace(first.Bytes, []byte("title: Router"), []byte("title: The router"), 1)
	front, _, _ := bytes.Cut(mine, []byte("action_items:"))
	mine = slices.Concat(front, []byte("---\n"), src)
	second, err := Adopt(mine, LegacyOptions{Path: "a.md", Zone: place("Europe/Paris"), DateOrder: DayFirst}, incident.Closed, adoptedOn)
	if err != nil || second.Outcome != Completed {
		t.Fatalf("%v, %+v", err, second)
	}
	want := strings.Replace(string(mine), "adopted:", "started_at: 2023-05-04T08:00:00Z\nended_at: 2023-05-04T08:20:00Z\nadopted:", 1)
	if string(second.Bytes) != want {
		t.Errorf("got\n%s\nwant\n%s", second.Bytes, want)
	}
}

// TestLegacyCorpus reads every file below PM_CORPUS: the body keeps its bytes, the
// second time changes nothing, and nothing panics.
func TestLegacyCorpus(t *testing.T) {
	root := os.Getenv("PM_CORPUS")
	if root == "" {
		t.Skip("PM_CORPUS names no folder")
	}
	files, refused := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if checkAdoption(t, path, src, LegacyOptions{}) {
			t.Log(path + " is refused")
			refused++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d refused", files, refused)
}

// FuzzAdopt: whatever the bytes, nothing panics, the body keeps every byte, what pm
// does not know stays, and the second time changes nothing; or it is refused.
func FuzzAdopt(f *testing.F) {
	for _, src := range legacyExamples(f) {
		f.Add(src, byte(0))
	}
	for _, src := range []string{
		"", "---\n---\n", "---\n", "---\n---", "\ufeff---\ntitle: x\n---\n", "---\nadopted: 2026-01-01\n---\n# x\n", "---\nstate: [x]\n---\n",
		"---\nparticipants: a, b\ntags: {a: b}\nowner: [x, y]\n---\n", "# \x00\n", "---\naction_items: null\n---\n## Actions\n- x\n",
		"---\ntitle: &a x\nstate: *a\n---\n# y\n", "---\ntitle: |\n  two\n  lines\nseverity: >\n  High\n---\n",
		"## Timeline\n\n| a |\n|---|\n| 10:00 |\n", "**Timeline**\n**Timeline**\n10:00 x", "- **Key events**\n  - x 2020-01-01 10:00",
	} {
		f.Add([]byte(src), byte(3))
	}
	zones := []LegacyOptions{{}, {Zone: place("Europe/Berlin")}, {DateOrder: DayFirst}, {Zone: place("America/Los_Angeles"), DateOrder: MonthFirst}}
	f.Fuzz(func(t *testing.T, src []byte, pick byte) {
		checkAdoption(t, "2023-03-01-a.md", src, zones[int(pick)%len(zones)])
	})
}

func BenchmarkAdopt(b *testing.B) {
	src := legacyExamples(b)["table"]
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := adoptExample("table", src); err != nil {
			b.Fatal(err)
		}
	}
}
