package merge

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// meaning is what a value of the front matter says, as text that is equal for
// equal values: quoting, style, comments and the order of keys do not count.
// It is false for what holds an alias, whose meaning stands elsewhere.
func meaning(n document.Node) (string, bool) {
	if n.IsAlias() {
		return "", false
	}
	switch n.Kind() {
	case document.Scalar:
		return n.Tag() + " " + escaper.Replace(n.Text()), true
	case document.Sequence:
		items := make([]string, 0, n.Len())
		for _, item := range n.Items() {
			m, ok := meaning(item)
			if !ok {
				return "", false
			}
			items = append(items, m)
		}
		return listMeaning(items), true
	case document.Mapping:
		fields := make([]string, 0, n.Len())
		for key, value := range n.Fields() {
			m, ok := meaning(value)
			if !ok || key.IsAlias() {
				return "", false
			}
			fields = append(fields, fieldMeaning(key.Text(), m))
		}
		return mapMeaning(fields), true
	}
	return "", true
}

// escaper keeps text from being taken for the brackets around it.
var escaper = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `{`, `\{`, `}`, `\}`, `,`, `\,`)

func fieldMeaning(key, value string) string { return escaper.Replace(key) + "=" + value }

func listMeaning(items []string) string { return "[" + strings.Join(items, ",") + "]" }

func mapMeaning(fields []string) string {
	slices.Sort(fields)
	return "{" + strings.Join(fields, ",") + "}"
}
