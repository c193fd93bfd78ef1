package incident

import (
	"io/fs"
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	taken := map[string]bool{"graph.png": true, "graph-2.png": true, "logs.tar.gz": true}
	for _, c := range []struct{ name, want string }{
		{"error-rate.png", "error-rate.png"},
		{"Screenshot 2026-03-01 at 14.02.png", "Screenshot-2026-03-01-at-14.02.png"},
		{"graph.png", "graph-3.png"},
		{"Graph.PNG", "Graph-3.PNG"},
		{"logs.tar.gz", "logs.tar-2.gz"},
		{"graph (1).png", "graph-1.png"},
		{"Übersicht für März.pdf", "ubersicht-fur-Marz.pdf"},
		{"it's.txt", "its.txt"},
		{`C:\Users\bob\graph.svg`, "graph.svg"},
		{"../../etc/passwd", "passwd"},
		{".env", "env"},
		{"..", "attachment-d4a70d"},
		{"-rf", "rf"},
		{"_notes.md", "notes.md"},
		{".git", "git"},
		{"CON", "file-CON"},
		{"nul.txt", "file-nul.txt"},
		{"com1.tar.gz", "file-com1.tar.gz"},
		{"common.txt", "common.txt"},
		{"错误率.png", "attachment-43ffce.png"},
		{"a\x1b[31m\n.txt", "a-31m.txt"},
		{"<img src=x>.html", "img-src-x.html"},
		{"a" + strings.Repeat("b", 300) + ".png", "a" + strings.Repeat("b", 75) + ".png"},
		{"trailing. ", "trailing"},
	} {
		if got := FileName(c.name, func(lower string) bool { return taken[lower] }); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzFileName holds every name to what its comment promises.
func FuzzFileName(f *testing.F) {
	for _, name := range []string{"a.png", "..", ".git/config", "CON.txt", "a b", "\xff", "ü", strings.Repeat("x.", 200)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		first := FileName(name, func(string) bool { return false })
		second := FileName(name, func(lower string) bool { return lower == strings.ToLower(first) })
		for _, got := range []string{first, second} {
			if !fs.ValidPath(got) || strings.Contains(got, "/") || len(got) > maxFileName || strings.Trim(got, ".-_") == "" || got[0] == '.' || got[0] == '-' {
				t.Errorf("%q becomes %q", name, got)
			}
			if strings.Trim(got, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") != "" || strings.HasSuffix(got, ".") {
				t.Errorf("%q becomes %q", name, got)
			}
			if strings.EqualFold(got, ".git") || ShellWord(got) != got {
				t.Errorf("%q becomes %q", name, got)
			}
		}
		if strings.EqualFold(first, second) {
			t.Errorf("%q becomes %q twice", name, first)
		}
	})
}
