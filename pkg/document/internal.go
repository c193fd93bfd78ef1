package document

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
)

// The markers around what stays inside the organisation. They count wherever they
// stand, in code and in the middle of a line too: programs differ in what they take
// for code, and none of them may show what lies between.
const (
	internalBegin = "<!-- internal -->"
	internalEnd   = "<!-- /internal -->"
)

// WithoutInternal is the Markdown without what stands between the markers, and
// without comments, which are hidden only as long as somebody renders it. A marker
// without the other one, one in the front matter, and a comment that may be a slip
// for a marker are *Refusals, joined; then there is no Markdown.
func (d *Document) WithoutInternal() ([]byte, error) {
	var wrong []error
	if at := d.markerIn(Span{0, d.block.end}); at >= 0 {
		wrong = append(wrong, d.refuse(at, "list the key under internal in the configuration", "markers of what is internal mean nothing in the front matter"))
	}
	cut, refusals := d.internalSpans()
	for _, no := range refusals {
		wrong = append(wrong, no)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	edits := make([]Edit, len(cut))
	for n, span := range cut {
		edits[n].Span = d.wholeLines(span)
	}
	src, failed := Apply(d.src, edits)
	if failed != nil {
		return nil, failed
	}
	return withoutComments(src[d.block.end:]), nil
}

// internalSpans are the stretches of the body from marker to marker, both included.
// Within one, further pairs may stand.
func (d *Document) internalSpans() (cut []Span, wrong []*Refusal) {
	var open []int
	for at := d.block.end; ; {
		i := bytes.Index(d.src[at:], []byte("<!--"))
		if i < 0 {
			break
		}
		start := at + i
		marker, end := markerAt(d.src[start:])
		at = start + end
		switch marker {
		case beginMarker:
			open = append(open, start)
		case endMarker:
			if len(open) == 0 {
				wrong = append(wrong, d.refuse(start, "put "+internalBegin+" where the internal part begins, or take it away", "%s has no beginning", internalEnd))
				continue
			}
			if len(open) == 1 {
				cut = append(cut, Span{open[0], at})
			}
			open = open[:len(open)-1]
		case slipOfMarker:
			wrong = append(wrong, d.refuse(start, "write "+internalBegin+" and "+internalEnd+", or begin the comment with another word", "this comment may be meant to mark what is internal"))
		}
	}
	for _, start := range open {
		wrong = append(wrong, d.refuse(start, "put "+internalEnd+" where the internal part ends", "%s has no end", internalBegin))
	}
	slices.SortFunc(wrong, func(a, b *Refusal) int {
		return cmp.Or(cmp.Compare(a.Position.Line, b.Position.Line), cmp.Compare(a.Position.Column, b.Position.Column))
	})
	return cut, wrong
}

type internalMarker uint8

const (
	noMarker internalMarker = iota
	beginMarker
	endMarker
	slipOfMarker
)

// markerVerbs begin comments that other programs take for markers.
var markerVerbs = []string{"begin", "end", "start", "stop", "close", "finish"}

// markerAt reads what begins with <!-- and says where to go on. Behind a comment that
// is no marker that is right behind its first sign: what it holds may be one, for other
// programs end comments elsewhere.
func markerAt(rest []byte) (internalMarker, int) {
	const begin, end, longest = "<!--", "-->", 200
	text := rest[len(begin):min(len(rest), longest)]
	inner, _, closed := bytes.Cut(text, []byte(end))
	length := len(begin) + len(inner) + len(end)
	word := strings.ToLower(strings.TrimSpace(string(inner)))
	switch {
	case closed && word == "internal":
		return beginMarker, length
	case closed && strings.TrimSpace(strings.TrimPrefix(word, "/")) == "internal":
		return endMarker, length
	}
	words := strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	for n := range min(len(words), 3) {
		if words[n] == "internal" && (n == 0 || slices.Contains(markerVerbs, words[0])) {
			return slipOfMarker, len(begin)
		}
	}
	return noMarker, len(begin)
}

// markerIn is where a marker, or a slip for one, begins in a stretch; -1 for nowhere.
func (d *Document) markerIn(span Span) int {
	for at := span.Start; at < span.End; {
		i := bytes.Index(d.src[at:span.End], []byte("<!--"))
		if i < 0 {
			return -1
		}
		marker, end := markerAt(d.src[at+i : span.End])
		if marker != noMarker {
			return at + i
		}
		at += i + end
	}
	return -1
}

// wholeLines takes along what is left of the first and last line, when that is blank.
func (d *Document) wholeLines(s Span) Span {
	start, end := lineStart(d.src, s.Start), nextLine(d.src, s.End)
	if len(bytes.TrimSpace(d.src[start:s.Start])) == 0 && len(bytes.TrimSpace(d.src[s.End:end])) == 0 {
		return Span{max(start, d.block.end), end}
	}
	return s
}

// maxNested is how often comments are looked for that others were hiding.
const maxNested = 10

// withoutComments takes HTML comments out of Markdown, those too that come about when
// others are gone.
func withoutComments(body []byte) []byte {
	for range maxNested {
		if !bytes.Contains(body, []byte("<!--")) {
			break
		}
		// An empty block in front, or the body might be read as front matter.
		d := Parse(append([]byte("---\n---\n"), body...))
		var edits []Edit
		at := d.BodyStart()
		for _, c := range d.Body().Comments {
			if c.Start >= at {
				edits = append(edits, Edit{Span: d.wholeLines(c)})
				at = edits[len(edits)-1].Span.End
			}
		}
		src, err := Apply(d.src, edits)
		if err != nil || len(edits) == 0 {
			return body
		}
		body = src[d.BodyStart():]
	}
	return body
}
