package lint

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// isRemedy reports that the section at an offset, or one around it, is about what is
// to change.
func (p *Pass) isRemedy(offset int) bool {
	for _, s := range p.Document.Body().Sections() {
		if offset < s.Content.Start || offset >= s.Content.End {
			continue
		}
		if name, _ := incident.SectionNamed(s.Heading.Text); name == "avoid" || beginsAsRemedy(s.Heading.Text) {
			return true
		}
	}
	return false
}

// beginsAsRemedy knows headings that the table of sections does not have.
func beginsAsRemedy(heading string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(strings.TrimSpace(heading)), " ")
	switch first {
	case "action", "actions", "improvements", "remedies", "follow-up", "follow-ups", "prevention":
		return true
	case "next", "corrective", "preventive", "preventative", "committed", "future", "planned":
		return strings.HasPrefix(rest, "step") || strings.HasPrefix(rest, "action") || strings.HasPrefix(rest, "measure") || strings.HasPrefix(rest, "work")
	}
	return false
}
