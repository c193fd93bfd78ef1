package site

// incidentPages are the pages of incidents.
func (s *Site) incidentPages() []page {
	pages := make([]page, len(s.all))
	for n, f := range s.all {
		pages[n] = page{f.page, func() digest { return s.keyOf(f) }, func() ([]byte, error) { return s.incidentPage(f) }}
	}
	return pages
}

// otherPages are all that can be told without having read the incidents' texts.
func (s *Site) otherPages() []page {
	var pages []page
	add := func(path string, render func() []byte) {
		pages = append(pages, page{path: path, render: func() ([]byte, error) { return render(), nil }})
	}
	chunks := s.chunks()
	names := make([]string, len(chunks))
	for n, c := range chunks {
		names[n] = c.path
		pages = append(pages, page{c.path, func() digest { return s.chunkKey(c) }, func() ([]byte, error) { return s.renderChunk(c) }})
	}
	add("index.html", func() []byte { return s.indexPage(names) })
	add("actions.html", s.actionsPage)
	pages = append(pages, page{"trends.html", s.trendsKey, func() ([]byte, error) { return s.trendsPage(), nil }})
	add("people/index.html", s.peoplePage)
	add("services/index.html", s.servicesPage)
	add("feed.xml", s.feed)
	for _, y := range s.years() {
		add(y.page(), func() []byte { return s.yearPage(y) })
	}
	for _, p := range s.people.all {
		add(p.page, func() []byte { return s.personPage(p) })
	}
	for _, v := range s.services {
		add(v.page, func() []byte { return s.servicePage(v) })
	}
	for _, name := range assetNames {
		if name != "live.js" || s.options.Live {
			add("assets/"+name, func() []byte { return []byte(asset(name)) })
		}
	}
	has := map[string]bool{}
	for _, f := range s.all {
		for _, each := range f.files {
			if each.page != "" && !has[each.page] {
				has[each.page] = true
				pages = append(pages, s.copyPage(f.root, each))
			}
		}
	}
	return pages
}

// linkedPages are copies of the files that texts link to and that are not among
// the others.
func (s *Site) linkedPages(made map[string]entry, others []page) []page {
	has := map[string]bool{}
	for path := range made {
		has[path] = true
	}
	for _, p := range others {
		has[p.path] = true
	}
	var pages []page
	for _, f := range s.all {
		for _, to := range f.targets {
			if s.byPath[memoryKey(s.roots[f.root].Name, to)] != nil {
				continue
			}
			if each, ok := s.linked(f.root, to); ok && !has[each.page] {
				has[each.page] = true
				pages = append(pages, s.copyPage(f.root, each))
			}
		}
	}
	return pages
}

func (s *Site) copyPage(root int, f file) page {
	return page{f.page, func() digest { return f.key }, func() ([]byte, error) { return s.contents(root, f) }}
}

// remembered are the facts for the next build.
func (s *Site) remembered() map[string]*facts {
	all := make(map[string]*facts, len(s.all))
	for _, f := range s.all {
		all[memoryKey(s.roots[f.root].Name, f.path)] = f
	}
	return all
}
