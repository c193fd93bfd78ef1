package incident

import (
	"bytes"
	"iter"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxLabel is the longest label, in bytes: what is longer is a sentence in bold.
const maxLabel = 80

// Label reads the bold words that stand for a heading or a key at the beginning
// of a line of Markdown: "**Summary:** it broke", "**Actions**". rest is what
// follows on the line.
func Label(line string) (label, rest string, ok bool) {
	line = strings.TrimSpace(line)
	if len(line) < 5 || line[:2] != "**" && line[:2] != "__" {
		return "", "", false
	}
	end := strings.Index(line[2:], line[:2])
	if end <= 0 || end > maxLabel {
		return "", "", false
	}
	label, rest = strings.TrimSpace(line[2:2+end]), strings.TrimSpace(line[4+end:])
	colon := strings.HasSuffix(label, ":") || strings.HasPrefix(rest, ":")
	label = strings.TrimSpace(strings.TrimSuffix(label, ":"))
	rest = strings.TrimSpace(strings.TrimPrefix(rest, ":"))
	return label, rest, label != "" && (colon || rest == "")
}

// LabelledSection is the first part of a text without headings that stands under a
// label for which matches holds: a bold line, or a list's key. It ends where the
// next label or heading begins, and its Heading is of the lowest level.
func LabelledSection(d *document.Document, matches func(label string) bool) (document.Section, bool) {
	for s := range LabelledSections(d, matches) {
		return s, true
	}
	return document.Section{}, false
}

// LabelledSections are all of them, in order.
func LabelledSections(d *document.Document, matches func(label string) bool) iter.Seq[document.Section] {
	return func(yield func(document.Section) bool) {
		blocks, src := d.Body().Blocks, d.Source()
		for n := range blocks {
			for _, span := range labelSpans(&blocks[n]) {
				s, ok := labelledLines(src, span, matches)
				if !ok {
					continue
				}
				if blocks[n].Kind == document.Paragraph && s.Content.End == span.End {
					s.Blocks = append(s.Blocks, under(src, blocks[n+1:])...)
					s.Content.End = max(s.Content.End, s.Blocks[len(s.Blocks)-1].Span.End)
				}
				if !yield(s) {
					return
				}
			}
		}
	}
}

// labelSpans are the parts of a block that may begin with a label: a paragraph, or
// each item of a list.
func labelSpans(b *document.Block) []document.Span {
	switch b.Kind {
	case document.Paragraph:
		return []document.Span{b.Span}
	case document.ListBlock:
		spans := make([]document.Span, 0, len(b.List.Items))
		for _, item := range b.List.Items {
			spans = append(spans, document.Span{Start: item.TextSpan.Start, End: item.Span.End})
		}
		return spans
	}
	return nil
}

// labelledLines looks at the lines of a paragraph or a list's item. The text
// behind the label is a block of the section, which may be empty.
func labelledLines(src []byte, span document.Span, matches func(string) bool) (document.Section, bool) {
	for at := span.Start; at < span.End; at = nextLine(src, at) {
		end := min(nextLine(src, at), span.End)
		label, rest, ok := Label(string(src[at:end]))
		if !ok || !matches(label) {
			continue
		}
		from := at + bytes.LastIndex(src[at:end], []byte(rest))
		content := document.Span{Start: from, End: nextLabel(src, end, span.End)}
		return document.Section{
			Heading: document.Heading{Level: 7, Text: label, Span: document.Span{Start: at, End: end}},
			Content: content, Blocks: []document.Block{{Kind: document.Paragraph, Span: content}},
		}, true
	}
	return document.Section{}, false
}

// nextLabel is where the next labelled line of a block begins, or its end.
func nextLabel(src []byte, at, limit int) int {
	for ; at < limit; at = nextLine(src, at) {
		if _, _, ok := Label(string(src[at:min(nextLine(src, at), limit)])); ok {
			return at
		}
	}
	return limit
}

// under are the blocks before the next label or heading. Items in bold are common in
// lists of anything, so a list ends a part only where it begins with a section.
func under(src []byte, blocks []document.Block) []document.Block {
	for n := range blocks {
		b := &blocks[n]
		if b.Kind == document.HeadingBlock {
			return blocks[:n]
		}
		spans := labelSpans(b)
		if len(spans) == 0 {
			continue
		}
		at := spans[0].Start
		label, _, ok := Label(string(src[at:max(at, min(nextLine(src, at), spans[0].End))]))
		_, section := SectionOf(label)
		if ok && (b.Kind == document.Paragraph || section) {
			return blocks[:n]
		}
	}
	return blocks
}
