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
		switch c := c.(type) {
		case *ast.Text, *ast.CodeSpan:
		case *ast.Link:
			w.link(c, c.Destination, c.Reference, false)
			w.links(c)
		case *ast.Image:
			w.link(c, c.Destination, c.Reference, true)
			w.links(c)
		case *ast.AutoLink:
			w.autolink(c)
		case *ast.RawHTML:
			w.rawHTML(c)
		default:
			w.links(c)
		}
	}
}

func (w *walker) link(n ast.Node, destination []byte, ref *ast.ReferenceLink, image bool) {
	l := Link{Destination: string(unescaped(destination)), Text: w.plain(n), Image: image}
	at := w.base + n.Pos()
	open := at
	if image {
		open++
	}
	closing := closingBracket(w.src, open)
	l.Span = Span{at, closing}
	switch {
	case ref != nil:
		l.Span.End = w.referenceEnd(closing, ref)
		l.DestSpan = w.reference(ref.Value)
	case closing < len(w.src) && w.src[closing] == '(':
		l.DestSpan, l.Span.End = inlineDestination(w.src, closing)
	}
	w.body.Links = append(w.body.Links, l)
}

func unescaped(destination []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
}

// closingBracket is the offset just behind the ] that closes the [ at open.
// Code and escapes hide brackets.
func closingBracket(src []byte, open int) int {
	depth := 0
	for i := open; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '`':
			i = skipCode(src, i)
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return min(open+1, len(src))
}

// skipCode is the last byte of the code span that begins at i, or of the
// backticks there when nothing closes them.
func skipCode(src []byte, i int) int {
	n := 0
	for i+n < len(src) && src[i+n] == '`' {
		n++
	}
	fence := src[i : i+n]
	for j := i + n; j < len(src); {
		k := bytes.Index(src[j:], fence)
		if k < 0 {
			break
		}
		end := j + k + n
		if end == len(src) || src[end] != '`' {
			return end - 1
		}
		for end < len(src) && src[end] == '`' {
			end++
		}
		j = end
	}
	return i + n - 1
}

// inlineDestination reads (destination "title") at open: the destination's own
// bytes, and where the link ends.
func inlineDestination(src []byte, open int) (Span, int) {
	i := open + 1
	for i < len(src) && isSpace(src[i]) {
		i++
	}
	dest := destination(src, i)
	i = dest.End
	if i < len(src) && src[i] == '>' {
		i++
	}
	return dest, afterTitle(src, i)
}

// destination reads a destination at i, in angle brackets or bare.
func destination(src []byte, i int) Span {
	if i < len(src) && src[i] == '<' {
		j := i + 1
		for j < len(src) && src[j] != '>' && src[j] != '\n' {
			if src[j] == '\\' {
				j++
			}
			j++
		}
		return Span{i + 1, min(j, len(src))}
	}
	depth, j := 0, i
	for ; j < len(src) && !isSpace(src[j]); j++ {
		switch src[j] {
		case '\\':
			j++
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return Span{i, j}
			}
		}
	}
	return Span{i, min(j, len(src))}
}

// afterTitle is just behind the ) that closes a link, a title before it
// skipped.
func afterTitle(src []byte, i int) int {
	quote := byte(0)
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			quote = ')'
		case c == ')':
			return i + 1
		}
	}
	return min(i, len(src))
}

// referenceEnd is where a reference link ends, whose text's ] ends at closing.
func (w *walker) referenceEnd(closing int, ref *ast.ReferenceLink) int {
	if ref.Type == ast.ReferenceLinkShortcut || closing >= len(w.src) || w.src[closing] != '[' {
		return closing
	}
	return closingBracket(w.src, closing)
}

// reference is where the destination of a link definition stands.
func (w *walker) reference(label []byte) Span {
	if w.references == nil {
		w.references = map[string]Span{}
		_ = ast.Walk(w.root, w.define)
	}
	return w.references[util.ToLinkReference(label)]
}

// define notes where the destination of a definition stands; of two with one
// label the first counts.
func (w *walker) define(n ast.Node, entering bool) (ast.WalkStatus, error) {
	def, ok := n.(*ast.LinkReferenceDefinition)
	if !ok || !entering || def.Pos() < 0 {
		return ast.WalkContinue, nil
	}
	label := util.ToLinkReference(def.Label)
	if _, there := w.references[label]; there {
		return ast.WalkContinue, nil
	}
	i := closingBracket(w.src, w.base+def.Pos()) + 1 // the colon
	for i < len(w.src) && isSpace(w.src[i]) {
		i++
	}
	w.references[label] = destination(w.src, i)
	return ast.WalkContinue, nil
}

func (w *walker) autolink(n *ast.AutoLink) {
	label := string(n.Label(w.src[w.base:]))
	at := w.base + n.Pos()
	dest := Span{at + 1, at + 1 + len(label)}
	to := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(to), "mailto:") {
		to = "mailto:" + to
	}
	w.body.Links = append(w.body.Links, Link{
		Span: Span{at, dest.End + 1}, Destination: to, DestSpan: dest, Text: label, Auto: true,
	})
}
