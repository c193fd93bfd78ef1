package site

// keyOf is a digest of everything that the page of an incident is made from: its
// file, and what it shows of others. It is zero while nobody has read what the text
// links to, which equals no key.
func (s *Site) keyOf(f *facts) digest {
	if !f.read {
		return digest{}
	}
	e := &encoder{}
	e.digest(s.made)
	e.digest(f.hash)
	e.str(f.page)
	e.num(int64(f.late(s.now)))
	for n := range f.items {
		e.num(int64(f.items[n].late(s.now)))
		s.encodePerson(e, f.root, f.items[n].owner)
	}
	s.encodePerson(e, f.root, f.owner)
	for _, list := range [][]string{f.participants, f.others} {
		for _, name := range list {
			s.encodePerson(e, f.root, name)
		}
	}
	for _, name := range f.services {
		if at := s.serviceOf(name); at != nil {
			e.str(at.page)
		}
	}
	for _, list := range [][]*facts{s.relatedTo(f), s.mentions[f]} {
		e.num(int64(len(list)))
		for _, r := range list {
			s.encodeRow(e, r)
		}
	}
	for _, each := range f.files {
		e.strs([]string{each.path, each.page})
		e.num(each.size)
	}
	for _, to := range f.targets {
		e.str(s.address(f.root, "", local{path: to}).href)
	}
	return e.sum()
}

// trendsKey is a digest of what the measures are made of.
func (s *Site) trendsKey() digest {
	e := &encoder{}
	e.digest(s.made)
	e.num(int64(s.now))
	for _, f := range s.all {
		e.strs([]string{f.id, f.severity, string(f.state)})
		for _, t := range []instant{f.started, f.detected, f.mitigated, f.ended} {
			e.num(int64(t))
		}
		e.strs(f.services)
		e.strs(f.triggers)
		f.encodeItems(e)
		f.encodeWay(e)
	}
	return e.sum()
}

// encodePerson tells apart what a page shows of a person.
func (s *Site) encodePerson(e *encoder, root int, written string) {
	if p := s.who(root, written); p != nil {
		e.strs([]string{p.name, p.page})
	}
}

// encodeRow tells apart what a line of a list shows of an incident.
func (s *Site) encodeRow(e *encoder, f *facts) {
	e.strs([]string{f.page, f.name(), f.severity, string(f.state), s.byline(f)})
	e.num(int64(f.began()))
	e.num(int64(f.started))
	e.num(int64(f.ended))
}
