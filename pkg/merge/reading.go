package merge

import "github.com/postmortem-md/pm/pkg/incident"

// reading is one version and what has been found out about it so far.
type reading struct {
	parts
	whole      bool // parts could be told apart
	incident   *incident.Incident
	needs      []incident.Need
	complaints []Complaint
}

func (o Options) read(src []byte) *reading {
	r := new(reading)
	r.parts, r.whole = takeApart(src)
	return r
}

// says decodes a version, once.
func (r *reading) says(o Options) *incident.Incident {
	if r.incident == nil {
		r.incident = incident.Decode(o.Path, r.doc, o.Process)
	}
	return r.incident
}

// entryNames are what the entries of a timeline are known by.
func entryNames(i *incident.Incident) []string {
	list := make([]entry, len(i.Timeline()))
	for n, e := range i.Timeline() {
		list[n].name = entryName(e)
	}
	numbered(list)
	return names(list)
}
