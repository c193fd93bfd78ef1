package incident

import (
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		line, label, rest string
		ok                bool
	}{
		{"**Summary:** it broke", "Summary", "it broke", true},
		{"**Summary**: it broke", "Summary", "it broke", true},
		{"__Summary:__", "Summary", "", true},
		{"  **Actions**  ", "Actions", "", true},
		{"**16:58 UTC** - writer saturates", "16:58 UTC", "- writer saturates", false},
		{"**Note** this", "Note", "this", false},
		{"Summary: it broke", "", "", false},
		{"****", "", "", false},
		{"**:**", "", "", false},
		{"**unclosed", "", "", false},
	} {
		label, rest, ok := Label(c.line)
		if label != c.label || rest != c.rest || ok != c.ok {
			t.Errorf("%q: %q, %q, %v", c.line, label, rest, ok)
		}
	}
}

// TestLabelledSection: in an adopted text a label counts where no heading does, and
// in no other.
func TestLabelledSection(t *testing.T) {
	const text = `
**Summary:** Mails waited.
for four hours

**Timeline**

08:10 queue grows

- 09:00 paged

**Root cause**

<!-- to be written -->

- **Review actions**:
  - alert at 80 %
- **Impact**:

## References

**Prevention:** under a heading that is none of it
`
	adopted := document.Parse([]byte("---\nadopted: 2026-03-01\n---\n" + text))
	for name, filled := range map[string]bool{
		"summary": true, "timeline": true, "why": false, "avoid": true, "happened": false, "references": true,
	} {
		s, ok := FindSection(adopted, name)
		if !ok || Filled(adopted, s) != filled {
			t.Errorf("%s: found %v, filled %v, want %v", name, ok, Filled(adopted, s), filled)
		}
		if s.Content.Start > s.Content.End || s.Content.End > len(adopted.Source()) {
			t.Errorf("%s: content %v", name, s.Content)
		}
	}
	own := document.Parse([]byte("---\ntitle: x\n---\n" + text))
	if _, ok := FindSection(own, "summary"); ok {
		t.Error("a label counts in a text that is not adopted")
	}
	if n := len((&Incident{Doc: adopted}).Timeline()); n != 1 {
		t.Errorf("%d entries below the label", n)
	}
}

func FuzzLabelledSection(f *testing.F) {
	f.Add([]byte("**Summary:** x\n**Timeline**\n- **Actions**\n  - y\n"))
	f.Add([]byte("- **Timeline**: a\n\n  b\n- **Timeline**"))
	f.Fuzz(func(t *testing.T, src []byte) {
		d := document.Parse(src)
		for s := range LabelledSections(d, func(string) bool { return true }) {
			if s.Content.Start < 0 || s.Content.Start > s.Content.End || s.Content.End > len(src) {
				t.Fatalf("content %v of %d bytes", s.Content, len(src))
			}
			Filled(d, s)
		}
	})
}
