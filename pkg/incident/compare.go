package incident

import (
	"bytes"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// Difference is what changed from one version of an incident to another, as a
// reviewer asks for it.
type Difference struct {
	Keys         []string      // of the front matter, whose values are others now, in order of the file; those taken away last
	Values       []ValueChange // of those Keys of the table that hold one word
	Sections     []string      // headings of the sections whose own words changed, in order of the file; those taken away last
	Entries      []Entry       // of the timeline that are new, by time and text
	EntriesGone  int
	Items        []ItemChange // in order of the file; those taken away last
	MetadataOnly bool         // the Markdown is the same, byte for byte
}

// ValueChange is a key whose value is another; "" is where it is not there.
type ValueChange struct{ Key, Was, Now string }

// ItemChange is an action item that is new (no Was), gone (no Now), or has other
// values.
type ItemChange struct{ Was, Now *ActionItem }

// Compare says how now differs from was, nil for an incident that is new.
func Compare(was, now *Incident) Difference {
	fresh := was == nil
	if fresh {
		was = &Incident{Doc: document.Parse(nil)}
	}
	d := Difference{MetadataOnly: bytes.Equal(markdown(was), markdown(now))}
	d.Keys = differing(keysOf(was), keysOf(now))
	if !fresh {
		d.values(was, now)
	}
	d.Sections = differing(sectionsOf(was), sectionsOf(now))
	d.entries(was.Timeline(), now.Timeline())
	d.items(was.ActionItems.V, now.ActionItems.V, was, now)
	return d
}

func markdown(i *Incident) []byte { return i.Doc.Source()[i.Doc.BodyStart():] }

// values leaves out the state, of which a transition is told, sentences, and what
// is not one word in both versions.
func (d *Difference) values(was, now *Incident) {
	for _, key := range d.Keys {
		f, ok := FieldByKey(key)
		if !ok || f.Kind != SeverityField && f.Kind != TimestampField && f.Kind != DateField && f.Kind != PersonField {
			continue
		}
		before, after := was.Doc.Front().Field(key), now.Doc.Front().Field(key)
		if oneWord(before) && oneWord(after) {
			d.Values = append(d.Values, ValueChange{key, before.Text(), after.Text()})
		}
	}
}

func oneWord(n document.Node) bool { return n.Kind() == document.Scalar || n.Kind() == document.None }

// part is a piece of a file by its name.
type part struct{ name, text string }

// differing are the names of now whose texts was does not have under that name, and
// of was that now lacks. Names that stand twice are matched in turn.
func differing(was, now []part) []string {
	texts := make(map[string][]string)
	for _, p := range was {
		texts[p.name] = append(texts[p.name], p.text)
	}
	var names []string
	for _, p := range now {
		before := texts[p.name]
		if len(before) == 0 || before[0] != p.text {
			names = append(names, p.name)
		}
		texts[p.name] = before[min(1, len(before)):]
	}
	for _, p := range was {
		if len(texts[p.name]) > 0 {
			names, texts[p.name] = append(names, p.name), nil
		}
	}
	return compactNames(names)
}

// compactNames keeps each name once, where it stands first.
func compactNames(names []string) []string {
	seen := make(map[string]bool, len(names))
	return slices.DeleteFunc(names, func(n string) bool {
		again := seen[n]
		seen[n] = true
		return again
	})
}

// keysOf are the front matter's keys with their values as written.
func keysOf(i *Incident) []part {
	var all []part
	for key, value := range i.Doc.Front().Fields() {
		span := value.Span()
		all = append(all, part{key.Text(), unixLines(i.Doc.Source()[span.Start:span.End])})
	}
	return all
}

// sectionsOf are the sections with the words of their own: those under further
// headings belong to these.
func sectionsOf(i *Incident) []part {
	var all []part
	for _, s := range i.Doc.Body().Sections() {
		end := s.Content.End
		for _, b := range s.Blocks {
			if b.Heading != nil {
				end = b.Span.Start
				break
			}
		}
		text := unixLines(i.Doc.Source()[s.Content.Start:max(end, s.Content.Start)])
		all = append(all, part{s.Heading.Text, strings.TrimSpace(text)})
	}
	return all
}

// unixLines lets another line ending be no change of what is said.
func unixLines(text []byte) string { return strings.ReplaceAll(string(text), "\r\n", "\n") }

func (d *Difference) entries(was, now []Entry) {
	known := make(map[string]int)
	for _, e := range was {
		known[e.key()]++
	}
	for _, e := range now {
		if known[e.key()] > 0 {
			known[e.key()]--
			continue
		}
		d.Entries = append(d.Entries, e)
	}
	for _, left := range known {
		d.EntriesGone += left
	}
}

// key is the same for entries that say the same at the same time.
func (e Entry) key() string {
	if e.At.Known() {
		return e.At.V.UTC().String() + "\x00" + e.Text
	}
	return e.Written + "\x00" + e.Text
}

// items are matched by id, those without one by their title.
func (d *Difference) items(was, now []ActionItem, before, after *Incident) {
	left := make(map[string]*ActionItem, len(was))
	for n := range was {
		left[was[n].match()] = &was[n]
	}
	for n := range now {
		item := &now[n]
		old := left[item.match()]
		delete(left, item.match())
		if old == nil || !bytes.Equal(written(before, old), written(after, item)) {
			d.Items = append(d.Items, ItemChange{old, item})
		}
	}
	for n := range was {
		if left[was[n].match()] == &was[n] {
			d.Items = append(d.Items, ItemChange{Was: &was[n]})
		}
	}
}

func (a *ActionItem) match() string {
	if a.ID.Known() {
		return a.ID.V
	}
	return "\x00" + a.Title.V
}

func written(i *Incident, a *ActionItem) []byte { return i.Doc.Source()[a.Span.Start:a.Span.End] }
