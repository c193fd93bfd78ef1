package report

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// active is what GitHub and GitLab look for in text outside code.
var active = regexp.MustCompile(`[@#!~$%&]\w|www\.|https?:|\bGH-\d`)

// checkTable reads Markdown as GitHub does: a heading and one table of rows with
// four cells, in them no image and no link but to the rules, and outside code
// nothing that stands for a person, an issue or an address.
func checkTable(t *testing.T, src string, rows int) {
	t.Helper()
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(src)))
	found, code := 0, false
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *east.TableRow:
			found++
			if n.ChildCount() != 4 {
				t.Errorf("%d cells in %s", n.ChildCount(), src)
			}
		case *ast.Link:
			if !strings.HasPrefix(string(n.Destination), home) {
				t.Errorf("a link to %s in %s", n.Destination, src)
			}
		case *ast.RawHTML:
			tag := string(n.Segments.Value([]byte(src)))
			code = tag == "<code>"
			if !code && tag != "</code>" && tag != "<br>" {
				t.Errorf("%s in %s", tag, src)
			}
		case *ast.Text:
			if s := string(n.Segment.Value([]byte(src))); !code && active.MatchString(s) {
				t.Errorf("active: %q in %s", s, src)
			}
		case *ast.Document, *ast.Heading, *east.Table, *east.TableHeader, *east.TableCell, *ast.Paragraph:
		case *ast.CodeSpan: // in the note on what is missing
		default:
			t.Errorf("a %v in %s", n.Kind(), src)
		}
		return ast.WalkContinue, nil
	})
	if err != nil || found != rows {
		t.Errorf("%d rows, want %d (%v): %s", found, rows, err, src)
	}
}

func TestMarkdownIsInert(t *testing.T) {
	checkTable(t, rendered(t, "markdown", hostileSeq()), len(hostile))
}

var (
	tableRow = regexp.MustCompile(`(?m)^\| (error|warning|info) \|`)
	notShown = regexp.MustCompile(`(?m)^(\d+) of 5000 findings not shown; .*\n\z`)
)

func TestMarkdownLimit(t *testing.T) {
	for _, limit := range []int{0, 50, 200, 600, 3000, commentRoom} {
		var b bytes.Buffer
		if err := MarkdownFindings(limit)(&b, Style{}, many(5000), Summary{Files: 9}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > limit {
			t.Errorf("%d bytes, at most %d were asked for", b.Len(), limit)
		}
		rows, missing := len(tableRow.FindAllString(b.String(), -1)), 0
		if note := notShown.FindStringSubmatch(b.String()); note != nil {
			missing, _ = strconv.Atoi(note[1])
		}
		if b.Len() > 0 && rows+missing != 5000 {
			t.Errorf("limit %d: %d rows, %d not shown", limit, rows, missing)
		}
	}
}
