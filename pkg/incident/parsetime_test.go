package incident

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func known[T any](v T) Value[T] { return Value[T]{v, document.Span{Start: 4, End: 5}} }

func ended(from, to string) *Incident {
	return &Incident{StartedAt: known(at(from)), EndedAt: known(at(to))}
}

func TestParseTime(t *testing.T) {
	now := at("2026-03-10T12:00:30Z")
	lunch := ended("2026-03-01T14:00:00Z", "2026-03-01T15:02:00Z")
	night := ended("2026-03-01T22:00:00Z", "2026-03-02T03:00:00Z")
	long := ended("2026-03-01T22:00:00Z", "2026-03-05T03:00:00Z")
	tests := []struct {
		in   string
		inc  *Incident
		want string
		note bool
	}{
		{"now", nil, "2026-03-10T12:00:30Z", false},
		{"-20m", nil, "2026-03-10T11:40:30Z", false},
		{"-3h", nil, "2026-03-10T09:00:30Z", false},
		{"-1h30m", nil, "2026-03-10T10:30:30Z", false},
		{"-2d", nil, "2026-03-08T12:00:30Z", false},
		{"2026-03-01T14:02:00Z", nil, "2026-03-01T14:02:00Z", false},
		{"2026-03-01T14:02:00+02:00", nil, "2026-03-01T12:02:00Z", false},
		{"2026-03-01T14:02:00.9Z", nil, "2026-03-01T14:02:00Z", false},
		{"2026-03-01T14:02Z", nil, "2026-03-01T14:02:00Z", false},
		{" 2026-03-01 14:02 ", nil, "2026-03-01T14:02:00Z", true},
		{"2026-03-01T14:02", nil, "2026-03-01T14:02:00Z", true},
		{"2026-03-01 14:02 UTC", nil, "2026-03-01T14:02:00Z", false},
		{"12:00", nil, "2026-03-10T12:00:00Z", true},
		{"12:01", nil, "2026-03-09T12:01:00Z", true},
		{"12:00:45", nil, "2026-03-09T12:00:45Z", true},
		{"14:02Z", nil, "2026-03-09T14:02:00Z", true},
		{"14:02+02:00", nil, "2026-03-09T12:02:00Z", true},
		{"01:00+02:00", nil, "2026-03-09T23:00:00Z", true},
		{"23:00-02:00", nil, "2026-03-10T01:00:00Z", true},
		{"14:30", lunch, "2026-03-01T14:30:00Z", true},
		{"13:50", lunch, "2026-03-01T13:50:00Z", true},
		{"15:30", lunch, "2026-03-01T15:30:00Z", true},
		{"23:30", night, "2026-03-01T23:30:00Z", true},
		{"01:15", night, "2026-03-02T01:15:00Z", true},
		{"02:00", long, "2026-03-05T02:00:00Z", true},
		{"12:00", long, "2026-03-04T12:00:00Z", true},
	}
	for _, tt := range tests {
		got, note, err := ParseTime(tt.in, now, tt.inc)
		if err != nil || !got.Equal(at(tt.want)) || (note != "") != tt.note {
			t.Errorf("ParseTime(%q) = %v, %q, %v; want %s", tt.in, got, note, err, tt.want)
		}
	}
}

func TestParseTimeRefuses(t *testing.T) {
	tests := []struct{ in, reason string }{
		{"2026-03-01 14:02 PST", "ambiguous"},
		{"14:02 PST", "ambiguous"},
		{"14:02 CET", "ambiguous"},
		{"14:02 Xyz", "ambiguous"},
		{"2026-03-01 14:02 Europe/Berlin", "ambiguous"},
		{"2026-03-01", "lacks a time of day"},
		{"2026-03-01 25:00", "is not a time"},
		{"2026-02-30 12:00", "is not a time"},
		{"25:00", "is not a time"},
		{"14:02 5", "is not a time"},
		{"-", "is not a time"},
		{"--5m", "is not a time"},
		{"-5", "is not a time"},
		{"-xd", "is not a time"},
		{"-99999999999d", "is not a time"},
		{"-999999h", "is not a time"},
		{"9999-12-31T23:30:00-01:00", "is not a time"},
		{"0000-01-01T00:30:00+01:00", "is not a time"},
		{"yesterday", "is not a time"},
		{"", "is not a time"},
	}
	for _, tt := range tests {
		_, _, err := ParseTime(tt.in, at("2026-03-10T12:00:00Z"), nil)
		var te *TimeError
		if !errors.As(err, &te) || !strings.Contains(te.Reason, tt.reason) {
			t.Errorf("ParseTime(%q): %v, want %q", tt.in, err, tt.reason)
		}
	}
}

func TestParseDate(t *testing.T) {
	now := at("2026-03-10T23:59:59Z")
	tests := []struct{ in, want string }{
		{"2026-03-15", "2026-03-15"},
		{" today", "2026-03-10"},
		{"tomorrow", "2026-03-11"},
		{"+14d", "2026-03-24"},
		{"+2w", "2026-03-24"},
		{"+0d", "2026-03-10"},
		{"14d", ""},
		{"+", ""},
		{"+d", ""},
		{"+-3d", ""},
		{"+9999999999999999d", ""},
		{"+3660w", ""},
		{"2026-02-30", ""},
		{"2026-03-15T00:00:00Z", ""},
		{"next week", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, err := ParseDate(tt.in, now)
		if tt.want == "" {
			if err == nil {
				t.Errorf("ParseDate(%q) = %v, want an error", tt.in, got)
			}
			continue
		}
		if err != nil || got.Format(time.DateOnly) != tt.want {
			t.Errorf("ParseDate(%q) = %v, %v; want %s", tt.in, got, err, tt.want)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"now", "-20m", "14:02", "2026-03-01 14:02", "14:02 PST", "2026-03-01T14:02:00+05:30"} {
		f.Add(s)
	}
	now := at("2026-03-10T12:00:00Z")
	inc := ended("2026-03-01T14:00:00Z", "2026-03-01T15:02:00Z")
	f.Fuzz(func(t *testing.T, s string) {
		for _, i := range []*Incident{nil, inc} {
			got, _, err := ParseTime(s, now, i)
			if err != nil {
				continue
			}
			// What was read and written again reads the same.
			again, _, err := ParseTime(got.Format(time.RFC3339), now, i)
			if err != nil || !again.Equal(got) {
				t.Errorf("ParseTime(%q) = %v, then %v, %v", s, got, again, err)
			}
		}
		ParseDate(s, now)
	})
}
