package intake

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// FreeTitle is a title whose ID is free. Alerts of one name come more than once a
// day, and nobody is there to think of another: then the title says at what time
// it was. Where that is taken too, it is given as it is.
func FreeTitle(title string, started time.Time, free func(id string) bool) string {
	started = started.UTC()
	if free(incident.NewID(title, started)) {
		return title
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		at := " at " + started.Format(layout)
		// The file's name is shorter than the title and would lose its end.
		for most := maxTitle; most > 10; most -= 10 {
			timed := cut(title, most) + at
			if id := incident.NewID(timed, started); strings.HasSuffix(id, incident.Slug(at)) && free(id) {
				return timed
			}
		}
	}
	return title
}
