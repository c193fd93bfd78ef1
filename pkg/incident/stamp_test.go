package incident

import (
	"testing"
	"time"
)

func TestScanStamp(t *testing.T) {
	tests := []struct {
		in   string
		want string // RFC 3339; "" when nothing can be read
		form zoneForm
		rest string
	}{
		{"2026-03-01T14:02:00Z", "2026-03-01T14:02:00Z", utcExact, ""},
		{"2026-03-01T14:02:00.250Z x", "2026-03-01T14:02:00.25Z", utcExact, " x"},
		{"2026-03-01T14:02Z Alert", "2026-03-01T14:02:00Z", utcMinutes, " Alert"},
		{"2026-03-01 14:02:00Z", "2026-03-01T14:02:00Z", offsetZone, ""},
		{"2026-03-01t14:02:00z", "2026-03-01T14:02:00Z", offsetZone, ""},
		{"2026-03-01T14:02:00+00:00", "2026-03-01T14:02:00Z", offsetZone, ""},
		{"2026-03-01T14:02:00+05:30", "2026-03-01T08:32:00Z", offsetZone, ""},
		{"2026-03-01T00:02:00+0100", "2026-02-28T23:02:00Z", offsetZone, ""},
		{"2026-03-01T14:02:00-08", "2026-03-01T22:02:00Z", offsetZone, ""},
		{"2026-03-01 14:02 +01:00 x", "2026-03-01T13:02:00Z", offsetZone, " x"},
		{"2026-03-01 14:02 UTC: x", "2026-03-01T14:02:00Z", offsetZone, ": x"},
		{"2026-03-01 14:02 PST", "2026-03-01T14:02:00Z", namedZone, ""},
		{"2026-03-01 14:02 -10 pods", "2026-03-01T14:02:00Z", noZone, " -10 pods"},
		{"2026-03-01 14:02 DNS fails", "2026-03-01T14:02:00Z", noZone, " DNS fails"},
		{"2026-03-01T14:02:03", "2026-03-01T14:02:03Z", noZone, ""},
		{"2026-03-01", "2026-03-01T00:00:00Z", dateOnly, ""},
		{"2024-02-29", "2024-02-29T00:00:00Z", dateOnly, ""},
		{"2026-03-01 at noon", "2026-03-01T00:00:00Z", dateOnly, " at noon"},
		{"2026-03-01T25:00:00Z", "2026-03-01T00:00:00Z", dateOnly, "T25:00:00Z"},
		{"2026-03-01T14:60:00Z", "2026-03-01T00:00:00Z", dateOnly, "T14:60:00Z"},
		{"2026-02-29T14:02:00Z", "", 0, ""},
		{"2026-13-01T14:02:00Z", "", 0, ""},
		{"9999-12-31T23:30:00-01:00", "", 0, ""},
		{"0000-01-01T00:30:00+01:00", "", 0, ""},
		{"2026-3-1", "", 0, ""},
		{"20260301", "", 0, ""},
		{"14:02", "", 0, ""},
		{"", "", 0, ""},
	}
	for _, tt := range tests {
		got, ok := scanStamp(tt.in)
		if ok != (tt.want != "") {
			t.Errorf("scanStamp(%q): %v", tt.in, ok)
			continue
		}
		if !ok {
			continue
		}
		if s := got.at.Format(time.RFC3339Nano); s != tt.want || got.form != tt.form || tt.in[got.len:] != tt.rest {
			t.Errorf("scanStamp(%q) = %s, form %d, rest %q", tt.in, s, got.form, tt.in[got.len:])
		}
	}
}

func FuzzScanStamp(f *testing.F) {
	f.Add("2026-03-01T14:02:00.999999999999Z")
	f.Add("2026-03-01 14:02 +9")
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := scanStamp(s)
		if !ok {
			return
		}
		if c.len < 10 || c.len > len(s) {
			t.Fatalf("read %d of %d bytes", c.len, len(s))
		}
		// What we call exact is what the standard library reads as RFC 3339.
		want, err := time.Parse(time.RFC3339, s[:c.len])
		if c.form == utcExact && (err != nil || !want.Equal(c.at)) {
			t.Errorf("%q read as %v, want %v (%v)", s[:c.len], c.at, want, err)
		}
		if err == nil && c.sure() && !want.Equal(c.at) {
			t.Errorf("%q read as %v, want %v", s[:c.len], c.at, want)
		}
	})
}
