package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// block writes one block.
func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		marks := run{text: strings.Repeat("#", n.Level) + " ", look: strong}
		p.paragraph(append([]run{marks}, p.inline(n, strong)...))
	case *ast.Paragraph, *ast.TextBlock:
		p.paragraph(p.inline(n, 0))
	case *ast.List:
		p.list(n)
	case *ast.Blockquote:
		bar := p.looks.render("│", faint) + " "
		p.within(bar, bar, 2, func() { p.children(n, false) })
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.within("    ", "    ", 4, func() { p.code(p.raw(n)) })
	case *ast.HTMLBlock:
		p.html(n)
	case *ast.ThematicBreak:
		p.line(p.looks.render(strings.Repeat("─", p.ruleWidth()), faint))
	case *east.Table:
		p.table(n)
	case *ast.LinkReferenceDefinition:
		// What it says is shown where it is used.
	default:
		p.children(n, false)
	}
}

func (p *page) ruleWidth() int {
	const most = 40
	if p.room == 0 {
		return most
	}
	return min(p.room, most)
}

// list writes items with their markers, numbers right-aligned.
func (p *page) list(n *ast.List) {
	last := fmt.Sprint(n.Start + n.ChildCount() - 1)
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := "• "
		if n.IsOrdered() {
			marker = fmt.Sprintf("%*d. ", len(last), number)
			number++
		}
		width := textWidth(marker)
		p.within(marker, strings.Repeat(" ", width), width, func() { p.children(item, n.IsTight) })
		p.gap = p.gap || !n.IsTight && item.NextSibling() != nil
	}
}

// raw is the text of a block that Markdown does not look into.
func (p *page) raw(n ast.Node) string {
	var b bytes.Buffer
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(p.src))
	}
	return b.String()
}

// code writes lines as they are: wrapped code would be other code.
func (p *page) code(text string) {
	for line := range strings.Lines(strings.TrimRight(text, "\n")) {
		p.line(p.looks.render(cleanLine(strings.TrimRight(line, "\r\n")), code))
	}
}

// html writes an HTML block as source, comments left out: templates hold their
// guidance in comments.
func (p *page) html(n *ast.HTMLBlock) {
	text := p.raw(n)
	if n.HasClosure() {
		text += string(n.ClosureLine.Value(p.src))
	}
	for line := range strings.Lines(withoutComments(text)) {
		if line = strings.TrimRight(line, " \t\r\n"); line != "" {
			p.line(p.looks.render(cleanLine(line), faint))
		}
	}
}

// withoutComments cuts HTML comments out, an unclosed one to the end.
func withoutComments(html string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(html, "<!--")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if _, html, found = strings.Cut(rest, "-->"); !found {
			return b.String()
		}
	}
}
