package document

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Object stands in Prose for inline code and images: there is a thing, but no
// words. It is Unicode's object replacement character.
const Object = "\uFFFC"

// Prose is a run of readable text: a paragraph, the text of a list item or a
// table cell. Emphasis and entities are resolved, a link is its text, inline
// code and images are Object, raw HTML is left out, a line break is a space.
type Prose struct {
	Span Span
	Text string
	at   []anchor // where stretches of Text stand in the source
}

// anchor says that Text from offset text on is the source from src on, up to
// end. Where the two differ in length (an entity), the stretch counts as one.
type anchor struct{ text, src, end int }

// Source maps a range of p.Text, in bytes, back to the source.
func (p Prose) Source(from, to int) Span {
	if len(p.at) == 0 {
		return Span{p.Span.Start, p.Span.Start}
	}
	i, j := p.stretch(from), p.stretch(max(from, to-1))
	first, last := p.at[i], p.at[j]
	span := Span{min(first.src+from-first.text, first.end), min(last.src+to-last.text, last.end)}
	if p.resolved(i) {
		span.Start = first.src
	}
	if p.resolved(j) {
		span.End = last.end
	}
	return span
}

// stretch is the index of the last anchor at or before an offset of Text.
func (p Prose) stretch(offset int) int {
	i, exact := slices.BinarySearchFunc(p.at, offset, func(a anchor, offset int) int { return a.text - offset })
	if exact {
		return i
	}
	return max(i-1, 0)
}

// resolved reports that a stretch's text is not its source byte by byte: an
// entity, an Object.
func (p Prose) resolved(i int) bool {
	end := len(p.Text)
	if i+1 < len(p.at) {
		end = p.at[i+1].text
	}
	return end-p.at[i].text != p.at[i].end-p.at[i].src
}

// runs gathers the text of a whole body in one buffer, of which every Prose is
// a part: a body has a hundred of them, and each would cost allocations.
type runs struct {
	text []byte
	at   []anchor
	all  []run
}

type run struct {
	span     Span
	text, at [2]int // ranges of the buffers
}

// prose adds a leaf block's text.
func (w *walker) prose(n ast.Node, span Span) {
	r := run{span: span, text: [2]int{len(w.runs.text)}, at: [2]int{len(w.runs.at)}}
	c := collector{w: w, base: len(w.runs.text)}
	c.children(n)
	r.text[1], r.at[1] = len(w.runs.text), len(w.runs.at)
	w.runs.all = append(w.runs.all, r)
}

// finish cuts the gathered text into Prose.
func (b *Body) finish(w *walker) {
	whole := string(w.runs.text)
	b.Prose = make([]Prose, len(w.runs.all))
	for i, r := range w.runs.all {
		b.Prose[i] = Prose{r.span, whole[r.text[0]:r.text[1]], w.runs.at[r.at[0]:r.at[1]:r.at[1]]}
	}
	b.Anchors = w.anchors()
}

// collector appends inline text to a walker's runs.
type collector struct {
	w    *walker
	base int // where this run's text begins
}

func (c collector) children(n ast.Node) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		c.inline(k)
	}
}

func (c collector) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		c.text(n)
	case *ast.CodeSpan, *ast.Image:
		at := c.w.base + n.Pos()
		c.add(Object, at, at+1)
	case *ast.AutoLink, *ast.RawHTML, *east.TaskCheckBox:
	default:
		c.children(n)
	}
}

func (c collector) text(n *ast.Text) {
	start, stop := c.w.base+n.Segment.Start, c.w.base+n.Segment.Stop
	unescape(c.w.src[start:stop], func(text string, from, to int) { c.add(text, start+from, start+to) })
	if n.SoftLineBreak() || n.HardLineBreak() {
		c.add(" ", stop, stop+1)
	}
}

func (c collector) add(text string, src, end int) {
	r := &c.w.runs
	r.at = append(r.at, anchor{len(r.text) - c.base, src, end})
	r.text = append(r.text, text...)
}

// unescape resolves backslash escapes and entities, and hands over stretches
// of text with the range of raw that each stands for.
func unescape(raw []byte, emit func(text string, from, to int)) {
	from := 0
	flush := func(to int) {
		if to > from {
			emit(string(raw[from:to]), from, to)
		}
	}
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			flush(i)
			from = i + 1
			i++
		case raw[i] == '&':
			text, length := entity(raw[i:])
			if length == 0 {
				continue
			}
			flush(i)
			emit(text, i, i+length)
			i += length - 1
			from = i + 1
		}
	}
	flush(len(raw))
}

// longestEntity bounds the search for a semicolon: the longest name in HTML has
// 31 letters.
const longestEntity = 33

// entity resolves the entity that raw begins with; length 0 when it is none.
func entity(raw []byte) (text string, length int) {
	for i := 1; i < min(len(raw), longestEntity); i++ {
		if raw[i] != ';' {
			continue
		}
		written := raw[:i+1]
		resolved := util.ResolveEntityNames(util.ResolveNumericReferences(written))
		if string(resolved) == string(written) {
			return "", 0
		}
		return string(resolved), i + 1
	}
	return "", 0
}

// plain is the text of a block for comparing and showing: as Prose, but with
// inline code and the text of autolinks in it, trimmed.
func (w *walker) plain(n ast.Node) string {
	var text []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		text = w.plainInline(text, c)
	}
	return trimmed(text)
}

func trimmed(text []byte) string {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	for len(text) > 0 && isSpace(text[0]) {
		text = text[1:]
	}
	return string(text)
}

func (w *walker) plainInline(text []byte, n ast.Node) []byte {
	switch n := n.(type) {
	case *ast.Text:
		raw := n.Segment.Value(w.src[w.base:])
		if n.Parent().Kind() == ast.KindCodeSpan {
			return append(text, raw...)
		}
		unescape(raw, func(t string, _, _ int) { text = append(text, t...) })
		if n.SoftLineBreak() || n.HardLineBreak() {
			text = append(text, ' ')
		}
		return text
	case *ast.AutoLink:
		return append(text, n.Label(w.src[w.base:])...)
	case *ast.RawHTML:
		return text
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		text = w.plainInline(text, c)
	}
	return text
}
