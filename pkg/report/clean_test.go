package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, flat, lines string }{
		{"plain", "Checkout returns 5xx", "Checkout returns 5xx", "Checkout returns 5xx"},
		{"accents and wide", "Überlast 東京 👍", "Überlast 東京 👍", "Überlast 東京 👍"},
		{"line ends", "a\nb\r\nc\td", "a b c d", "a\nb\nc\td"},
		{"lone carriage return", "safe\revil", `safe\x0devil`, `safe\x0devil`},
		{"escape sequence", "\x1b[31mred", `\x1b[31mred`, `\x1b[31mred`},
		{"delete and null", "a\x7f\x00", `a\x7f\x00`, `a\x7f\x00`},
		{"C1 as rune", "a\u009b31m", `a\u009b31m`, `a\u009b31m`},
		{"C1 as byte", "a\x9b31m", `a\x9b31m`, `a\x9b31m`},
		{"override", "a\u202egnp.exe", `a\u202egnp.exe`, `a\u202egnp.exe`},
		{"isolate", "a\u2066b\u2069", `a\u2066b\u2069`, `a\u2066b\u2069`},
		{"invalid", "a\xff\xfeb", `a\xff\xfeb`, `a\xff\xfeb`},
		{"surrogate", "\xed\xa0\x80", `\xed\xa0\x80`, `\xed\xa0\x80`},
		{"replacement character is a character", "\ufffd", "\ufffd", "\ufffd"},
		{"zero width", "ad\u200bmin", `ad\u200bmin`, `ad\u200bmin`},
		{"byte order mark", "\ufeffa", `\ufeffa`, `\ufeffa`},
		{"joiner between Latin letters", "ad\u200dmin", `ad\u200dmin`, `ad\u200dmin`},
		{"joiner in an emoji", "👩\u200d🚒", "👩\u200d🚒", "👩\u200d🚒"},
		{"joiner after an invalid byte", "\x9a\u200d🚒", `\x9a\u200d🚒`, `\x9a\u200d🚒`},
		{"joiners in a row", "👩\u200d\u200d🚒", `👩\u200d\u200d🚒`, `👩\u200d\u200d🚒`},
		{"non-joiner in Persian", "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
		{"tags", "a\U000e0041", `a\U000e0041`, `a\U000e0041`},
		{"line separator", "a\u2028b", `a\u2028b`, `a\u2028b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in, false); got != c.flat {
				t.Errorf("Clean(%q, false) = %q, want %q", c.in, got, c.flat)
			}
			if got := Clean(c.in, true); got != c.lines {
				t.Errorf("Clean(%q, true) = %q, want %q", c.in, got, c.lines)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "\x1b[2J", "a\u202eb", "👩\u200d🚒", "\xff", "a\r\nb\tc", "\u009b"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, keep bool) {
		got := Clean(s, keep)
		assertSafe(t, got, keep)
		if again := Clean(got, keep); again != got {
			t.Errorf("cleaning twice: %q, then %q", got, again)
		}
	})
}

// assertSafe fails on what must not reach a terminal.
func assertSafe(t *testing.T, s string, lines bool) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("not UTF-8: %q", s)
	}
	for i, r := range s {
		switch {
		case lines && (r == '\n' || r == '\t'):
		case r == 0x200c || r == 0x200d: // seen by TestClean
		case isHidden(r):
			t.Errorf("%U at %d in %q", r, i, s)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{
		"ascii":  strings.Repeat("Checkout returns 5xx. ", 4),
		"accent": strings.Repeat("Überlast im Rechenzentrum. ", 4),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Clean(s, false)
			}
		})
	}
}
