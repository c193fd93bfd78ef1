package intake

import (
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// readDay takes the date from front matter, file name, title or a key of the text.
// The timeline comes later.
func (r *reader) readDay() {
	for _, f := range append(r.all(dateFact), r.all(startFact)...) {
		if f.front && r.takeDay(f.value, f.offset, fromFront) {
			return
		}
	}
	if d, ok := r.nameDay(); ok {
		r.setDay(d, fromFile)
		return
	}
	if r.titled.whole() {
		r.setDay(r.titled, fromTitle)
		return
	}
	for _, f := range append(r.all(dateFact), r.all(startFact)...) {
		if r.takeDay(f.value, f.offset, fromText) {
			return
		}
	}
}

func (r *reader) setDay(d day, from string) { r.legacy.Day, r.legacy.DayFrom = d.time(), from }

func (r *reader) takeDay(value string, offset int, from string) bool {
	w, _, ok := readWhen(value, r.options.DateOrder)
	switch {
	case !ok || w.day.year == 0:
		return false
	case w.day.either:
		r.askOrder(w.day, offset)
		return false
	}
	r.setDay(w.day, from)
	return true
}

// nameDay is a date in the file's name: 2018-01-25-upgrade, upgrade_2018_01_25,
// 20180125.
func (r *reader) nameDay() (day, bool) {
	name := strings.ReplaceAll(r.name(), "_", "-")
	for at := range name {
		if at > 0 && (isDigit(name[at-1]) || isLetter(name[at-1])) {
			continue
		}
		c := &cursor{s: name, at: at}
		if d, ok := c.readDay(""); ok && d.whole() {
			return d, true
		}
		if t, err := time.Parse("20060102", name[at:min(at+8, len(name))]); err == nil && (at+8 == len(name) || !isDigit(name[at+8])) {
			return dayOf(t), t.Year() > 1970 && t.Year() < 2100
		}
	}
	return day{}, false
}

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
		if name, ok := personName(p); ok && !contains(r.legacy.Participants, name) {
			r.legacy.Participants = append(r.legacy.Participants, name)
		}
	}
}

func contains(list []string, s string) bool {
	for _, other := range list {
		if strings.EqualFold(other, s) {
			return true
		}
	}
	return false
}

// under are the lines, items and first cells below headings and labels.
func (r *reader) under(matches func(string) bool) []string {
	var texts []string
	for _, s := range r.doc.Body().Sections() {
		if !matches(s.Heading.Text) {
			continue
		}
		for n := range s.Blocks {
			texts = append(texts, r.texts(&s.Blocks[n])...)
		}
	}
	if s, ok := incident.LabelledSection(r.doc, matches); ok && len(texts) == 0 {
		for n := range s.Blocks[1:] {
			texts = append(texts, r.texts(&s.Blocks[n+1])...)
		}
	}
	return append(texts, r.keyed(matches)...)
}

// texts are the single lines of a block: lines, items, first cells.
func (r *reader) texts(b *document.Block) []string {
	var texts []string
	switch b.Kind {
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
				texts = append(texts, row.Cells[0].Text)
			}
		}
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
	name := oneLine(text)
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

// readSeverity reads severity and status words.
func (r *reader) readSeverity() {
	if facts := r.all(statusFact); len(facts) > 0 {
		r.legacy.Status = shorten(facts[0].value, 40)
	}
	for _, f := range r.all(severityFact) {
		if s, ok := severityOf(f.value, r.options.Process.Severities); ok {
			r.legacy.Severity, r.legacy.SeverityWritten = s, shorten(f.value, 40)
			return
		}
	}
	for _, f := range r.all(severityFact) {
		r.legacy.SeverityWritten = shorten(f.value, 40)
		r.ask(f.offset, "the severity is written as "+strconv.Quote(r.legacy.SeverityWritten)+", which is none of "+
			strings.Join(r.options.Process.Severities, ", "), "pm set ID severity=SEVERITY")
		return
	}
}

// severityWords rank what people write where they have no numbers, from the worst.
var severityWords = [...][]string{
	{"critical", "blocker", "catastrophic"},
	{"high", "major", "severe"},
	{"medium", "moderate"},
	{"low", "minor", "trivial"},
}

// severityOf is the configured severity that words mean: itself, or the one of that
// number or, where there are four, that rank.
func severityOf(text string, severities []string) (string, bool) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	if len(words) == 0 {
		return "", false
	}
	for _, s := range severities {
		if strings.EqualFold(s, strings.TrimSpace(text)) || strings.EqualFold(s, words[0]) || len(words) > 1 && strings.EqualFold(s, words[0]+words[1]) {
			return s, true
		}
	}
	if n, ok := severityNumber(words); ok {
		return numbered(n, severities)
	}
	for rank, synonyms := range severityWords {
		if len(severities) == len(severityWords) && contains(synonyms, words[0]) {
			return severities[rank], true
		}
	}
	return "", false
}

// severityNumber reads 2, P2, S2, sev2, SEV-2, Severity 2 and level 2.
func severityNumber(words []string) (int, bool) {
	for _, prefix := range []string{"severity", "priority", "level", "prio", "sev", "p", "s", ""} {
		rest, ok := strings.CutPrefix(words[0], prefix)
		if rest == "" && len(words) > 1 && prefix != "" {
			rest = words[1]
		}
		if n, err := strconv.Atoi(rest); ok && err == nil && n < 10 {
			return n, true
		}
	}
	return 0, false
}

// numbered is the severity whose name ends in a number.
func numbered(n int, severities []string) (string, bool) {
	for _, s := range severities {
		if strings.HasSuffix(s, strconv.Itoa(n)) {
			return s, true
		}
	}
	return "", false
}
