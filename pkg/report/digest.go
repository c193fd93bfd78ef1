package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Digest is what people are reminded of, a section for each, those of the process
// owners last.
type Digest struct {
	AsOf     time.Time
	Sections []DigestSection // none of them empty
}

// DigestSection is what one person, or the process owners together, should see to.
type DigestSection struct {
	ProcessOwner bool
	People       []Recipient // none when nobody is process owner
	Reminders    []Reminder
	Earlier      int // how many more were named by an earlier digest and are left out
}

// Recipient is a person who is reminded.
type Recipient struct {
	Handle string  `json:"handle"` // of people in the configuration, else as written
	Name   *string `json:"name"`
	Email  *string `json:"email"`
	Slack  *string `json:"slack"`
}

// Reminder is one item of reminders. To and People are those of the section, for
// readers of JSON.
type Reminder struct {
	To         string      `json:"to"` // person or process-owner
	People     []Recipient `json:"people"`
	Why        string      `json:"why"` // an incident.DutyKind, ProcessReview or Unreadable
	Escalated  bool        `json:"escalated"`
	Incident   *string     `json:"incident"` // nil for the process itself
	Path       *string     `json:"path"`
	Title      *string     `json:"title"` // of the incident
	State      *string     `json:"state"`
	Severity   *string     `json:"severity"`
	Item       *string     `json:"item"`
	ItemTitle  *string     `json:"item_title"`
	Owner      *string     `json:"owner"` // of the item where there is one, else of the incident
	Ticket     *string     `json:"ticket"`
	Due        *string     `json:"due"`
	DaysLate   *int        `json:"days_late"` // below 0 while it lies ahead
	TimesMoved int         `json:"times_moved"`
	DaysMoved  int         `json:"days_moved"`
	Note       *string     `json:"note"`
	Branch     *string     `json:"branch"`
	Repository *string     `json:"repository"`
}

// What people are reminded of beside the duties of incidents.
const (
	ProcessReview = "process-review" // process_review_due has come
	Unreadable    = "unreadable"     // a file of which nothing could be read
)

// DigestFormats are the formats of pm remind by name. But for JSON, none writes
// anything when there is nothing to say.
var DigestFormats = map[string]func(io.Writer, Style, Digest) error{
	"text":     digestText,
	"markdown": digestMarkdown,
	"slack":    digestSlack,
	"json":     digestJSON,
}

func digestJSON(w io.Writer, _ Style, d Digest) error {
	var all []Reminder
	for _, s := range d.Sections {
		for _, r := range s.Reminders {
			r.To, r.People = "person", s.People
			if s.ProcessOwner {
				r.To = "process-owner"
			}
			if r.People == nil {
				r.People = []Recipient{}
			}
			all = append(all, r)
		}
	}
	return Envelope(w, "reminders", all)
}

// whyWords say in a few words why somebody is reminded.
var whyWords = map[string]string{
	string(incident.Unowned):      "no owner",
	string(incident.Stuck):        "stuck",
	string(incident.FollowupLate): "follow-up",
	string(incident.FollowupSoon): "follow-up",
	string(incident.NoMeeting):    "no meeting",
	string(incident.ItemLate):     "overdue",
	string(incident.ItemSoon):     "due",
	string(incident.LeftOpen):     "left open",
	string(incident.Undated):      "no due date",
	string(incident.Undecided):    "undecided",
	ProcessReview:                 "process review",
	Unreadable:                    "unreadable",
}

// why is the reason in words; one that is not known stands for itself.
func (r Reminder) why() string { return cmp.Or(whyWords[r.Why], r.Why) }

// when is how late it is, or how soon, in a column; "" without a date.
func (r Reminder) when() string {
	if r.DaysLate == nil {
		return ""
	}
	switch n := *r.DaysLate; {
	case n > 0:
		return fmt.Sprintf("%dd late", n)
	case n < 0:
		return fmt.Sprintf("in %dd", -n)
	}
	return r.today()
}

// today is a day that is neither late nor to come. What has no due date began on it.
func (r Reminder) today() string {
	switch r.Why {
	case string(incident.Stuck), string(incident.NoMeeting):
		return "since today"
	}
	return "today"
}

// headline is why and when in a sentence.
func (r Reminder) headline() string {
	if r.DaysLate == nil {
		return r.why()
	}
	when := r.today()
	switch n := *r.DaysLate; {
	case n > 0 && r.Why == string(incident.ItemLate):
		return "overdue by " + Count(n, "day")
	case n > 0:
		when = Count(n, "day") + " late"
	case n < 0:
		when = "in " + Count(-n, "day")
	}
	switch r.Why {
	case string(incident.LeftOpen):
		return r.why() + ", due " + when
	case string(incident.Stuck), string(incident.NoMeeting):
		return r.why() + ", " + when
	}
	return r.why() + " " + when
}

// moved is how often and how far a due date was moved; "" when it never was.
func (r Reminder) moved() string {
	if r.TimesMoved == 0 {
		return ""
	}
	return fmt.Sprintf("%dx, %+dd", r.TimesMoved, r.DaysMoved)
}

// ref is what the reminder is about, as commands take it: ID or ID#ITEM.
func (r Reminder) ref() string {
	if r.Item == nil {
		return said(r.Incident)
	}
	return said(r.Incident) + "#" + said(r.Item)
}

// subject is what it is called.
func (r Reminder) subject() string {
	if r.ItemTitle != nil {
		return *r.ItemTitle
	}
	return cmp.Or(said(r.Title), said(r.Path))
}

// remarks are what else there is to say, a few words each. The owner is told to
// others only.
func (s DigestSection) remarks(r Reminder) []string {
	var all []string
	if s.ProcessOwner && r.Owner != nil {
		all = append(all, "owner "+*r.Owner)
	}
	if r.Note != nil {
		all = append(all, *r.Note)
	}
	if r.Repository != nil {
		all = append(all, "in "+*r.Repository)
	}
	if r.Branch != nil {
		all = append(all, "on the branch "+*r.Branch)
	}
	return all
}

// title is whom a section is for.
func (s DigestSection) title() string {
	names := make([]string, len(s.People))
	for n, p := range s.People {
		names[n] = p.label()
	}
	who := strings.Join(names, ", ")
	switch {
	case !s.ProcessOwner:
		return who
	case who == "":
		return "For the process owner (process_owner of .pm.yaml names nobody)"
	}
	return "For the process owner: " + who
}

// label is a person's name with the handle that files use.
func (p Recipient) label() string {
	if name := said(p.Name); name != "" && name != p.Handle {
		return name + " (" + p.Handle + ")"
	}
	return p.Handle
}

// earlier is the line about what is left out; "" when nothing is.
func (s DigestSection) earlier() string {
	if s.Earlier == 0 {
		return ""
	}
	return fmt.Sprintf("%d more named before", s.Earlier)
}

// count is the number of reminders.
func (d Digest) count() int {
	n := 0
	for _, s := range d.Sections {
		n += len(s.Reminders)
	}
	return n
}
