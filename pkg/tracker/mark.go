package tracker

import (
	"net/url"
	"strings"
)

// markKey begins the line by which a ticket's text says which action item it is for.
// It is a line that people see: a hidden one is lost when they edit.
const markKey = "Postmortem-Item: "

// Mark is the line of a ticket's text that names an action item, which is one word
// whatever the names hold. It is code, so that it mentions nobody and links nothing.
func Mark(incident, item string) string {
	return markKey + "`" + url.PathEscape(incident) + "#" + url.PathEscape(item) + "`"
}

// itemOf is the ID#ITEM that a text names last; "" for none.
func itemOf(text string) string {
	item := ""
	for line := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), markKey)
		if !ok {
			continue
		}
		incident, id, ok := strings.Cut(strings.Trim(rest, "` \t"), "#")
		if incident, err := url.PathUnescape(incident); ok && err == nil && incident != "" {
			if id, err := url.PathUnescape(id); err == nil && id != "" {
				item = incident + "#" + id
			}
		}
	}
	return item
}
