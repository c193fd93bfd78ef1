package intake

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

const maxActionTitle = 200

// readAction reads one item's text: what is to be done, by whom, and whether it is.
func (r *reader) readAction(text string, span document.Span) (LegacyAction, bool) {
	a := LegacyAction{Offset: span.Start}
	text = flatten(strings.NewReplacer("{{", " ", "}}", " ").Replace(text))
	text = strings.ReplaceAll(text, "[link to github issue]", "")
	text, a.Done = withoutDone(text)
	text, a.Owner = withoutOwner(text)
	text, a.Due = r.withoutDue(text)
	if a.Ticket = r.ticket(span); a.Ticket != "" {
		text = withoutLink(text)
	}
	text = strings.Trim(text, " \t-–—:,;*_")
	if !tells(text) {
		return a, false
	}
	a.Title = shorten(text, maxActionTitle)
	return a, true
}

// withoutLink takes off the words of a link that only name the tracker's item.
func withoutLink(text string) string {
	bare := strings.TrimRight(text, " .)]")
	for _, word := range []string{"issue", "pull request", "pr", "ticket", "card"} {
		at := len(bare) - len(word)
		if at > 0 && strings.EqualFold(bare[at:], word) && strings.IndexByte(" ([", bare[at-1]) >= 0 {
			return strings.TrimRight(bare[:at], " ([")
		}
	}
	return text
}

// leftovers are what templates put where an item is to be.
var leftovers = []string{
	"summary", "item", "action", "action item", "todo", "tbd", "n/a", "none", "tba", "...", "…",
	"incident has been dealt with or is over", "sections above are filled out", "incident title and after-action report is cleaned up",
	"all actionable items above have linked github issues",
}

// tells reports that a text is more than a template's leftover.
func tells(text string) bool {
	rest := text
	for _, p := range slices.Backward(incident.Placeholders(text)) {
		rest = rest[:p[0]] + rest[p[1]:]
	}
	return strings.ContainsFunc(rest, unicode.IsLetter) && !slices.Contains(leftovers, strings.ToLower(strings.TrimRight(text, " .")))
}

var ticks = []string{"✅", "☑", "✔", "✓", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:"}

// withoutDone takes a mark off a text that says that the item is done.
func withoutDone(text string) (string, bool) {
	text = strings.Trim(text, " \ufe0f") // ticks are often asked to be shown in colour
	for _, tick := range ticks {
		if strings.HasPrefix(text, tick) || strings.HasSuffix(text, tick) {
			return strings.Trim(strings.TrimSuffix(strings.TrimPrefix(text, tick), tick), " \ufe0f"), true
		}
	}
	for _, brackets := range []string{"()", "[]"} {
		if rest, ok := withoutBracket(text, brackets); ok {
			return rest, true
		}
	}
	for _, word := range []string{"DONE", "Done"} {
		rest, ok := strings.CutPrefix(text, word)
		if ok && rest != "" && strings.ContainsRune(" :-–—.", rune(rest[0])) && (word == "DONE" || rest[0] == ':') {
			return strings.TrimLeft(rest, " :-–—."), true
		}
	}
	if rest, ok := strings.CutSuffix(strings.TrimRight(text, "."), " DONE"); ok {
		return rest, true
	}
	return withoutDoneClause(text)
}

// withoutDoneClause takes off a last clause of few words that begins with done: "Add
// an alert - done", "Add an alert. Done in grafana."
func withoutDoneClause(text string) (string, bool) {
	const fewWords = 4
	at, size := -1, 0
	for _, separator := range []string{". ", " - ", " – ", " — ", ": ", ", ", "; "} {
		if n := strings.LastIndex(text, separator); n > at {
			at, size = n, len(separator)
		}
	}
	if at <= 0 {
		return text, false
	}
	clause := strings.Fields(incident.FoldHeading(text[at+size:]))
	if len(clause) == 0 || len(clause) > fewWords || clause[0] != "done" {
		return text, false
	}
	return text[:at], true
}

// withoutBracket takes off (Done!) or [completed 2023-03-01].
func withoutBracket(text, brackets string) (string, bool) {
	for at := range len(text) {
		if text[at] != brackets[0] {
			continue
		}
		end := strings.IndexByte(text[at:], brackets[1])
		if end < 0 {
			break
		}
		if isDone(text[at+1 : at+end]) {
			return strings.TrimSpace(strings.TrimSpace(text[:at]) + " " + strings.TrimSpace(text[at+end+1:])), true
		}
	}
	return text, false
}

// isDone reports a status that says done: its first word, or a tick.
func isDone(status string) bool {
	status = strings.TrimSpace(status)
	if slices.ContainsFunc(ticks, func(t string) bool { return strings.HasPrefix(status, t) }) {
		return true
	}
	first, _, _ := strings.Cut(incident.FoldHeading(status), " ")
	switch first {
	case "done", "complete", "completed", "closed", "fixed", "implemented", "shipped", "merged", "finished", "yes", "x":
		return true
	}
	return false
}

// doneMark reports a heading whose items are all done: Immediate actions (Completed).
func doneMark(heading string) bool {
	if _, ok := withoutBracket(heading, "()"); ok {
		return true
	}
	switch incident.FoldHeading(heading) {
	case "done", "completed", "completed actions", "completed action items", "already done", "what we have done":
		return true
	}
	return false
}

// withoutOwner takes off what names one owner: "Owner: @jane", "(owner: Jane Doe)",
// a handle in brackets or before a colon.
func withoutOwner(text string) (string, string) {
	lower := strings.ToLower(text)
	for _, key := range []string{"owner:", "assignee:", "assigned to:", "responsible:", "owned by:"} {
		at := strings.LastIndex(lower, key)
		if at < 0 || len(lower) != len(text) || at > 0 && isLetter(text[at-1]) {
			continue
		}
		rest := text[at+len(key):]
		end := strings.IndexAny(rest, ",.;()[]")
		if end < 0 {
			end = len(rest)
		}
		people := splitPeople(strings.Trim(rest[:end], " *_"))
		if name, ok := personName(people[0]); ok && len(people) == 1 {
			return strings.TrimRight(text[:at], " ([-–—*_,.;") + strings.TrimLeft(rest[end:], ")]"), name
		}
	}
	if strings.Count(text, "@") != 1 {
		return text, ""
	}
	if rest, ok := strings.CutPrefix(text, "@"); ok {
		handle, what, ok := strings.Cut(rest, ":")
		if name, good := personName("@" + handle); ok && good {
			return strings.TrimSpace(what), name
		}
	}
	at := strings.IndexByte(text, '@')
	tail := strings.TrimRight(text[at:], ")].")
	if name, ok := personName(tail); ok && at > 0 && (text[at-1] == '(' || text[at-1] == '[' || strings.HasSuffix(text[:at], "- ") || strings.HasSuffix(text[:at], "– ")) {
		return strings.TrimRight(text[:at], " ([-–—"), name
	}
	return text, ""
}

// withoutDue takes off a date that is called the due date.
func (r *reader) withoutDue(text string) (string, time.Time) {
	lower := strings.ToLower(text)
	for _, key := range []string{"due date:", "due by", "due on", "due:", "due ", "deadline:", "target date:", "eta:"} {
		at := strings.LastIndex(lower, key)
		if at < 0 || len(lower) != len(text) || at > 0 && isLetter(text[at-1]) {
			continue
		}
		w, size, ok := readWhen(text[at+len(key):], r.order())
		if ok && w.day.whole() {
			rest := strings.TrimRight(text[:at], " ([-–—,;") + strings.TrimLeft(text[at+len(key)+size:], ")]")
			return rest, w.day.time()
		}
	}
	return text, time.Time{}
}

// ticket is the one issue, pull request or card that an item links; none where there
// are several.
func (r *reader) ticket(span document.Span) string {
	found := ""
	for _, l := range r.doc.Body().Links {
		if l.Span.Start < span.Start || l.Span.End > span.End || l.Image || !isTicket(l.Destination) {
			continue
		}
		if found != "" && found != l.Destination {
			return ""
		}
		found = l.Destination
	}
	if found == "" {
		found = bareTicket(string(r.src[span.Start:span.End]))
	}
	return found
}

// bareTicket is the one address of an item that stands there without the form of a
// link.
func bareTicket(text string) string {
	found := ""
	for _, word := range strings.Fields(text) {
		at := strings.Index(word, "https://")
		if at < 0 || strings.Contains(word, "](") {
			continue
		}
		if address := strings.TrimRight(word[at:], ".,;:)>"); isTicket(address) {
			if found != "" && found != address {
				return ""
			}
			found = address
		}
	}
	return found
}

// isTicket goes by the form of addresses of trackers.
func isTicket(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for n, p := range parts[:len(parts)-1] {
		switch p {
		case "issues", "pull", "pulls", "merge_requests", "work_items", "browse", "c", "issue":
			last := parts[n+1]
			return p == "c" && strings.HasSuffix(u.Host, "trello.com") || strings.ContainsAny(last, "0123456789") && (p != "c")
		}
	}
	return false
}
