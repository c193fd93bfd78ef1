package report

import (
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Slack's limits (https://docs.slack.dev/reference/block-kit/blocks), and how much of
// them is used. Slack counts characters, here bytes are counted, of which there are
// never fewer.
const (
	slackBlocks  = 50     // in a message
	slackSection = 3_000  // of a section's text
	slackTitle   = 1_000  // of that, for whom it is
	slackTotal   = 12_000 // of all texts in a message: beyond, Slack may refuse it as too long
)

type slackPayload struct {
	Text   string       `json:"text"` // for notifications
	Blocks []slackBlock `json:"blocks"`
}

type slackBlock struct {
	Type string    `json:"type"`
	Text slackText `json:"text"`
}

// slackText is text of a block. Verbatim keeps Slack from finding links, channels
// and people in it by itself.
type slackText struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Verbatim *bool  `json:"verbatim,omitempty"` // of mrkdwn only
	Emoji    *bool  `json:"emoji,omitempty"`    // of plain_text only
}

// digestSlack writes messages of Block Kit, each a JSON object on a line of its own,
// as incoming webhooks and chat.postMessage take them. One is enough for most; no
// reminder is left out.
func digestSlack(w io.Writer, _ Style, d Digest) error {
	if len(d.Sections) == 0 {
		return nil
	}
	var b strings.Builder
	for _, m := range d.slackMessages() {
		data, err := marshal(m)
		if err != nil {
			return err
		}
		b.Write(data)
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d Digest) slackMessages() []slackPayload {
	heading := "Postmortems: what is due on " + d.AsOf.Format(time.DateOnly)
	fallback := heading + ", " + Count(d.count(), "reminder")
	m := newSlackMessage(heading, fallback)
	var all []slackPayload
	for _, s := range d.Sections {
		for _, text := range s.slackTexts() {
			if m.size+len(text) > slackTotal || len(m.Blocks) == slackBlocks {
				all = append(all, m.slackPayload)
				m = newSlackMessage(heading+", continued", fallback+", continued")
			}
			m.add(text)
		}
	}
	return append(all, m.slackPayload)
}

// slackMessage is a payload that grows.
type slackMessage struct {
	slackPayload
	size int // of all texts, in bytes
}

func newSlackMessage(heading, fallback string) *slackMessage {
	header := slackBlock{"header", slackText{Type: "plain_text", Text: heading, Emoji: new(false)}}
	return &slackMessage{slackPayload{Text: fallback, Blocks: []slackBlock{header}}, len(heading)}
}

func (m *slackMessage) add(text string) {
	m.Blocks = append(m.Blocks, slackBlock{"section", slackText{Type: "mrkdwn", Text: text, Verbatim: new(true)}})
	m.size += len(text)
}

// slackTexts are a section's lines, as many to a text as there is room for. Its
// title stands above each.
func (s DigestSection) slackTexts() []string {
	title := s.slackTitle()
	var all []string
	var b strings.Builder
	put := func(line string) {
		if b.Len()+len(line)+1 > slackSection {
			all = append(all, b.String())
			b.Reset()
		}
		if b.Len() == 0 {
			b.WriteString(title)
		}
		b.WriteString("\n" + line)
	}
	for _, r := range s.Reminders {
		put("• " + s.slackLine(r))
	}
	if line := s.earlier(); line != "" {
		put("• " + line)
	}
	return append(all, b.String())
}

// slackTitle mentions those whose Slack ID is known.
func (s DigestSection) slackTitle() string {
	title := "*" + mrkdwn(s.title(), maxWords/2) + "*"
	for _, p := range s.People {
		mention := " <@" + said(p.Slack) + ">"
		if isSlackID(said(p.Slack)) && len(title)+len(mention) <= slackTitle {
			title += mention
		}
	}
	return title
}

// isSlackID reports the ID of a member, which is all that may stand between <@ and >.
func isSlackID(s string) bool {
	return len(s) > 1 && (s[0] == 'U' || s[0] == 'W') && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// slackLine is a reminder, with shorter texts where the line would not fit below a
// title.
func (s DigestSection) slackLine(r Reminder) string {
	line := s.slackLineOf(r, maxWords)
	if len(line) > slackSection-slackTitle-len("\n• ") {
		line = s.slackLineOf(r, 60)
	}
	return line
}

func (s DigestSection) slackLineOf(r Reminder, limit int) string {
	parts := []string{"*" + r.headline() + "*"}
	if detail := r.detail(); detail != "" {
		parts = append(parts, "("+detail+")")
	}
	if ref := r.ref(); ref != "" {
		parts = append(parts, "`"+mrkdwn(ref, limit)+"`")
	}
	parts = append(parts, mrkdwn(r.subject(), limit))
	line := strings.TrimRight(strings.Join(parts, " "), " ")
	for _, remark := range s.remarks(r) {
		line += " · " + mrkdwn(remark, limit)
	}
	return line
}

// mrkdwn is text from a file that Slack shows and that does nothing. Slack escapes
// three characters (https://docs.slack.dev/messaging/formatting-message-text); the
// marks of bold, italic, struck and code have no escape, and are replaced by signs
// that look like them unless they stand inside a word, where they mean nothing.
func mrkdwn(s string, limit int) string {
	s = cutText(Clean(s, false), limit)
	var b strings.Builder
	prev := ' '
	for n, r := range s {
		next, _ := utf8.DecodeRuneInString(s[n+utf8.RuneLen(r):])
		inWord := isWordRune(prev) && isWordRune(next)
		like, isMark := slackMarks[r]
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case isMark && (!inWord || r == '`'):
			b.WriteRune(like)
		default:
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}

var slackMarks = map[rune]rune{'*': '∗', '_': '＿', '~': '∼', '`': 'ˋ'}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
