package document

import (
	"regexp"
	"strings"
	"testing"
)

func TestWithoutInternal(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"none", "a\n\nb\n", "a\n\nb\n"},
		{"lines of their own", "a\n\n<!-- internal -->\n\nsecret\n\n<!-- /internal -->\n\nb\n", "a\n\n\nb\n"},
		{"in a line", "a <!-- internal -->secret<!-- /internal --> b\n", "a  b\n"},
		{"over lines", "a <!-- internal -->x\ny<!-- /internal --> b\n", "a  b\n"},
		{"indented in a list", "- a\n  <!-- internal -->\n  secret\n  <!-- /internal -->\n- b\n", "- a\n- b\n"},
		{"any case and blanks", "a\n<!--INTERNAL-->\nx\n<!-- /  Internal\n-->\nb\n", "a\nb\n"},
		{"nested", "a\n<!-- internal -->\nx\n<!-- internal -->\ny\n<!-- /internal -->\nz\n<!-- /internal -->\nb\n", "a\nb\n"},
		{"in code", "a\n```\n<!-- internal -->\nx\n```\n<!-- /internal -->\nb\n", "a\n```\nb\n"},
		{"behind a comment that another program ends elsewhere", "<!-- x <!-- internal -->y<!-- /internal --> -->\nb\n", "b\n"},
		{"comes together", "<!-<!-- internal -->x<!-- /internal -->- internal --> a\n", " a\n"},
		{"two in a line", "<!-- internal -->x<!-- /internal --><!-- internal -->y<!-- /internal -->\nb\n", "\nb\n"},
		{"to the end", "a\r\n<!-- internal -->\r\nx<!-- /internal -->", "a\r\n"},
		{"comments", "a <!-- why --> b\n\n<!--\npm:ignore x\n-->\n\n`<!-- code -->`\n", "a  b\n\n\n`<!-- code -->`\n"},
		{"a comment without an end", "a\n\n<!-- b\n\nc\n", "a\n\n"},
		{"another word", "<!-- internals -->\n<!-- the internal one -->\na\n", "a\n"},
	} {
		got, err := Parse([]byte("---\ntitle: x\n---\n" + c.body)).WithoutInternal()
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

func TestInternalRefused(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"---\nt: x\n---\na\n  <!-- internal -->\nb\n", "5:3: <!-- internal --> has no end"},
		{"---\nt: x\n---\na <!-- /internal -->\n", "4:3: <!-- /internal --> has no beginning"},
		{"---\nt: x\n---\n<!-- internal -->\n<!-- internal -->\n<!-- /internal -->\n", "4:1: <!-- internal --> has no end"},
		{"---\nt: x # <!-- internal -->\n---\n", "2:8: markers of what is internal mean nothing in the front matter"},
		{"---\nt: x\n---\n<!-- internal: us only -->\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!-- end internal -->\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!-- end of internal -->\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!--- internal --->\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!-- internal --!>\nx\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!-- internal\u200b -->\n", "4:1: this comment may be meant"},
		{"---\nt: x\n---\n<!-- internal", "4:1: this comment may be meant"},
	} {
		got, err := Parse([]byte(c.src)).WithoutInternal()
		if err == nil || got != nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %q, %v", c.src, got, err)
		}
	}
	_, err := Parse([]byte("---\nt: x\n---\n<!-- /internal -->\n<!-- internal -->\n<!-- internal! -->\n")).WithoutInternal()
	if n := strings.Count(err.Error(), "\n"); n != 2 {
		t.Errorf("not all are told: %v", err)
	}
}

var (
	anyMarker = regexp.MustCompile(`(?i)<!--\s*(/?)\s*internal\s*-->`)
	anyWord   = regexp.MustCompile(`[\pL\pN]+`)
)

// split is what lies outside and inside the markers, worked out another way.
func split(src string) (outside, inside string) {
	depth, at := 0, 0
	for _, m := range anyMarker.FindAllStringSubmatchIndex(src, -1) {
		if depth == 0 {
			outside += src[at:m[0]] + "\n"
		} else {
			inside += src[at:m[0]] + "\n"
		}
		depth++
		if m[2] != m[3] {
			depth -= 2
		}
		at = m[1]
	}
	return outside + src[at:], inside
}

// FuzzWithoutInternal: no word that stands only between markers is left, and what is
// outside stays when there are no comments.
func FuzzWithoutInternal(f *testing.F) {
	f.Add("---\nt: x\n---\na\n<!-- internal -->\nsecret\n<!-- /internal -->\nb\n")
	f.Add("---\n---\n<!-- <!-- internal -->\n```\n<!--/internal-->\n- <!--internal--> b <!-- internal --><!-- /internal --><!-- /internal --> -->\n")
	f.Add("---\n---\n<!-<!-- internal -->x<!-- /internal -->- internal --> <!<!-- a -->-- b -->")
	f.Fuzz(func(t *testing.T, src string) {
		d := Parse([]byte(src))
		got, err := d.WithoutInternal()
		if err != nil {
			return
		}
		body := src[d.BodyStart():]
		outside, inside := split(body)
		kept := map[string]bool{}
		for _, word := range anyWord.FindAllString(outside, -1) {
			kept[word] = true
		}
		left := anyWord.FindAllString(string(got), -1)
		there := map[string]bool{}
		for _, word := range left {
			there[word] = true
		}
		for _, word := range anyWord.FindAllString(inside, -1) {
			// A word may come about where what stood between its halves is gone.
			if there[word] && !kept[word] && !strings.Contains(strings.Join(strings.Fields(outside), ""), word) {
				t.Fatalf("%q is left of what is internal:\n%s\nin:\n%s", word, got, body)
			}
		}
		if !strings.Contains(body, "<!--") && string(got) != body {
			t.Fatalf("%q became %q", body, got)
		}
	})
}
