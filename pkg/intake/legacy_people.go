package intake

import (
	"bytes"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// readPeople reads the owner, and who took part from keys and attendee sections.
// Only what has the form of a name is taken.
func (r *reader) readPeople() {
	if owners := r.all(ownerFact); len(owners) > 0 {
		if name, ok := personName(owners[0].value); ok {
			r.legacy.Owner = name
		}
	}
	var people []string
	for _, f := range r.all(peopleFact) {
		people = append(people, splitPeople(f.value)...)
	}
	for _, text := range r.under(func(heading string) bool { return factOf(heading) == peopleFact }) {
		people = append(people, splitPeople(text)...)
	}
	for _, p := range people {
		if name, ok := personName(p); ok && !hasFold(r.legacy.Participants, name) {
			r.legacy.Participants = append(r.legacy.Participants, name)
		}
	}
}

func hasFold(list []string, s string) bool {
	for _, other := range list {
		if strings.EqualFold(other, s) {
			return true
		}
	}
	return false
}

// under are the lines and items below headings and labels; the first cells of a
// table where there are none.
func (r *reader) under(matches func(string) bool) []string {
	var texts []string
	for _, s := range r.doc.Body().Sections() {
		if matches(s.Heading.Text) {
			texts = append(texts, r.texts(s.Blocks)...)
		}
	}
	for s := range incident.LabelledSections(r.doc, matches) {
		if len(bytes.TrimSpace(r.src[s.Blocks[0].Span.Start:s.Blocks[0].Span.End])) == 0 {
			texts = append(texts, r.texts(s.Blocks[1:])...)
		}
	}
	return append(texts, r.keyed(matches)...)
}

// texts are the single lines of blocks: lines and items, else first cells.
func (r *reader) texts(blocks []document.Block) []string {
	var texts, cells []string
	for n := range blocks {
		switch b := &blocks[n]; b.Kind {
		case document.Paragraph:
			for line := range linesOf(r.src, b.Span) {
				texts = append(texts, plain(line.text))
			}
		case document.ListBlock:
			for _, item := range b.List.Items {
				texts = append(texts, item.Text)
			}
		case document.TableBlock:
			for _, row := range b.Table.Rows {
				if len(row.Cells) > 0 {
					cells = append(cells, row.Cells[0].Text)
				}
			}
		}
	}
	if texts == nil {
		return cells
	}
	return texts
}

// keyed are the nested items of a list's key in bold.
func (r *reader) keyed(matches func(string) bool) []string {
	var texts []string
	for _, list := range r.listsUnder(matches) {
		for _, item := range list.Items {
			texts = append(texts, item.Text)
		}
	}
	return texts
}

// listsUnder are the lists nested below the list's keys that match.
func (r *reader) listsUnder(matches func(string) bool) []document.List {
	var lists []document.List
	for _, b := range r.doc.Body().Blocks {
		if b.Kind != document.ListBlock {
			continue
		}
		for _, item := range b.List.Items {
			label, _, ok := incident.Label(firstLine(string(r.src[item.TextSpan.Start:item.TextSpan.End])))
			if ok && matches(label) {
				lists = append(lists, item.Lists...)
			}
		}
	}
	return lists
}

// splitPeople takes a line that names several people apart.
func splitPeople(line string) []string {
	line = strings.NewReplacer(" and ", ",", " & ", ",", ";", ",", "/", ",").Replace(line)
	return strings.Split(line, ",")
}

// personName is the name in a text such as "Jane Doe (SRE)" or "@jane - commander",
// if it has the form of one: at most four words, no digits, no sentence.
func personName(text string) (string, bool) {
	name := flatten(text)
	for _, mark := range []string{"(", "[", " - ", " – ", " — ", ": "} {
		name, _, _ = strings.Cut(name, mark)
	}
	name = strings.Trim(name, " .,:;*_-")
	bare := strings.TrimPrefix(name, "@")
	words := strings.Fields(bare)
	if len(words) == 0 || len(words) > 4 || len(name) > 60 || strings.ContainsAny(bare, "{}<>|=`?!\"#") {
		return "", false
	}
	if strings.HasPrefix(name, "@") || strings.Contains(name, "@") {
		return name, len(words) == 1 && len(bare) > 1
	}
	if len(words) == 1 && isHandle(bare) {
		return name, !noName(name)
	}
	for _, w := range words {
		if !nameWord(w) {
			return "", false
		}
	}
	return name, !noName(name)
}

// isHandle reports one word in small letters.
func isHandle(word string) bool {
	return len(word) > 1 && isLetter(word[0]) && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789._-") == ""
}

// noName reports words that stand where a name should.
func noName(word string) bool {
	switch strings.ToLower(word) {
	case "n/a", "na", "none", "nobody", "tbd", "tba", "todo", "unknown", "various", "everyone", "all", "team", "us", "we", "see", "no",
		"yes", "unassigned":
		return true
	}
	return false
}

// nameWord reports a word that begins with a capital, or one of the small words
// inside names; handles in small letters stand alone.
func nameWord(w string) bool {
	switch w {
	case "de", "der", "den", "van", "von", "da", "di", "la", "le", "el", "bin", "al":
		return true
	}
	first := []rune(w)[0]
	return strings.ToUpper(string(first)) == string(first) && strings.ToLower(string(first)) != string(first)
}
