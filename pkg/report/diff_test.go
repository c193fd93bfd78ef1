package report

import (
	"bytes"
	"testing"
)

func TestDiff(t *testing.T) {
	const old = "---\ntitle: a\nstate: in-progress\n---\n\ttab\x1b[31m\nlast"
	for name, c := range map[string]struct {
		style    Style
		old, new []byte
	}{
		"diff_plain.txt":  {Style{}, []byte(old), []byte("---\ntitle: b\nstate: in-progress\n---\n\ttab\x1b[32m\nlast")},
		"diff_colour.txt": {Style{Color: true}, []byte(old), []byte("---\ntitle: b\nstate: in-progress\n---\n\ttab\nlast\n")},
		"diff_new.txt":    {Style{}, nil, []byte("one\ntwo\n")},
		"diff_gone.txt":   {Style{}, []byte("one\n-- two\n"), nil},
		"diff_crlf.txt":   {Style{}, []byte("a\r\nb\rc\r\n"), []byte("a\r\nb\r\n")},
		"diff_ends.txt":   {Style{Terminal: true}, []byte("a\r\nb\r\n"), []byte("a\nb\n")},
		"diff_binary.txt": {Style{}, nil, []byte("\x89PNG\r\n\x1a\n\x00\x1b[31m")},
		"diff_equal.txt":  {Style{}, []byte(old), []byte(old)},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Diff(&b, c.style, "postmortems/a.md", c.old, c.new); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.String())
		})
	}
}
