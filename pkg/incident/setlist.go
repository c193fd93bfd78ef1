package incident

import (
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// assignList sets, extends or thins out a list.
func (s *setter) assignList(a Assignment, kind FieldKind) error {
	if a.Value == "" {
		s.clear(a.Key)
		return nil
	}
	have, err := s.list(a)
	if err != nil {
		return err
	}
	words := splitList(a.Value)
	if len(words) == 0 {
		return a.refuse("holds only commas", "write "+a.Key+a.Op+"a,b, or "+a.Key+"= to remove it")
	}
	if a.Op == "-=" {
		s.takeAway(a.Key, kind, have, words)
		return nil
	}
	for n, w := range words {
		if words[n], err = s.text(a, w, kind); err != nil {
			return err
		}
	}
	if a.Op == "=" {
		s.replace(a.Key, have, words)
		return nil
	}
	s.extend(a.Key, kind, have, words)
	return nil
}

// clear removes a list that is there by now.
func (s *setter) clear(key string) {
	have, touched := s.lists[key]
	if touched && len(have) > 0 {
		s.ops = append(s.ops, document.Remove(document.At(key)))
	} else if !touched {
		s.remove(key)
	}
	s.lists[key] = nil
}

// list is what a list holds by now, what is no text as "". A key that holds one
// value can be replaced, but not added to.
func (s *setter) list(a Assignment) ([]string, error) {
	if have, ok := s.lists[a.Key]; ok {
		return have, nil
	}
	node := s.field(a.Key)
	if node.Kind() != document.Sequence {
		if a.Op != "=" && !blank(node) {
			return nil, a.refuse("is no list in the file", "write "+a.Key+"=a,b to replace it")
		}
		return nil, nil
	}
	have := make([]string, 0, node.Len())
	for _, item := range node.Items() {
		have = append(have, item.Text())
	}
	return have, nil
}

// splitList forgives a comma too many: a,,b is what is left when a name is deleted
// from a command line.
func splitList(s string) []string {
	var words []string
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// replace gives a list its items. Where taking away and adding at the end does
// it, the items that stay keep their lines and comments.
func (s *setter) replace(key string, have, words []string) {
	words = distinct(words)
	gone := slices.DeleteFunc(slices.Clone(have), func(w string) bool { return slices.Contains(words, w) })
	kept := slices.DeleteFunc(slices.Clone(have), func(w string) bool { return slices.Contains(gone, w) })
	switch {
	case slices.Equal(have, words):
	case len(kept) > 0 && len(kept) <= len(words) && slices.Equal(kept, words[:len(kept)]):
		s.takeAway(key, TextsField, have, gone)
		s.extend(key, TextsField, kept, words[len(kept):])
	default:
		s.ops = append(s.ops, document.Set(document.At(key), listValue(words), s.after(key)...))
	}
	s.lists[key] = words
}

// distinct keeps the first of each.
func distinct(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func listValue(words []string) document.Value {
	values := make([]document.Value, 0, len(words))
	for _, w := range words {
		values = append(values, document.StringValue(w))
	}
	return document.ListValue(values...)
}

// extend adds what is not there yet, one edit an item, so that the lines of those
// that are there stay as they are.
func (s *setter) extend(key string, kind FieldKind, have, words []string) {
	for _, w := range words {
		if s.indexOf(kind, have, w) < 0 {
			s.ops = append(s.ops, document.Append(document.At(key), document.StringValue(w), s.after(key)...))
			have = append(have, w)
		}
	}
	s.lists[key] = have
}

// takeAway removes words, each as often as it is there, and the key with the
// last of them.
func (s *setter) takeAway(key string, kind FieldKind, have, words []string) {
	have = slices.Clone(have)
	for _, w := range words {
		for n := s.indexOf(kind, have, w); n >= 0; n = s.indexOf(kind, have, w) {
			at := document.At(key)
			if have = slices.Delete(have, n, n+1); len(have) > 0 {
				at = at.Index(n)
			}
			s.ops = append(s.ops, document.Remove(at))
		}
	}
	s.lists[key] = have
}

// indexOf finds a word in a list. People are compared as people.
func (s *setter) indexOf(kind FieldKind, have []string, word string) int {
	return slices.IndexFunc(have, func(h string) bool {
		return h == word || kind == PersonsField && s.process.SamePerson(h, word)
	})
}

// after places a missing key: in the table's order, and what is not in the
// table before the long lists at the end.
func (s *setter) after(key string) []string {
	if fieldRow(key) < 0 {
		key = "action_items"
	}
	return keysBefore(key)
}

// assignExtra sets a key that is not in the field table. One that nobody has
// declared or used is most likely meant, unless it looks like a slip.
func (s *setter) assignExtra(a Assignment) error {
	node := s.field(a.Key)
	declared := slices.Contains(s.process.ExtraFields, a.Key)
	if !declared && s.incident.Doc.Front().KeyNode(a.Key).Kind() == document.None {
		if near := Nearest(a.Key, slices.Concat(fieldKeys(), s.process.ExtraFields)); near != "" {
			return a.refuse("is not a field", "did you mean "+near+"?")
		}
		if s.process.StrictFields {
			return a.refuse("is not a field, and strict_fields is set", "name it under fields in the configuration first")
		}
	}
	if node.Kind() == document.Mapping {
		return a.refuse("holds a mapping in the file", "change it with pm edit "+s.incident.ID)
	}
	if node.Kind() == document.Sequence || a.Op != "=" {
		return s.assignList(a, TextsField)
	}
	return s.assignOne(a, TextField, s.after(a.Key))
}
