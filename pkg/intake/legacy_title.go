package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// Where a value was found.
const (
	fromFront    = "front matter"
	fromHeading  = "heading"
	fromFile     = "file name"
	fromTitle    = "title"
	fromText     = "text"
	fromTimeline = "timeline"
)

const maxLegacyTitle = 200

// readTitle takes the title from front matter, heading or file name. The date that
// headings and names carry is taken off: the incident's ID has it.
func (r *reader) readTitle() {
	l := r.legacy
	if title := flatten(r.doc.Front().Field("title").Text()); title != "" {
		l.Name, r.titled = r.withoutDay(title)
		l.Title, l.TitleFrom = title, fromFront
		return
	}
	if h, ok := r.firstHeading(); ok {
		title, titled := r.withoutDay(flatten(h.Text))
		r.titled = titled
		if strings.ContainsFunc(title, unicode.IsLetter) && !general(title) || strings.ContainsFunc(title, unicode.IsDigit) && titled.known() {
			l.Title, l.TitleFrom = shorten(title, maxLegacyTitle), fromHeading
			return
		}
	}
	if line, ok := r.firstLine(); ok {
		title, titled := r.withoutDay(line)
		r.titled = titled
		if !general(title) {
			l.Title, l.TitleFrom = title, fromText
			return
		}
	}
	if title, _ := r.withoutDay(r.nameWords()); title != "" && !isUUID(r.name()) {
		first, size := utf8.DecodeRuneInString(title)
		l.Title, l.TitleFrom = shorten(string(unicode.ToUpper(first))+title[size:], maxLegacyTitle), fromFile
	}
}

// isUUID reports a name that no person gave: 04f5afd8-09fc-4314-9c60-7f942faca125.
func isUUID(name string) bool {
	return len(name) == 36 && strings.Count(name, "-") == 4 && strings.Trim(name, "0123456789abcdefABCDEF-") == ""
}

// nameWords is the file's name as words.
func (r *reader) nameWords() string {
	name := flatten(r.name())
	if strings.Contains(name, " ") {
		return name
	}
	c := &cursor{s: name}
	if d, ok := c.readDay(DayFirst); ok && d.year > 0 {
		return name[:c.at] + " " + strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(name[c.at:]))
	}
	return strings.NewReplacer("-", " ", "_", " ").Replace(name)
}

// firstHeading is the one that the text begins with, which is of the first level
// or alone on its level.
func (r *reader) firstHeading() (document.Heading, bool) {
	body := r.doc.Body()
	for n := range body.Blocks {
		h := body.Blocks[n].Heading
		if h == nil {
			continue
		}
		if h.Level == 1 {
			return *h, true
		}
		if _, ok := incident.SectionOf(h.Text); ok || factOf(h.Text) != noFact {
			return document.Heading{}, false
		}
		for m := n + 1; m < len(body.Blocks); m++ {
			if other := body.Blocks[m].Heading; other != nil && other.Level <= h.Level {
				return document.Heading{}, false
			}
		}
		return *h, true
	}
	return document.Heading{}, false
}

// firstLine is a line that stands alone at the beginning of a text without headings,
// and is no sentence.
func (r *reader) firstLine() (string, bool) {
	const longest = 100 // bytes
	blocks := r.doc.Body().Blocks
	if len(blocks) < 2 || blocks[0].Kind != document.Paragraph || len(r.doc.Body().Sections()) > 0 {
		return "", false
	}
	raw := string(r.src[blocks[0].Span.Start:blocks[0].Span.End])
	line := plain(raw)
	_, _, label := incident.Label(raw)
	return line, !label && !strings.ContainsAny(raw, "\n:") && len(line) <= longest && !strings.HasSuffix(line, ".") && tells(line)
}

// general reports a heading that could stand over any postmortem.
func general(title string) bool {
	switch incident.FoldHeading(title) {
	case "postmortem", "post mortem", "incident report", "incident", "incident review", "report", "summary", "stats", "overview",
		"incident postmortem", "incident post mortem", "retrospective", "after action report", "postmortem report", "title",
		"incident retrospective", "rca", "root cause analysis":
		return true
	}
	return false
}

// dayLabels may stand before the date of a title.
var dayLabels = []string{"incident date", "incident", "date", "postmortem", "post-mortem", "incident report"}

// withoutDay takes the date off the beginning or the end of a title.
func (r *reader) withoutDay(title string) (string, day) {
	rest := title
	for _, label := range dayLabels {
		if len(title) > len(label) && strings.EqualFold(title[:len(label)], label) {
			rest = strings.TrimLeft(title[len(label):], " :-–—")
		}
		if w, size, ok := readWhen(rest, r.options.DateOrder); ok && w.day.year > 0 {
			return strings.TrimLeft(rest[size:], " \t,.:;|-–—)]"), w.day
		}
		rest = title
	}
	for at := range title {
		if at == 0 || title[at-1] != ' ' && title[at-1] != '(' {
			continue
		}
		if w, ok := wholeWhen(title[at:], r.options.DateOrder); ok && w.day.year > 0 {
			kept := strings.TrimRight(title[:at], " \t,.:;|-–—([")
			kept = strings.TrimSuffix(strings.TrimSuffix(kept, " of"), " on")
			return strings.TrimRight(kept, " "), w.day
		}
	}
	return title, day{}
}
