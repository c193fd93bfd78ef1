package intake

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// FreeTitle is a title whose ID is free. Alerts of one name come more than once a
// day, and nobody is there to think of another: then the title says at what time
// it was, and where that is taken too, which one of that second it is.
func FreeTitle(title string, started time.Time, free func(id string) bool) string {
	started = started.UTC()
	if free(incident.NewID(title, started)) {
		return title
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if timed, ok := ending(title, " at "+started.Format(layout), started, free); ok {
			return timed
		}
	}
	for n := 2; n <= MaxAlerts; n++ {
		if numbered, ok := ending(title, fmt.Sprintf(" at %s (%d)", started.Format("15:04:05"), n), started, free); ok {
			return numbered
		}
	}
	return title
}

// ending is a title with an end that its ID has, too; false when that is not free.
func ending(title, end string, started time.Time, free func(id string) bool) (string, bool) {
	// The file's name is shorter than the title and would lose its end.
	for most := maxTitle; most > 10; most -= 10 {
		ended := cut(title, most) + end
		if id := incident.NewID(ended, started); strings.HasSuffix(id, incident.Slug(end)) && free(id) {
			return ended, true
		}
	}
	return "", false
}
