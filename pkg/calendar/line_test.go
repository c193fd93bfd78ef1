package calendar

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// unfold joins what was folded, and holds every line to its limits.
func unfold(t *testing.T, data string) []string {
	t.Helper()
	if !strings.HasSuffix(data, "\r\n") {
		t.Fatalf("%q does not end its last line", data)
	}
	var all []string
	for _, line := range strings.Split(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		switch {
		case len(line) > 75:
			t.Fatalf("a line of %d octets: %q", len(line), line)
		case strings.ContainsAny(line, "\r\n"):
			t.Fatalf("a bare line end in %q", line)
		case !utf8.ValidString(line):
			t.Fatalf("a character is cut in %q", line)
		case strings.HasPrefix(line, " ") && len(all) > 0:
			all[len(all)-1] += line[1:]
		default:
			all = append(all, line)
		}
	}
	return all
}

// unescape reads a value of type TEXT; an escape that there is not fails.
func unescape(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		switch c := s[n]; c {
		case '\\':
			n++
			switch {
			case n < len(s) && strings.ContainsRune(`\;,`, rune(s[n])):
				b.WriteByte(s[n])
			case n < len(s) && s[n] == 'n':
				b.WriteByte('\n')
			default:
				t.Fatalf("%q has an escape that is none", s)
			}
		case ';', ',':
			t.Fatalf("%q has a bare %c", s, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"SUMMARY:x", "SUMMARY:x\r\n"},
		{strings.Repeat("x", 75), strings.Repeat("x", 75) + "\r\n"},
		{strings.Repeat("x", 76), strings.Repeat("x", 75) + "\r\n x\r\n"},
		{strings.Repeat("x", 150), strings.Repeat("x", 75) + "\r\n " + strings.Repeat("x", 74) + "\r\n x\r\n"},
		{strings.Repeat("x", 74) + "é", strings.Repeat("x", 74) + "\r\n é\r\n"},
		{strings.Repeat("x", 72) + "😀y", strings.Repeat("x", 72) + "\r\n 😀y\r\n"},
	} {
		var l lines
		l.fold(c.line)
		if got := l.b.String(); got != c.want {
			t.Errorf("%q is folded %q, want %q", c.line, got, c.want)
		}
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"plain: yes = \"no\"", "plain: yes = \"no\""},
		{"a;b,c\\d", `a\;b\,c\\d`},
		{"a\nb\r\nc\rd", `a\nb\nc\nd`},
		{"tab\tstays", "tab\tstays"},
		{"\x1b[31m\x00\x7f\xff", "\uFFFD[31m\uFFFD\uFFFD\uFFFD"},
		{"x\r\nEND:VEVENT", `x\nEND:VEVENT`},
	} {
		if got := escape(c.text); got != c.want {
			t.Errorf("%q is escaped %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzText holds that a text comes back as it was, but for what no value may hold.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a;b,c\\n", "\r\n \r\n", strings.Repeat("é", 100), strings.Repeat("😀", 50) + ";", "\\\\n", "\xff\x00\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var l lines
		l.text("DESCRIPTION", s+".")
		got := unfold(t, l.b.String())
		if len(got) != 1 {
			t.Fatalf("%q", got)
		}
		if back := unescape(t, strings.TrimPrefix(got[0], "DESCRIPTION:")); back != printable(s+".") {
			t.Fatalf("%q came back as %q", s, back)
		}
	})
}

// FuzzPerson holds that neither a name nor an address ends its place.
func FuzzPerson(f *testing.F) {
	f.Add("Bob \"B\" Brown", "bob@example.com")
	f.Add("x:y;z,\r\nEND:VEVENT", "a b\"<>%41@x,y;z:\x00é")
	f.Add("^n^'^^", "?subject=x&body=y@z")
	f.Fuzz(func(t *testing.T, name, address string) {
		var l lines
		Person{Name: name + ".", Address: address}.write(&l)
		got := unfold(t, l.b.String())
		if len(got) != 1 {
			t.Fatalf("%q", got)
		}
		quoted := strings.TrimPrefix(got[0], `ATTENDEE;CN="`)
		cn, rest, ok := strings.Cut(quoted, `"`)
		if !ok || rest != ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:"+mailto(address) {
			t.Fatalf("%q", got[0])
		}
		if back := strings.NewReplacer("^^", "^", "^'", `"`, "^n", "\n").Replace(cn); back != printable(name+".") {
			t.Fatalf("%q came back as %q", name, back)
		}
		back, err := url.PathUnescape(strings.TrimPrefix(mailto(address), "mailto:"))
		if err != nil || back != address || strings.ContainsAny(mailto(address)[len("mailto:"):], " \";:,?&<>\r\n") {
			t.Fatalf("%q became %q: %v", address, mailto(address), err)
		}
	})
}
