package intake

import "time"

// CommitEvent is a commit that landed in a repository at a moment.
func CommitEvent(repository, id, author, subject string, at time.Time) Event {
	text := "Committed: " + inert(cut(oneLine(subject), maxText))
	return Event{At: at, Text: text + byWhom(author), Source: revision(repository, id)}
}

// TagEvent is a tag; subject is its message's, "" when it has none.
func TagEvent(repository, id, name, author, subject string, at time.Time) Event {
	text := "Tagged " + inert(cut(oneLine(name), maxText))
	if subject = oneLine(subject); subject != "" {
		text += ": " + inert(cut(subject, maxText))
	}
	return Event{At: at, Text: text + byWhom(author), Source: revision(repository, id)}
}

func byWhom(author string) string {
	if author = oneLine(author); author == "" {
		return ""
	}
	return ", by " + inert(cut(author, 60))
}

// revision is a commit as evidence of action items has it: app@1a2b3c4.
func revision(repository, id string) string {
	return inert(cut(oneLine(repository), 60) + "@" + id[:min(len(id), 7)])
}
