package report

import (
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// known is a value's text, nil when it is not known.
func known[T ~string](v incident.Value[T]) *string {
	if !v.Known() {
		return nil
	}
	return new(strings.Clone(string(v.V)))
}

// Filled is nil for "".
func Filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// positive is nil for what is not counted from 1.
func positive(n int) *int {
	if n < 1 {
		return nil
	}
	return &n
}

// timestamp is RFC 3339 in UTC.
func timestamp(v incident.Value[time.Time]) *string {
	if !v.Known() {
		return nil
	}
	return new(v.V.UTC().Format(time.RFC3339))
}

func date(v incident.Value[time.Time]) *string {
	if !v.Known() {
		return nil
	}
	return new(v.V.Format(time.DateOnly))
}

// list is nil when the list is not known; items that are not are left out.
func list(v incident.Value[[]incident.Value[string]]) []string {
	if !v.Known() {
		return nil
	}
	out := make([]string, 0, len(v.V))
	for _, item := range v.V {
		if item.Known() {
			out = append(out, strings.Clone(item.V))
		}
	}
	return out
}

// dates is never nil: no dates is an answer.
func dates(ds []incident.Value[time.Time]) []string {
	out := make([]string, 0, len(ds))
	for _, d := range ds {
		if d.Known() {
			out = append(out, d.V.Format(time.DateOnly))
		}
	}
	return out
}
