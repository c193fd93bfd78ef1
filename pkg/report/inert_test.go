package report

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldmarkhtml "github.com/yuin/goldmark/renderer/html"
)

var markdownToHTML = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(goldmarkhtml.WithUnsafe()))

// tableCell finds the second cell of the last row.
var tableCell = regexp.MustCompile(`(?s)<tr>\n<td>before</td>\n<td>(.*)</td>\n<td>after</td>\n</tr>\n</tbody>\n</table>\n$`)

func cellOf(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdownToHTML.Convert([]byte("| a | b | c |\n|---|---|---|\n| before | "+markdown+" | after |\n"), &b); err != nil {
		t.Fatal(err)
	}
	found := tableCell.FindStringSubmatch(b.String())
	if found == nil {
		t.Fatalf("%q breaks out of its cell:\n%s", markdown, b.String())
	}
	return found[1]
}

// reference is what a hosting site makes a link or a notice of, even in text
// without mark-up.
var reference = regexp.MustCompile(`@\w|#\d|!\d|~\w|%\d|\$\d|(?i:gh-\d)|(?i:https?:/)|(?i:www\.\w)`)

func checkInert(t *testing.T, s string) {
	t.Helper()
	shown := cellOf(t, inert(s, 1000))
	if strings.Contains(shown, "<") {
		t.Fatalf("%q is marked up: %s", s, shown)
	}
	text := html.UnescapeString(shown)
	if found := reference.FindString(text); found != "" {
		t.Errorf("%q holds %q", s, found)
	}
	if got, want := strings.ReplaceAll(text, "\u200b", ""), strings.TrimSpace(Clean(s, false)); got != want {
		t.Errorf("%q is shown as %q, want %q", s, got, want)
	}
}

var hostileTexts = []string{
	"plain", "@everybody look", "fixes #12, GH-12 and owner/repo#3, !4 ~bug %5 $6", "a | b", "a \\| b", "`a | b`", "line\nbreak\r\n\r\n# heading",
	"<script>alert(1)</script>", "<!-- hidden", "-->", "&lt;b&gt; &amp; &#64;bob", "![x](https://example.com/x.png)", "[x](javascript:alert(1))",
	"https://example.com/a?b=c&d", "see www.example.com", "bob@example.com", "**bold** _it_ ~~gone~~ ``` fence", "\x1b[31mred", "\u202eevil", "a\\", "$x$ $$y$$",
	"[ref]: https://example.com", "<https://example.com>", "ab\x00c", "\xff\xfe", "x\u2028y", "</td></tr></table>", "- [ ] task", "1. one", "|", "\\", "`", "@", "",
}

func TestInert(t *testing.T) {
	for _, s := range hostileTexts {
		checkInert(t, s)
	}
}

func TestCodeSpan(t *testing.T) {
	for _, s := range hostileTexts {
		if s == "" {
			continue
		}
		shown := cellOf(t, codeSpan(s, 1000))
		inside, ok := strings.CutPrefix(shown, "<code>")
		inside, closed := strings.CutSuffix(inside, "</code>")
		if !ok || !closed || strings.Contains(inside, "<") {
			t.Errorf("%q is shown as %s", s, shown)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 500 {
			checkInert(t, s)
		}
	})
}
