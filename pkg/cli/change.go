package cli

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// change is what a writing command wants done: files, and how it is told.
type change struct {
	subject  string   // the {change} of git.subject: "advance ID to resolved"
	done     string   // the line printed when it is done: "advanced ID to resolved"
	also     []string // lines below it
	body     string   // of the commit message; "" for none
	ids      []string
	none     string // printed instead of done when HEAD had it all; "" for done
	moved    string // "in-progress -> resolved" for a transition; else ""
	branch   string // a new one to commit to; "" for the one checked out
	toAdd    bool   // also has lines for a file of the user's
	takeBack bool   // a refused commit undoes the change
	nudges   bool   // what may read as blame in its one file is shown
	files    []repo.PathChange
}

// move makes c a transition: said in a trailer, and taken back when it cannot
// be committed, because a state counts only once it is in the history.
func (c *change) move(from, to incident.State) {
	c.moved = string(from) + " -> " + string(to)
	c.takeBack = true
}

// message is the commit message: subject, body, trailers.
func (c change) message(shape string) string {
	var b strings.Builder
	line := strings.ReplaceAll(shape, "{change}", oneLine(c.subject))
	b.WriteString(shorten(line, maxSubject) + "\n")
	if utf8.RuneCountInString(line) > maxSubject {
		b.WriteString("\n" + oneLine(c.subject) + "\n")
	}
	if c.body != "" {
		b.WriteString("\n" + strings.TrimSpace(c.body) + "\n")
	}
	if len(c.ids) > 0 {
		b.WriteString("\n")
	}
	for _, id := range c.ids {
		b.WriteString("Postmortem: " + oneLine(id) + "\n") // a file's name may hold line ends
	}
	if c.moved != "" {
		b.WriteString("Postmortem-State: " + c.moved + "\n")
	}
	return b.String()
}

// maxSubject is the longest subject in characters, which is what commit linters
// accept by default. What does not fit stands in the body as well.
const maxSubject = 100

// shorten cuts a line to a number of characters, between words where it can.
func shorten(line string, most int) string {
	if utf8.RuneCountInString(line) <= most {
		return line
	}
	cut := string([]rune(line)[:most-1])
	if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
		cut = cut[:space]
	}
	return cut + "…"
}

// oneLine keeps text typed by people from breaking out of the line it is for,
// and control characters out of files and messages.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
