package stats

import (
	"strings"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// longestExcerpt is how many characters of a paragraph are kept.
const longestExcerpt = 320

// firstParagraph is the first text that stands in a section: a paragraph, an item
// of a list or a cell; "" when there is none but placeholders.
func firstParagraph(i *incident.Incident, name string) string {
	section, ok := incident.FindSection(i.Doc, name)
	if !ok || !incident.Filled(i.Doc, section) {
		return ""
	}
	for _, p := range i.Doc.Body().Prose {
		if p.Span.Start < section.Content.Start {
			continue
		}
		if p.Span.Start >= section.Content.End {
			break
		}
		text := strings.TrimSpace(strings.ReplaceAll(p.Text, document.Object, "…"))
		if text != "" && len(incident.Placeholders(text)) == 0 {
			return excerpt(text)
		}
	}
	return ""
}

// excerpt cuts a text behind its last whole sentence that fits, else behind its
// last whole word.
func excerpt(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= longestExcerpt {
		return text
	}
	runes := []rune(text)
	head := string(runes[:longestExcerpt])
	if end := strings.LastIndex(head, ". "); end > len(head)/3 {
		return head[:end+1]
	}
	if end := strings.LastIndexByte(head, ' '); end > 0 {
		head = head[:end]
	}
	return head + " …"
}
