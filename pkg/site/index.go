package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// index works out what belongs to what.
func (s *Site) index() {
	s.byPath, s.byID, s.mentions = map[string]*facts{}, map[string][]*facts{}, map[*facts][]*facts{}
	s.rankSeverities()
	names := make([]takenNames, len(s.roots))
	for n := range names {
		names[n] = takenNames{}
	}
	inOrder := slices.Clone(s.all)
	slices.SortFunc(inOrder, func(a, b *facts) int { return cmp.Or(a.root-b.root, strings.Compare(a.path, b.path)) })
	for _, f := range inOrder {
		root := s.roots[f.root].Name
		f.page = path.Join("incidents", fileName0(root), names[f.root].name(fileName(f.id), ".html", f.path))
		s.byPath[memoryKey(root, f.path)] = f
		s.byID[strings.ToLower(f.id)] = append(s.byID[strings.ToLower(f.id)], f)
	}
	for _, f := range inOrder { // an ID goes before an alias
		for _, a := range f.aliases {
			s.byID[strings.ToLower(a)] = append(s.byID[strings.ToLower(a)], f)
		}
	}
	for _, f := range s.all {
		for _, r := range s.relatedTo(f) {
			s.mentions[r] = append(s.mentions[r], f)
		}
	}
	s.attach(inOrder)
	s.indexPeople()
	s.indexServices()
}

// fileName0 is fileName, but nothing for nothing.
func fileName0(name string) string {
	if name == "" {
		return ""
	}
	return fileName(name)
}

// rankSeverities puts those of several roots into one order, by their place in
// the lists that they are from.
func (s *Site) rankSeverities() {
	s.severity = map[string]int{}
	for _, r := range s.roots {
		for n, name := range r.Process.Severities {
			if _, ok := s.severity[name]; !ok {
				s.severity[name] = n
			}
		}
	}
}

// severities are those that occur or may, the worst first.
func (s *Site) severities() []string {
	names := make([]string, 0, len(s.severity))
	for name := range s.severity {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(s.severity[a]-s.severity[b], strings.Compare(a, b)) })
	return names
}

// relatedTo are the incidents that one names as related and that there are, its
// own root's before another's of the same ID.
func (s *Site) relatedTo(f *facts) []*facts {
	var all []*facts
	for _, id := range f.related {
		if r := s.find(id, f.root); r != nil && r != f && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

func (s *Site) find(id string, root int) *facts {
	found := s.byID[strings.ToLower(strings.TrimSpace(id))]
	for _, f := range found {
		if f.root == root {
			return f
		}
	}
	if len(found) > 0 {
		return found[0]
	}
	return nil
}

// service is one of those that incidents name.
type service struct {
	name, page string
	incidents  []*facts // newest first
}

func (s *Site) indexServices() {
	byName := map[string]*service{}
	for _, f := range s.all {
		for _, name := range f.services {
			key := strings.ToLower(name)
			if byName[key] == nil {
				byName[key] = &service{name: name}
				s.services = append(s.services, byName[key])
			}
			if at := byName[key]; len(at.incidents) == 0 || at.incidents[len(at.incidents)-1] != f {
				at.incidents = append(at.incidents, f)
			}
		}
	}
	slices.SortFunc(s.services, func(a, b *service) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.name, b.name))
	})
	names := takenNames{}
	for _, v := range s.services {
		v.page = "services/" + names.name(fileName(strings.ToLower(v.name)), ".html", v.name)
	}
}

// serviceOf is a service by its name, nil for none.
func (s *Site) serviceOf(name string) *service {
	at, ok := slices.BinarySearchFunc(s.services, strings.ToLower(name), func(v *service, name string) int {
		return strings.Compare(strings.ToLower(v.name), name)
	})
	if !ok {
		return nil
	}
	return s.services[at]
}
