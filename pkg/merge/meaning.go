package merge

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// meaning is what a value of the front matter says, as text that is equal for
// equal values: quoting, style, comments and the order of keys do not count.
// It is false for what holds an alias, whose meaning stands elsewhere,
// or is nested too deeply.
func meaning(n document.Node) (string, bool) { return meaningWithin(n, maxDepth) }

// maxDepth bounds the collections in collections: each copies what is in it.
const maxDepth = 50

func meaningWithin(n document.Node, depth int) (string, bool) {
	if n.IsAlias() || depth == 0 {
		return "", false
	}
	switch n.Kind() {
	case document.Scalar:
		return n.Tag() + " " + escaper.Replace(n.Text()), true
	case document.Sequence:
		items := make([]string, 0, n.Len())
		for _, item := range n.Items() {
			m, ok := meaningWithin(item, depth-1)
			if !ok {
				return "", false
			}
			items = append(items, m)
		}
		return listMeaning(items), true
	case document.Mapping:
		fields := make([]string, 0, n.Len())
		for key, value := range n.Fields() {
			m, ok := meaningWithin(value, depth-1)
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
