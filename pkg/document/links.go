package document

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// links adds the links, images, comments and HTML anchors of a leaf block.
func (w *walker) links(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.note(c)
		if c.Kind() != ast.KindImage {
			w.links(c)
		}
	}
}

// note adds what one inline node points at or can be pointed at by.
func (w *walker) note(n ast.Node) {
	switch n := n.(type) {
	case *ast.Link:
		w.link(n, n.Destination, false)
	case *ast.Image:
		w.link(n, n.Destination, true)
	case *ast.AutoLink:
		w.autolink(n)
	case *ast.RawHTML:
		w.html(w.rawSpan(n))
	}
}

func (w *walker) link(n ast.Node, destination []byte, image bool) {
	l := Link{Span: w.linkSpan(n), Image: image, Text: w.plain(n)}
	if at, ok := offsetIn(w.src[w.base:], destination); ok {
		l.DestSpan = Span{w.base + at, w.base + at + len(destination)}
	}
	l.Destination = w.label(unescaped(destination))
	w.body.Links = append(w.body.Links, l)
}

// linkSpan ends where the parser stood behind the link, which at the end of a
// line may be the start of the next.
func (w *walker) linkSpan(n ast.Node) Span {
	s := Span{w.base + n.Pos(), w.base + w.state.ends[n]}
	for s.End > s.Start && w.src[s.End-1] != ')' && w.src[s.End-1] != ']' {
		s.End--
	}
	return s
}

// offsetIn tells where part stands in whole, of which goldmark cut it if no
// tab had to be expanded. Slices of one array that were cut without a limit
// have capacities that reach to the same end.
func offsetIn(whole, part []byte) (int, bool) {
	at := cap(whole) - cap(part)
	if len(part) == 0 || at < 0 || at+len(part) > len(whole) || &whole[at] != &part[0] {
		return 0, false
	}
	return at, true
}

func unescaped(destination []byte) []byte {
	if bytes.IndexByte(destination, '\\') < 0 && bytes.IndexByte(destination, '&') < 0 {
		return destination
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
}

func (w *walker) autolink(n *ast.AutoLink) {
	s := w.autoSpan(n)
	label := w.label(w.src[s.Start+1 : s.End-1])
	to := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(to), "mailto:") {
		to = "mailto:" + to
	}
	w.body.Links = append(w.body.Links, Link{
		Span: s, Destination: to, DestSpan: Span{s.Start + 1, s.End - 1}, Text: label, Auto: true,
	})
}

// autoSpan covers <address> with its brackets.
func (w *walker) autoSpan(n *ast.AutoLink) Span {
	at := w.base + n.Pos()
	return Span{at, at + len(n.Label(w.src[w.base:])) + len("<>")}
}
