package site

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

func resolved(raw []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
}

// list is that of a timeline when its first item begins with the time of an entry.
func (b *body) list(n *ast.List, entering bool) ast.WalkStatus {
	if !entering || !b.beginsWithTime(n) {
		return b.goldmark(n, entering)
	}
	if n.IsOrdered() {
		b.html(`<ol class="timeline">` + "\n")
	} else {
		b.html(`<ul class="timeline">` + "\n")
	}
	return ast.WalkContinue
}

func (b *body) beginsWithTime(n ast.Node) bool {
	for n != nil && n.Kind() != ast.KindText {
		n = n.FirstChild()
	}
	if n == nil {
		return false
	}
	_, ok := b.entries[n.(*ast.Text).Segment.Start]
	return ok
}

// code wraps its lines: a log is read to its end without scrolling sideways, on a
// phone and on paper too.
func (b *body) code(n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	b.html("<pre><code>")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.text(string(line.Value(b.src)))
	}
	b.html("</code></pre>\n")
	return ast.WalkSkipChildren
}

// taskBox is a box that nobody can tick: the file says whether it is.
func (b *body) taskBox(n *east.TaskCheckBox, entering bool) ast.WalkStatus {
	switch {
	case !entering:
	case n.IsChecked:
		b.html(`<span class="box" role="img" aria-label="done">☑</span> `)
	default:
		b.html(`<span class="box" role="img" aria-label="to do">☐</span> `)
	}
	return ast.WalkContinue
}

// table scrolls by itself where it is wider than the page, which is why it has to
// be reached by the keyboard.
func (b *body) table(n ast.Node, entering bool) ast.WalkStatus {
	switch n := n.(type) {
	case *east.Table:
		if entering {
			b.tables++
			b.html(`<section class="wide" tabindex="0"`).attr("aria-label", "Table "+strconv.Itoa(b.tables)).html(">")
		}
		return b.wrap(entering, "<table>\n", "</table></section>\n")
	case *east.TableHeader:
		b.wrap(entering, "<thead><tr>", "</tr></thead>\n")
		if !entering && n.NextSibling() != nil {
			b.html("<tbody>\n")
		}
	case *east.TableRow:
		if !entering {
			b.fill(n)
		}
		b.wrap(entering, "<tr>", "</tr>\n")
		if !entering && n.NextSibling() == nil {
			b.html("</tbody>\n")
		}
	case *east.TableCell:
		b.cell(n, entering)
	}
	return ast.WalkContinue
}

// cell heads its column only where it says something.
func (b *body) cell(n *east.TableCell, entering bool) {
	heads := n.Parent().Kind() == east.KindTableHeader && strings.TrimSpace(b.plainText(n)) != ""
	switch {
	case !entering && heads:
		b.html("</th>")
		return
	case !entering:
		b.html("</td>")
		return
	case heads:
		b.html(`<th scope="col"`)
	default:
		b.html("<td")
	}
	switch n.Alignment {
	case east.AlignRight:
		b.html(` class="right"`)
	case east.AlignCenter:
		b.html(` class="center"`)
	}
	b.html(">")
}

// fill makes a short row as wide as the head, by one cell: a wide head over many
// short rows must not make a page that grows with the square of the file.
func (b *body) fill(row *east.TableRow) {
	const most = 1000 // that a cell may span
	table, ok := row.Parent().(*east.Table)
	if !ok {
		return
	}
	if missing := len(table.Alignments) - row.ChildCount(); missing > 0 {
		b.html("<td").attr("colspan", strconv.Itoa(min(missing, most))).html("></td>")
	}
}
