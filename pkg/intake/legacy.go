package intake

import (
	"cmp"
	"path"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// LegacyOptions are what a reader of old postmortems cannot know from the text.
type LegacyOptions struct {
	Path      string            // the file's, for its name
	Zone      *time.Location    // of times for which the text declares none; nil when not known
	DateOrder DateOrder         // of 10/04/2022; "" when not known
	Process   *incident.Process // severities and people; nil stands for the default
}

// Legacy is what a postmortem that was written without pm says. Times are in UTC;
// what is empty or zero is not said, or not for certain.
type Legacy struct {
	Title, TitleFrom   string // From says where it was found: front matter, heading, file name, ...
	Name               string // the title without a date, for the name of a file
	Day                time.Time
	DayFrom            string
	StartedAt, EndedAt time.Time
	StartedFrom        string
	EndedFrom          string
	Zone               string // that times were converted from; "" when none were
	Severity           string // of those configured
	SeverityWritten    string
	Status             string // as written
	Owner              string
	Participants       []string
	Entries            []LegacyEntry
	Actions            []LegacyAction
	Sections           []string // names of the section table that the text has
	Extra              []string // front matter keys that pm does not know
	Questions          []Question
}

// LegacyEntry is one entry of a timeline.
type LegacyEntry struct {
	At      time.Time // in UTC; zero when not certain
	Until   time.Time // the end of a range
	Written string    // date and time as they stand there
	Text    string
	Offset  int // of its beginning, in the source

	when when
	day  day // after context was taken in; its month is 0 when not certain
}

// LegacyAction is an action item that the text lists.
type LegacyAction struct {
	incident.AdoptedAction
	Offset int
}

// Question is what the text leaves open and a person must settle.
type Question struct {
	Offset int    // of the place in the source
	Text   string // what is not certain
	Ask    string // what settles it
}

// ReadLegacy reads a document by the forms in which people write postmortems.
func ReadLegacy(d *document.Document, o LegacyOptions) *Legacy {
	if o.Process == nil {
		o.Process = incident.DefaultProcess()
	}
	r := &reader{doc: d, src: d.Source(), options: o, legacy: &Legacy{}}
	r.facts = r.readFacts()
	r.readTitle()
	r.legacy.Name = cmp.Or(r.legacy.Name, r.legacy.Title)
	r.readDay()
	r.readPeople()
	r.readSeverity()
	r.readTimeline()
	r.readEnds()
	if r.context != nil {
		r.context.askAll()
	}
	r.sayOverruled()
	r.readActions()
	for _, s := range incident.Sections {
		if r.hasSection(s.Name) {
			r.legacy.Sections = append(r.legacy.Sections, s.Name)
		}
	}
	r.readExtra()
	return r.legacy
}

// reader reads one document.
type reader struct {
	doc     *document.Document
	src     []byte
	options LegacyOptions
	facts   []fact
	legacy  *Legacy
	titled  day // what the title says of the date

	context   *context  // of the timeline's entries
	declared  zone      // of times that name none
	overruled string    // a zone that does not exist, in place of which that of the options was taken
	shown     DateOrder // what dates of the timeline show of the order of day and month
}

func (r *reader) ask(offset int, text, way string) {
	r.legacy.Questions = append(r.legacy.Questions, Question{offset, text, way})
}

// name is the file's name without its endings, of which old ones have several
// (index.html.md.erb).
func (r *reader) name() string {
	base := path.Base(r.options.Path)
	for {
		ending := path.Ext(base)
		if ending == "" || ending == base || len(ending) > len(".markdown") || strings.ContainsAny(ending, " 0123456789") {
			return base
		}
		base = strings.TrimSuffix(base, ending)
	}
}

// hasSection looks for labels as well as for headings, as pm does once the file is
// adopted.
func (r *reader) hasSection(name string) bool {
	if _, ok := incident.FindSection(r.doc, name); ok {
		return true
	}
	_, ok := incident.LabelledSection(r.doc, func(label string) bool {
		spec, ok := incident.SectionOf(label)
		return ok && spec.Name == name
	})
	return ok
}

func (r *reader) readExtra() {
	for key := range r.doc.Front().Fields() {
		name := key.Text()
		if _, ok := incident.FieldByKey(name); !ok && name != "" {
			r.legacy.Extra = append(r.legacy.Extra, strings.Clone(name))
		}
	}
}
