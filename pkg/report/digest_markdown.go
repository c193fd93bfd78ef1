package report

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// maxDigest is how large a digest may be as Markdown, in bytes: an issue or a
// comment on GitHub holds 65,536 characters.
const maxDigest = 60_000

// digestMarkdown writes a list for each section, for an issue, a comment or a mail.
// Nothing in it that comes from a file is more than text. What does not fit is
// counted.
func digestMarkdown(w io.Writer, _ Style, d Digest) error {
	if len(d.Sections) == 0 {
		return nil
	}
	b := bounded{room: maxDigest}
	b.add(fmt.Sprintf("# Postmortems: what is due on %s\n", d.AsOf.Format(time.DateOnly)))
	left := d.count()
	for _, s := range d.Sections {
		b.add("\n## " + inert(s.title(), maxTitle) + "\n\n")
		for _, r := range s.Reminders {
			if b.add("- " + s.markdownLine(r) + "\n") {
				left--
			}
		}
		if line := s.earlier(); line != "" {
			b.add("- " + line + "\n")
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, "\nThis would be too long: %s that it does not show. `pm remind` shows all.\n", countOf(left, "reminder more", "reminders more"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// bounded takes texts until one does not fit, and none from then on.
type bounded struct {
	strings.Builder
	room int
	full bool
}

func (b *bounded) add(text string) bool {
	b.full = b.full || b.Len()+len(text) > b.room
	if !b.full {
		b.WriteString(text)
	}
	return !b.full
}

// maxTitle bounds the names in a heading, in characters.
const maxTitle = 1000

func (s DigestSection) markdownLine(r Reminder) string {
	parts := []string{"**" + r.headline() + "**"}
	if detail := r.detail(); detail != "" {
		parts = append(parts, "("+detail+")")
	}
	if ref := r.ref(); ref != "" {
		parts = append(parts, codeSpan(ref, maxWords))
	}
	parts = append(parts, inert(r.subject(), maxWords))
	line := strings.TrimRight(strings.Join(parts, " "), " ")
	for _, remark := range s.remarks(r) {
		line += " · " + inert(remark, maxWords)
	}
	return line
}

// detail is the date with its moves; "" without one.
func (r Reminder) detail() string {
	switch {
	case r.Due == nil:
		return ""
	case r.TimesMoved == 0:
		return *r.Due
	}
	return fmt.Sprintf("%s, moved %s by %s", *r.Due, countOf(r.TimesMoved, "time", "times"), signedDays(r.DaysMoved))
}

func signedDays(n int) string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%+d day", n)
	}
	return fmt.Sprintf("%+d days", n)
}
