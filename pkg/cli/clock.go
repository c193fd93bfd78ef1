package cli

import (
	"fmt"
	"sync"
	"time"
)

// stopClock fixes the present when --as-of or PM_AS_OF says so. It is told on
// standard error by the first command that takes the present, since anything
// written then carries a time that is not the real one.
func (e *Env) stopClock() error {
	given, from := e.flags.asOf, "--as-of"
	if given == "" {
		given, from = e.getenv("PM_AS_OF"), "PM_AS_OF"
	}
	if given == "" {
		return nil
	}
	t, err := parseAsOf(given)
	if err != nil {
		return usagef("%s: %q is neither a date (2026-03-01) nor an RFC 3339 time (2026-03-01T14:02:00Z)", from, given)
	}
	var say sync.Once
	e.Now = func() time.Time {
		say.Do(func() { fmt.Fprintf(e.Err, "pm: as of %s (%s)\n", t.Format(time.RFC3339), from) })
		return t
	}
	return nil
}

// parseAsOf reads an as-of time; a date alone is its first moment in UTC.
func parseAsOf(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	return t.UTC(), err
}
