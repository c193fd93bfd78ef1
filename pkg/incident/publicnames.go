package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is one way in which a person is written.
type name struct {
	text  string
	exact bool   // case is significant: a part of a full name, which may be a word too
	who   string // the handle, or the name of somebody without one
	slug  string // as it stands in the name of a file
}

// names are found by their first character.
type names struct {
	by   map[rune][]name
	seen map[string]bool
}

// person adds all ways of writing somebody.
func (n *names) person(p Person) {
	n.add(name{text: p.Handle, who: p.Handle})
	for _, text := range append([]string{p.Name, p.Email, p.Slack}, p.Aliases...) {
		n.add(name{text: text, who: p.Handle})
	}
	n.parts(p.Name, p.Handle)
}

// parts adds the words of a full name, each of which may stand for the person.
func (n *names) parts(full, who string) {
	words := strings.Fields(full)
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(first) && unicode.IsLower(first) {
			return // no name: "the payments team"
		}
	}
	for _, word := range words {
		if utf8.RuneCountInString(word) > 2 && len(words) > 1 {
			n.add(name{text: word, exact: true, who: who})
		}
	}
}

func (n *names) add(one name) {
	one.text = trimPerson(one.text)
	if one.text == "" || n.seen[one.text] {
		return
	}
	if n.by == nil {
		n.by, n.seen = map[rune][]name{}, map[string]bool{}
	}
	n.seen[one.text] = true
	one.slug = strings.Join(strings.FieldsFunc(strings.ToLower(one.text), func(r rune) bool { return !isNameRune(r) }), "-")
	first, _ := utf8.DecodeRuneInString(one.text)
	first = unicode.ToLower(first)
	n.by[first] = append(n.by[first], one)
	// The longest goes first: Alice Ames before Alice.
	slices.SortStableFunc(n.by[first], func(a, b name) int { return cmp.Compare(len(b.text), len(a.text)) })
}

// at is the name that text begins with, up to the end of a word.
func (n *names) at(text string) (name, int, bool) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, one := range n.by[unicode.ToLower(first)] {
		if len(text) < len(one.text) {
			continue
		}
		found := text[:len(one.text)]
		next, _ := utf8.DecodeRuneInString(text[len(one.text):])
		if (found == one.text || !one.exact && strings.EqualFold(found, one.text)) && !isNameRune(next) {
			return one, len(found), true
		}
	}
	return name{}, 0, false
}

func isNameRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// roles are what people are called in one incident.
type roles struct {
	process *Process
	all     *names // of the organisation
	own     names  // of people whom only this file names
	role    map[string]string
	count   map[string]int
}

// colleague is everybody who has no part in an incident.
const colleague = "colleague"

// rolesIn gives each person of an incident the first role that they have in it.
func (p *Publisher) rolesIn(i *Incident) *roles {
	r := &roles{process: p.process, all: &p.names, role: map[string]string{}, count: map[string]int{}}
	r.give(i.Owner, "incident-owner")
	r.give(i.Facilitator, "facilitator")
	for _, person := range i.Participants.V {
		r.number(person, "responder")
	}
	for n := range i.ActionItems.V {
		r.number(i.ActionItems.V[n].Owner, "assignee")
	}
	for n := range i.History.V {
		r.number(i.History.V[n].By, "editor")
	}
	return r
}

func (r *roles) number(person Value[string], role string) {
	if _, has := r.role[r.key(person.V)]; !has && person.Known() {
		r.count[role]++
		r.give(person, fmt.Sprintf("%s-%d", role, r.count[role]))
	}
}

func (r *roles) give(person Value[string], role string) {
	key := r.key(person.V)
	if key == "" || r.role[key] != "" {
		return
	}
	r.role[key] = role
	if _, ok := r.process.PersonOf(person.V); !ok {
		written := trimPerson(person.V)
		r.own.add(name{text: written, exact: true, who: key})
		r.parts(written, key)
	}
}

// parts are those of a full name of two or three words.
func (r *roles) parts(written, key string) {
	if words := len(strings.Fields(written)); words == 2 || words == 3 {
		r.own.parts(written, key)
	}
}

// key is one person, however they are written.
func (r *roles) key(written string) string {
	if p, ok := r.process.PersonOf(written); ok {
		return p.Handle
	}
	return strings.ToLower(trimPerson(written))
}

// of is the role of a person.
func (r *roles) of(written string) string { return cmp.Or(r.role[r.key(written)], colleague) }

// replace puts roles in place of people's names wherever they stand as words, an @ in
// front included.
func (r *roles) replace(text string) string {
	var b strings.Builder
	done, before := 0, rune(0)
	for at := 0; at < len(text); {
		one, length, ok := r.nameAt(text[at:], before)
		if !ok {
			var size int
			before, size = utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		start := at
		if before == '@' && start > done {
			start--
		}
		b.WriteString(text[done:start] + cmp.Or(r.role[one.who], colleague))
		at += length
		done = at
		before, _ = utf8.DecodeLastRuneInString(text[:at])
	}
	return b.String() + text[done:]
}

// nameAt is the name that text begins with, where a word begins.
func (r *roles) nameAt(text string, before rune) (name, int, bool) {
	if isNameRune(before) {
		return name{}, 0, false
	}
	if one, length, ok := r.all.at(text); ok {
		return one, length, true
	}
	return r.own.at(text)
}

// in is a name in the name of a file, which has them in lower case; "" for none.
func (r *roles) in(path string) string {
	found := ""
	path = strings.ToLower(path)
	for _, all := range []*names{r.all, &r.own} {
		for _, list := range all.by {
			for _, one := range list {
				if containsWord(path, one.slug) && (found == "" || one.text < found) {
					found = one.text
				}
			}
		}
	}
	return found
}

func containsWord(text, word string) bool {
	for at := 0; word != ""; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !isNameRune(before) && !isNameRune(after) {
			return true
		}
		at = start + 1
	}
	return false
}
