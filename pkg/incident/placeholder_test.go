package incident

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlaceholders(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"TODO", []string{"TODO"}},
		{"Cause: TBD.", []string{"TBD"}},
		{"tbd", []string{"tbd"}},
		{"FIXME: ask Bob, XXX", []string{"FIXME", "XXX"}},
		{"HH:mm first alert", []string{"HH:mm"}},
		{"Cause: ??", []string{"??"}},
		{"???", []string{"???"}},
		{"(??)", []string{"??"}},
		{"Lorem ipsum dolor", []string{"Lorem ipsum"}},
		{"<name of the service> was down", []string{"<name of the service>"}},
		{"<What was the impact?>", []string{"<What was the impact?>"}},
		{"<...>", []string{"<...>"}},
		{"<service-name>", []string{"<service-name>"}},
		{"TODO. Ask Bob", []string{"TODO"}},
		{"TODO.", []string{"TODO"}},
		{"TBD.Ask Bob", []string{"TBD"}},

		{"the todo app and its xxx rating", nil},
		{"AUTODOC, TODOs, TODO_LIST", nil},
		{"it stands in TODO.txt, FIXME.md and docs/TODO.org", nil},
		{"really??", nil},
		{"what?", nil},
		{"latency <200ms and >100", nil},
		{"a < b and c > d", nil},
		{"List<String> leaked", nil},
		{"see <https://example.com/x>", nil},
		{"mail <ops@example.com>", nil},
		{"<br/> and <b>bold</b> and <img src=x>", nil},
		{"<details open>", nil},
		{"<>", nil},
		{"<", nil},
		{"<" + strings.Repeat("a", 500) + ">", nil},
		{"", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range Placeholders(tt.text) {
			got = append(got, tt.text[r[0]:r[1]])
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Placeholders(%.40q):\n%s", tt.text, diff)
		}
	}
}

func FuzzPlaceholders(f *testing.F) {
	f.Add("TODO <a b c> ?? lorem ipsum é")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, r := range Placeholders(text) {
			if r[0] < end || r[1] <= r[0] || r[1] > len(text) {
				t.Fatalf("range %v after %d of %d bytes", r, end, len(text))
			}
			end = r[1]
		}
	})
}
