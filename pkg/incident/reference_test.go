package incident

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

// attached are the references that the tests add.
var attached = []Reference{
	{"error_rate.png", "2026-03-01-t/error-rate.png"},
	{"pod [1] log", "2026-03-01-t/pod-1.log"},
}

// TestAddReferences adds two links to each case of testdata/reference: files
// NAME.md, and NAME.want.md with the result.
func TestAddReferences(t *testing.T) {
	files, _ := filepath.Glob("testdata/reference/*.md")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
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
			got := addReferences(t, in, attached)
			if eol == "\r\n" && strings.Count(got, "\n") != strings.Count(got, "\r\n") {
				t.Errorf("%s: mixed line ends in %q", file, got)
			}
			golden(t, strings.TrimSuffix(file, ".md")+".want.md", strings.ReplaceAll(got, "\r\n", "\n"))
		}
	}
}

func addReferences(t *testing.T, src string, refs []Reference) string {
	t.Helper()
	i := Decode("postmortems/2026-03-01-t.md", document.Parse([]byte(src)), nil)
	ops, err := AddReferences(i, refs)
	if err != nil {
		t.Fatal(err)
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestAddReferencesHostile adds references that would be something else if they
// were written as they are: each is read back as one link that shows its text.
func TestAddReferencesHostile(t *testing.T) {
	for _, text := range []string{
		"a](https://evil.example) [b", "](x", "![x](y)", "<script>", "<!-- x", "`code", "**bold**", "_under_", `back\slash`, "a\nb\r\n# c",
		"\x1b[31mred", "\u202egnp.exe", "&copy;", "~~x~~", "| cell |", "$x$", "", "x", "[x]", "https://example.com/a", "www.example.com",
	} {
		i := Decode("postmortems/2026-03-01-t.md", document.Parse([]byte("## References\n\n- old [link](a.md)\n")), nil)
		ops, err := AddReferences(i, []Reference{{text, "2026-03-01-t/a (1)&copy;%20?#.txt"}})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		out, err := i.Doc.Edit(ops...)
		if err != nil {
			t.Fatal(err)
		}
		links := document.Parse(out).Body().Links
		if len(links) != 2 {
			t.Fatalf("%q: %d links in %s", text, len(links), out)
		}
		want := strings.Join(strings.Fields(strings.NewReplacer("\x1b", " ", "\u202e", "").Replace(text)), " ")
		if text == "" {
			want = "a (1)&copy;%20?#.txt"
		}
		if got := links[1].Text; got != want {
			t.Errorf("%q is shown as %q in %s", text, got, out)
		}
		if got, _ := TargetOf(i.Path, links[1]); got != (Target{File: "postmortems/2026-03-01-t/a (1)&copy;%20?#.txt"}) {
			t.Errorf("%q leads to %+v", text, got)
		}
	}
}

func TestAddReferencesRefused(t *testing.T) {
	for _, body := range []string{
		"## References\n\n```\nnever closed\n",
		"## References\n\n<!-- never closed\n",
		"## References\n\n<pre>\nnever closed\n",
	} {
		i := Decode("postmortems/2026-03-01-t.md", document.Parse([]byte(body)), nil)
		_, err := AddReferences(i, attached)
		refusal, ok := errors.AsType[*document.Refusal](err)
		if !ok || !strings.Contains(refusal.Way, "(2026-03-01-t/error-rate.png)") {
			t.Errorf("%q: %v", body, err)
		}
	}
}
