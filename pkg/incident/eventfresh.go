package incident

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Fresh are the events that the timeline does not have yet, in their order, each
// once. It has one when an entry of the same second reads the same, where only one
// of the two needs to have a source behind it, or has its ID: a chat message that
// was edited since is the same one.
func (i *Incident) Fresh(events []Event) []Event {
	type key struct {
		second int64
		text   string
	}
	known, sourced, at := make(map[key]bool), make(map[key]bool), make(map[int64][]string)
	for _, e := range i.Timeline() {
		if e.At.Known() {
			second := e.At.V.Unix()
			known[key{second, entryText(e.Text)}] = true // a list loses what a cell keeps
			if open := strings.LastIndex(e.Text, " ("); open > 0 && strings.HasSuffix(e.Text, ")") {
				sourced[key{second, entryText(e.Text[:open])}] = true
			}
			at[second] = append(at[second], e.Text)
		}
	}
	bare, whole := readBack(events)
	var fresh []Event
	for n, e := range events {
		second := e.stamp().Unix()
		hasID := func(text string) bool { return e.ID != "" && strings.Contains(text, e.ID) }
		if known[key{second, bare[n]}] || known[key{second, whole[n]}] || e.Source == "" && sourced[key{second, bare[n]}] || slices.ContainsFunc(at[second], hasID) {
			continue
		}
		known[key{second, whole[n]}] = true
		at[second] = append(at[second], whole[n])
		fresh = append(fresh, e)
	}
	return fresh
}

// readBack are the texts of events as they will be read from the entries that are
// made of them: without their source, and with it.
func readBack(events []Event) (bare, whole []string) {
	var src strings.Builder
	src.WriteString("## Timeline\n\n")
	for _, e := range events {
		text := oneLine(e.Text)
		bare, whole = append(bare, text), append(whole, e.Line())
		src.WriteString("- " + time.Time{}.Format(time.RFC3339) + " " + text + "\n- " + e.entry() + "\n")
	}
	entries := (&Incident{Doc: document.Parse([]byte(src.String()))}).Timeline()
	if len(entries) != 2*len(events) {
		return bare, whole // an entry that begins a block is refused when it is added
	}
	for n := range events {
		bare[n], whole[n] = entryText(entries[2*n].Text), entryText(entries[2*n+1].Text)
	}
	return bare, whole
}
