package document

import (
	"slices"
	"strings"
)

// Object stands in Prose for inline code, images and addresses: there is a
// thing, but no words. It is Unicode's object replacement character.
const Object = "\uFFFC"

// Prose is a run of readable text: a paragraph, the text of a list item or a
// table cell. Emphasis and entities are resolved, a link is its text, inline
// code, images and addresses are Object, a line break is a space. HTML is left
// out, and the words in tags for code and quotations are Object, too.
type Prose struct {
	Span Span
	Text string
	// Heading is how many bytes of Text are a heading in all but mark-up: the
	// bold key of "**Impact**: none", a bold line that is no sentence, a table's
	// head.
	Heading int
	at      []anchor // where stretches of Text stand in the source
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
	text strings.Builder
	at   []anchor
	span Span // of the run that is open
	// from and first are where the open run begins in text and in at.
	from, first int
	head        int  // of the open run, the bytes that are a heading
	plain       bool // the latest anchor of the open run is text byte by byte
}

func (r *runs) open(span Span) {
	r.span, r.from, r.first, r.head, r.plain = span, r.text.Len(), len(r.at), 0, false
}

// length is that of the open run so far.
func (r *runs) length() int { return r.text.Len() - r.from }

// heading takes the first key bytes of the open run, which are bold, for a
// heading when they are written like one: with a colon or a question mark at
// their end, or all by themselves and not as a sentence.
func (r *runs) heading(key int) {
	text := r.text.String()[r.from:]
	bold, rest := strings.TrimRight(text[:key], " "), strings.TrimLeft(text[key:], " ")
	switch {
	case bold == "":
	case strings.HasPrefix(rest, ":"):
		r.head = len(text) - len(rest) + 1
	case strings.HasSuffix(bold, ":"), strings.HasSuffix(bold, "?"), rest == "" && !strings.HasSuffix(bold, ".") && !strings.HasSuffix(bold, "!"):
		r.head = key
	}
}

// close adds the open run to a body.
func (r *runs) close(b *Body) {
	b.Prose = append(b.Prose, Prose{r.span, r.text.String()[r.from:], r.head, r.at[r.first:len(r.at):len(r.at)]})
}

// literal adds text as it stands in src.
func (r *runs) literal(src []byte, s Span) {
	if s.Len() == 0 {
		return
	}
	r.stretch(s)
	r.text.Write(src[s.Start:s.End])
}

// space adds the space that a line break is.
func (r *runs) space(at int) {
	r.stretch(Span{at, at + 1})
	r.text.WriteByte(' ')
}

// stretch notes that the text to come is as long as s and stands there.
func (r *runs) stretch(s Span) {
	if last := len(r.at) - 1; r.plain && r.at[last].end == s.Start {
		r.at[last].end = s.End
		return
	}
	r.at = append(r.at, anchor{r.text.Len() - r.from, s.Start, s.End})
	r.plain = true
}

// object adds text that stands for all of s.
func (r *runs) object(text string, s Span) {
	r.at = append(r.at, anchor{r.text.Len() - r.from, s.Start, s.End})
	r.text.WriteString(text)
	r.plain = false
}
