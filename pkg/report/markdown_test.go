package report

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func render(t *testing.T, s Style, src string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Markdown(&b, s, []byte(src)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdown(t *testing.T) {
	src, err := os.ReadFile("testdata/page.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]Style{
		"page_pipe.txt":     {},
		"page_60.txt":       {Width: 60},
		"page_terminal.txt": {Width: 80, Color: true, Terminal: true},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, render(t, s, string(src))) })
	}
}

func TestMarkdownIsSafe(t *testing.T) {
	src, err := os.ReadFile("testdata/hostile.md")
	if err != nil {
		t.Fatal(err)
	}
	got := render(t, Style{}, string(src))
	assertSafe(t, got, true)
	golden(t, "hostile.txt", got)
}

func TestMarkdownFits(t *testing.T) {
	src, err := os.ReadFile("testdata/page.md")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(src), "```") // code stays whole
	for _, width := range []int{40, 60, 100} {
		for line := range strings.Lines(render(t, Style{Width: width}, text)) {
			line = strings.TrimSuffix(line, "\n")
			if textWidth(line) > width && strings.Contains(strings.TrimLeft(line, " •│"), " ") {
				t.Errorf("%d columns of %d: %q", textWidth(line), width, line)
			}
			if strings.HasSuffix(line, " ") {
				t.Errorf("trailing space: %q", line)
			}
		}
	}
}

func TestClickable(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.com/a b": "https://example.com/a%20b",
		"HTTP://x":                "HTTP://x",
		"mailto:a@example.com":    "mailto:a@example.com",
		"https://x/\x1b\\\x07ü":   "https://x/%1B\\%07%C3%BC",
		"javascript:alert(1)":     "",
		"file:///etc/passwd":      "",
		"../a.md":                 "",
		"":                        "",
	} {
		if got := clickable(in); got != want {
			t.Errorf("clickable(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{
		`a \* b`:        "a * b",
		`\&lt;`:         "&lt;",
		`&lt;&amp;gt;`:  "<&gt;",
		`&nothing; & &`: "&nothing; & &",
		`&#x41;&#66;`:   "AB",
		`C:\dir`:        `C:\dir`,
	} {
		if got := unescape([]byte(in)); got != want {
			t.Errorf("unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMarkdownNestsDeeply: what is nested a thousand deep is cut off, not
// followed.
func TestMarkdownNestsDeeply(t *testing.T) {
	for _, src := range []string{strings.Repeat(">", 3000) + " a", strings.Repeat("*a ", 3000), strings.Repeat("1. ", 1000)} {
		render(t, Style{Width: 80}, src)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, name := range []string{"page.md", "hostile.md"} {
		src, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src), uint8(60))
	}
	f.Add("| a |\n|---|\n| b", uint8(1))
	f.Add("[a](https://x)", uint8(0))
	f.Fuzz(func(t *testing.T, src string, width uint8) {
		got := render(t, Style{Width: int(width)}, src)
		assertSafe(t, got, true)
		render(t, Style{Width: int(width), Color: true, Terminal: true}, src)
	})
}

func BenchmarkMarkdown(b *testing.B) {
	src, err := os.ReadFile("testdata/page.md")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Markdown(&bytes.Buffer{}, Style{Width: 80, Color: true, Terminal: true}, src); err != nil {
			b.Fatal(err)
		}
	}
}
