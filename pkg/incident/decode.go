package incident

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// maxLine is the longest value of one line, in bytes. maxValues bounds what is
// read of one file: aliases let a small file name a large list many times.
const (
	maxLine   = 4096
	maxValues = 1 << 20
)

// decoder reads one front matter into one incident.
type decoder struct {
	incident *Incident
	process  *Process
	values   int  // read so far
	aliased  bool // what is read stands elsewhere in the file
}

// Decode reads the front matter of d. path names the file, slash-separated and
// relative to the root. p says which severities and triggers there are; nil
// stands for the default. Bad values are faults, never errors.
func Decode(path string, d *document.Document, p *Process) *Incident {
	if p == nil {
		p = DefaultProcess()
	}
	dec := decoder{incident: &Incident{Path: path, ID: IDFromPath(path), Doc: d}, process: p}
	var seen uint64 // one bit a row: when a key is there twice, the first counts
	for key, value := range d.Front().Fields() {
		row := fieldRow(key.Text())
		if row < 0 || seen&(1<<row) != 0 {
			continue
		}
		seen |= 1 << row
		f := &Fields[row]
		dec.value(f.bind(dec.incident), f.Kind, value, subject{key: f.Key})
	}
	return dec.incident
}

// value decodes n into the Value that dst points at. Nothing written leaves it
// unknown without a fault.
func (d *decoder) value(dst any, kind FieldKind, n document.Node, s subject) {
	if d.values++; d.values > maxValues || blank(n) {
		return
	}
	switch dst := dst.(type) {
	case *Value[string]:
		decodeScalar(d, dst, n, s, func(text string) (string, *complaint) { return d.text(text, kind) })
	case *Value[State]:
		decodeScalar(d, dst, n, s, stateOf)
	case *Value[Status]:
		decodeScalar(d, dst, n, s, statusOf)
	case *Value[time.Time]:
		d.time(dst, kind, n, s)
	case *Value[[]Value[string]]:
		d.list(dst, kind, n, s)
	case *Value[[]Value[time.Time]]:
		d.dates(dst, n, s)
	case *Value[[]ActionItem]:
		d.actions(dst, n, s)
	case *Value[[]Transition]:
		d.history(dst, n, s)
	}
}

// blank reports that nothing is written: null, "", [] or {}.
func blank(n document.Node) bool {
	switch n.Kind() {
	case document.Sequence, document.Mapping:
		return n.Len() == 0
	case document.Scalar:
		text := n.Text()
		return n.IsNull() || len(text) <= maxLine && strings.TrimSpace(text) == ""
	}
	return true
}

// decodeScalar reads one line of text. A value with a complaint that is not one
// of type is kept: it is what somebody wrote, if not what is accepted.
func decodeScalar[T any](d *decoder, dst *Value[T], n document.Node, s subject, read func(string) (T, *complaint)) {
	text, c := line(n)
	if c != nil {
		if s.key == "owner" && n.Kind() != document.Scalar {
			c.help = oneOwner(s)
		}
		d.fault(s, n, c)
		return
	}
	v, c := read(text)
	if c != nil {
		d.fault(s, n, c)
	}
	*dst = Value[T]{v, n.Span()}
}

// oneOwner is the help for several owners.
func oneOwner(s subject) string {
	if s.list == "" {
		return "name one person; others belong under participants"
	}
	return "name one person"
}

// line is a scalar's text, trimmed. Numbers, dates and booleans count as text:
// a title may be 2026 and an id 1.
func line(n document.Node) (string, *complaint) {
	if n.Kind() != document.Scalar {
		return "", &complaint{kind: WrongType, says: "is " + shape(n) + ", where one value is meant", help: "write one line of text"}
	}
	if size := len(n.Text()); size > maxLine {
		return "", &complaint{kind: WrongType, says: "is " + strconv.Itoa(size) + " bytes long", help: "keep it to one line"}
	}
	text := strings.TrimSpace(n.Text())
	if strings.ContainsAny(text, "\n\r") {
		return "", &complaint{kind: WrongType, says: "has several lines, where one is meant", help: "keep it to one line; the body has room for more"}
	}
	return text, nil
}

// text checks what a line of text may be, by kind of field.
func (d *decoder) text(text string, kind FieldKind) (string, *complaint) {
	switch kind {
	case SeverityField:
		return text, oneOf(text, "severity", d.process.Severities)
	case ActionKindField:
		return text, oneOf(text, "kind of action item", ActionKinds)
	case TriggersField:
		return text, d.trigger(text)
	}
	return text, nil
}

// trigger tells a slip from a word for which no postmortem is held: the first is
// corrected, the second dismissed.
func (d *decoder) trigger(text string) *complaint {
	err := d.process.triggerError(text)
	if err == nil {
		return nil
	}
	says := "is " + quote(text) + ", which is not a trigger"
	if err.NotHeld {
		says = "is " + quote(text) + ", for which no postmortem is held"
	}
	return &complaint{kind: UnknownValue, says: says, help: err.Help()}
}

func oneOf(text, what string, accepted []string) *complaint {
	if slices.Contains(accepted, text) {
		return nil
	}
	return &complaint{
		kind: UnknownValue, says: "is " + quote(text) + ", which is not a " + what, help: suggest(Nearest(text, accepted), accepted),
	}
}

// stateOf accepts in a file only the long names, which everything else that reads
// it compares; rca, which the command line takes, is answered with its long name.
func stateOf(text string) (State, *complaint) {
	c := oneOf(text, "state", StateNames())
	if c == nil {
		return State(text), nil
	}
	if long, ok := ParseState(text); ok {
		c.help = suggest(string(long), StateNames())
	}
	return State(text), c
}

func statusOf(text string) (Status, *complaint) {
	return Status(text), oneOf(text, "status", Statuses)
}
