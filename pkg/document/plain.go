package document

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// plain is the text of a block for comparing and showing: as Prose, but with
// inline code, addresses and the words of images in it, trimmed.
func (w *walker) plain(n ast.Node) string {
	from := w.labels.Len()
	w.plainChildren(n)
	text := w.labels.String()[from:]
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	return text
}

// label keeps text with all other labels.
func (w *walker) label(text []byte) string {
	from := w.labels.Len()
	w.labels.Write(text)
	return w.labels.String()[from:]
}

func (w *walker) plainChildren(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.plainText(Span{w.base + c.Segment.Start, w.base + c.Segment.Stop})
			if c.SoftLineBreak() || c.HardLineBreak() {
				w.labels.WriteByte(' ')
			}
		case *ast.CodeSpan:
			w.plainCode(c)
		case *ast.AutoLink:
			w.labels.Write(c.Label(w.src[w.base:]))
		case *ast.RawHTML:
		default:
			w.plainChildren(c)
		}
	}
}

func (w *walker) plainText(s Span) {
	for at, text := special(w.src, s); !at.IsZero(); at, text = special(w.src, s) {
		if text == Object {
			at.End = min(at.End, s.End)
			text = string(w.src[at.Start:at.End])
		}
		w.labels.Write(w.src[s.Start:at.Start])
		w.labels.WriteString(text)
		s.Start = at.End
	}
	w.labels.Write(w.src[s.Start:s.End])
}

// plainCode adds inline code; a table's cells have their pipes escaped even
// there.
func (w *walker) plainCode(n *ast.CodeSpan) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		code := w.src[w.base+t.Segment.Start : w.base+t.Segment.Stop]
		if bytes.IndexByte(code, '|') >= 0 {
			code = bytes.ReplaceAll(code, []byte(`\|`), []byte("|"))
		}
		w.labels.Write(bytes.TrimRight(code, "\r\n"))
		if len(code) > 0 && code[len(code)-1] == '\n' {
			w.labels.WriteByte(' ')
		}
	}
}
