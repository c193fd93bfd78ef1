package merge

import (
	"bytes"

	"github.com/postmortem-md/pm/pkg/document"
)

// parts is one version taken apart.
type parts struct {
	src         []byte
	doc         *document.Document
	open, close []string // the delimiter lines; none of a file that is not there
	keys        []entry
	body        []string
	bodyAt      int // offset of the body
}

// takeApart reads a version; false when its front matter cannot be told apart
// for certain. A file that is not there has no parts.
func takeApart(src []byte) (parts, bool) {
	d := document.Parse(src)
	p := parts{src: src, doc: d}
	if len(src) == 0 {
		return p, true
	}
	front := d.FrontSpan()
	if len(d.Faults()) > 0 || front.IsZero() && len(src) > 0 && d.BodyStart() == 0 {
		return p, false
	}
	data := lineStop(src, front.Start+1)
	closing := lineStart(src, max(front.End-1, 0))
	var ok bool
	if p.keys, ok = cutMapping(src, d.Front(), data, closing, false); !ok {
		return p, false
	}
	p.bodyAt = d.BodyStart()
	p.open, p.close = splitLines(src[front.Start:data]), splitLines(src[closing:p.bodyAt])
	p.body = splitLines(src[p.bodyAt:])
	return p, true
}

// wrapped is a document whose front matter is the lines alone, to be edited or
// read by itself.
func wrapped(lines []string) *document.Document {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, l := range lines {
		b.WriteString(l)
	}
	b.WriteString("---\n")
	return document.Parse(b.Bytes())
}

// unwrapped are the lines between the delimiters of what wrapped made.
func unwrapped(src []byte) []string {
	lines := splitLines(src)
	return lines[1 : len(lines)-1]
}
