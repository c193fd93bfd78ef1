package intake

import (
	"strings"
	"unicode/utf8"
)

// markup turns Slack's marked-up text into inert Markdown: what stands between
// angle brackets is a person, a channel or a link, the rest is text.
type markup struct {
	names map[string]string // of users, by their ID
	left  int               // characters that there is room for

	out  strings.Builder
	text string // not yet in out: what it is depends on what follows
}

var slackEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// String is the Markdown, in one line.
func (m *markup) String() string {
	m.flush(false)
	return oneLine(m.out.String())
}

// write adds marked-up text.
func (m *markup) write(s string) {
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], '>')
		if end < 0 {
			break
		}
		m.plain(slackEntities.Replace(s[:open]))
		m.mark(s[open+1 : open+end])
		s = s[open+end+1:]
	}
	m.plain(slackEntities.Replace(s))
}

// mark writes what stands between angle brackets: its first sign says what it is,
// and behind a bar is how it is shown.
func (m *markup) mark(s string) {
	target, label, _ := strings.Cut(slackEntities.Replace(s), "|")
	switch {
	case strings.HasPrefix(target, "@"):
		m.plain("@" + firstOf(m.names[target[1:]], label, target[1:]))
	case strings.HasPrefix(target, "#"):
		m.plain("#" + firstOf(label, target[1:]))
	case strings.HasPrefix(target, "!"):
		name, _, _ := strings.Cut(target[1:], "^")
		m.plain(firstOf(label, "@"+name))
	default:
		m.link(firstOf(label, strings.TrimPrefix(target, "mailto:")), webLink(target))
	}
}

// plain adds text that is shown as it is.
func (m *markup) plain(s string) { m.text += m.take(s) }

// link adds a link, or its label alone where it leads nowhere.
func (m *markup) link(label, address string) {
	switch label = m.take(oneLine(label)); {
	case label == "":
	case address == "":
		m.text += label
	default:
		m.flush(true)
		m.out.WriteString(link(label, address))
	}
}

// flush writes the text as Markdown. An exclamation mark right before a link would
// make an image of it.
func (m *markup) flush(beforeLink bool) {
	s := inert(m.text)
	if beforeLink && strings.HasSuffix(s, "!") {
		s = s[:len(s)-1] + `\!`
	}
	m.out.WriteString(s)
	m.text = ""
}

// take uses up the room that is left; the first text that does not fit is cut, and
// all after it left out.
func (m *markup) take(s string) string {
	if m.left <= 0 || s == "" {
		return ""
	}
	n := utf8.RuneCountInString(s)
	if n > m.left {
		s, n = cut(s, m.left), m.left
	}
	m.left -= n
	return s
}
