package site

import (
	"maps"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/stats"
)

// manifest is what the site remembers of its last build: the files that it wrote,
// which are the only ones it may ever remove, and the facts of each incident.
type manifest struct {
	made  digest // of all that every page depends on
	files map[string]entry
	facts map[string]*facts // by memoryKey
	saved digest            // of the bytes that it was read from
}

// entry is a file that was written.
type entry struct {
	key     digest // of what it was made from
	hash    digest // of its bytes
	size    int64
	changed int64 // when, in nanoseconds
}

// memoryKey names an incident among those of several roots.
func memoryKey(root, path string) string { return root + "\x00" + path }

// magic begins every manifest; the number grows when its form changes, and then
// everything is made anew.
const magic = "pm site 1\n"

func (m *manifest) encode() []byte {
	e := &encoder{b: []byte(magic)}
	e.digest(m.made)
	e.num(int64(len(m.files)))
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		f := m.files[name]
		e.str(name)
		e.digest(f.key)
		e.digest(f.hash)
		e.num(f.size)
		e.num(f.changed)
	}
	e.num(int64(len(m.facts)))
	for _, key := range slices.Sorted(maps.Keys(m.facts)) {
		e.str(key)
		m.facts[key].encode(e)
	}
	sum := e.sum()
	return append(e.b, sum[:]...)
}

// decodeManifest is false for what no build has written.
func decodeManifest(data []byte) (*manifest, bool) {
	size := len(data) - len(digest{})
	if size < len(magic) || string(data[:len(magic)]) != magic || digestOf(data[:size]) != digest(data[size:]) {
		return nil, false
	}
	d := &decoder{b: data[len(magic):size]}
	m := &manifest{made: d.digest(), saved: digestOf(data)}
	n := d.count()
	m.files = make(map[string]entry, n)
	for range n {
		name := d.str()
		m.files[name] = entry{d.digest(), d.digest(), d.num(), d.num()}
	}
	n = d.count()
	m.facts = make(map[string]*facts, n)
	for range n {
		key := d.str()
		m.facts[key] = decodeFacts(d)
	}
	return m, !d.bad
}

func (f *facts) encode(e *encoder) {
	e.str(f.path)
	e.digest(f.hash)
	for _, s := range []string{f.id, f.title, f.severity, f.owner, string(f.state)} {
		e.str(s)
	}
	for _, t := range []instant{f.started, f.detected, f.mitigated, f.ended, f.followup, f.upd} {
		e.num(int64(t))
	}
	for _, list := range [][]string{f.participants, f.services, f.triggers, f.related, f.aliases, f.others} {
		e.strs(list)
	}
	f.encodeItems(e)
	f.encodeWay(e)
	e.flag(f.read)
	e.str(f.summary)
	e.strs(f.targets)
}

func (f *facts) encodeItems(e *encoder) {
	e.num(int64(len(f.items)))
	for _, a := range f.items {
		e.str(a.id)
		e.str(a.title)
		e.str(a.owner)
		e.str(string(a.status))
		e.num(int64(a.due))
		e.num(int64(a.done))
		e.num(int64(a.moved))
	}
}

func (f *facts) encodeWay(e *encoder) {
	e.num(int64(len(f.way.Moves)))
	for _, m := range f.way.Moves {
		e.str(string(m.State))
		e.num(m.At.Unix())
	}
	e.flag(f.way.Told)
}

// decodeFacts reads in the order in which encode writes.
func decodeFacts(d *decoder) *facts {
	f := &facts{path: d.str(), hash: d.digest()}
	f.id, f.title, f.severity, f.owner, f.state = d.str(), d.str(), d.str(), d.str(), incident.State(d.str())
	for _, t := range []*instant{&f.started, &f.detected, &f.mitigated, &f.ended, &f.followup, &f.upd} {
		*t = instant(d.num())
	}
	for _, list := range []*[]string{&f.participants, &f.services, &f.triggers, &f.related, &f.aliases, &f.others} {
		*list = d.strs()
	}
	for range d.count() {
		f.items = append(f.items, item{
			id: d.str(), title: d.str(), owner: d.str(), status: incident.Status(d.str()), due: instant(d.num()), done: instant(d.num()), moved: int(d.num()),
		})
	}
	for range d.count() {
		f.way.Moves = append(f.way.Moves, stats.Move{State: incident.State(d.str()), At: instant(d.num()).time()})
	}
	f.way.Told = d.flag()
	f.read, f.summary, f.targets = d.flag(), d.str(), d.strs()
	return f
}
