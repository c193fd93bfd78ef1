package incident

import (
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// SetTime gives a top-level key a moment, in the place of the field table.
func SetTime(key string, t time.Time) document.Op { return set(key, timeValue(t)) }

// AppendTo adds a text to a list at the top level, which is made in the place of
// the field table when it is missing.
func AppendTo(key, text string) document.Op {
	return document.Append(document.At(key), document.StringValue(text), keysBefore(key)...)
}

// TextsOf are a list's values without their places.
func TextsOf(list Value[[]Value[string]]) []string { return texts(list) }
