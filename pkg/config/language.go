package config

import (
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
)

// Language is what the rules that read prose should know beside English.
type Language struct {
	Roles   []string // further words for people: buyer
	Teams   []string // names of teams: Payments
	Systems []string // what is never a person, whatever its name: Marvin
	Allow   []string // phrases that are never remarked on
}

// maxPhrase bounds what a name or a phrase may be, in bytes.
const maxPhrase = 200

// isPhrase checks words that are looked for in text.
func isPhrase(s string) string {
	switch {
	case len(s) > maxPhrase:
		return "is longer than 200 bytes"
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return "has no letter in it, so it is in no sentence"
	}
	return ""
}

// phrases reads words that are looked for whatever their case, so that two which
// differ in nothing else are one.
func (r *reader) phrases(name string, n document.Node, dst *[]string) {
	known := make(map[string]bool)
	r.texts(name, n, dst, func(s string) string {
		folded := strings.ToLower(s)
		if known[folded] {
			return "is there already"
		}
		known[folded] = true
		return isPhrase(s)
	})
}

// systems are no people: a name that is said to be both would be read as either.
func (r *reader) systems(name string, n document.Node) {
	l := &r.config.Language
	r.phrases(name, n, &l.Systems)
	r.later = append(r.later, func() {
		for _, item := range n.Items() {
			switch s := item.Text(); {
			case containsFold(l.Roles, s):
				r.problem(item, "", "%s: %s is in language.roles, too, and nothing is both", name, quote(s))
			case containsFold(l.Teams, s):
				r.problem(item, "", "%s: %s is in language.teams, too, and nothing is both", name, quote(s))
			}
		}
	})
}

func containsFold(list []string, word string) bool {
	for _, s := range list {
		if strings.EqualFold(s, word) {
			return true
		}
	}
	return false
}
