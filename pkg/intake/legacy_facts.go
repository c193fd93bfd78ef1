package intake

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// factKind is what a key of a text is about.
type factKind uint8

const (
	noFact factKind = iota
	dateFact
	startFact
	endFact
	rangeFact
	severityFact
	statusFact
	ownerFact
	peopleFact
)

// fact is a key with its value, as people write them in front matter, in bold, in
// a list or in a table at the top.
type fact struct {
	kind   factKind
	value  string // one line of plain text
	offset int
	front  bool // from the front matter
}

// factNames are the keys, as FoldHeading gives them.
var factNames = map[factKind][]string{
	dateFact: {
		"date", "incident date", "date of incident", "date of the incident", "day", "occurred", "occurred at", "occurred on",
		"date occurred", "event date", "outage date",
	},
	startFact: {
		"started at", "start time", "start", "started", "start at", "starttime", "incident start", "incident started",
		"start of incident", "began", "begin", "began at", "incident began", "incident from", "outage start", "impact start",
		"start date", "started on", "incident start time", "time started", "from", "issue start",
	},
	endFact: {
		"ended at", "end time", "end", "ended", "endtime", "incident end", "incident ended", "end of incident", "incident until",
		"incident till", "outage end", "impact end", "end date", "ended on", "incident end time", "time ended", "until",
		"resolved at", "resolved", "time resolved", "resolved on", "service restored", "issue end",
	},
	rangeFact: {
		"duration", "time", "when", "date time", "date and time", "incident window", "outage window", "impact window", "window",
		"period", "downtime", "outage", "impact duration", "total impact duration", "incident duration", "outage duration",
		"incident time", "time of incident", "duration of impact", "duration of incident",
	},
	severityFact: {"severity", "sev", "priority", "incident severity", "severity level", "impact level", "incident priority", "level"},
	statusFact:   {"status", "state", "incident status", "current status", "postmortem status", "post mortem status"},
	ownerFact:    {"owner", "incident owner", "postmortem owner", "post mortem owner", "report owner"},
	peopleFact: {
		"attendees", "participants", "responders", "incident responders", "involved", "involved parties", "people involved",
		"parties involved", "responder", "in attendance", "incident team", "response team",
	},
}

// factOf says what a key is about.
func factOf(key string) factKind {
	folded := incident.FoldHeading(key)
	for kind, names := range factNames {
		for _, name := range names {
			if folded == name {
				return kind
			}
		}
	}
	return noFact
}

// readFacts gathers the keys of front matter and text, in order.
func (r *reader) readFacts() []fact {
	facts := r.frontFacts()
	top := true
	blocks := r.doc.Body().Blocks
	for n := range blocks {
		b := &blocks[n]
		switch b.Kind {
		case document.HeadingBlock:
			top = top && b.Heading.Level == 1
			facts = append(facts, r.headingFacts(blocks[n:])...)
		case document.Paragraph:
			facts = append(facts, r.lineFacts(b.Span, top)...)
		case document.ListBlock:
			for _, item := range b.List.Items {
				facts = append(facts, r.lineFacts(item.TextSpan, top)...)
			}
		case document.TableBlock:
			facts = append(facts, tableFacts(b.Table)...)
		}
	}
	return facts
}

func (r *reader) frontFacts() []fact {
	var facts []fact
	for key, value := range r.doc.Front().Fields() {
		kind := factOf(key.Text())
		if kind == noFact {
			continue
		}
		texts := []string{value.Text()}
		for _, item := range value.Items() {
			texts = append(texts, item.Text())
		}
		for _, text := range texts {
			if text = flatten(text); text != "" {
				facts = append(facts, fact{kind, text, key.Span().Start, true})
			}
		}
	}
	return facts
}

// headingFacts is a heading such as Severity with one line below it.
func (r *reader) headingFacts(blocks []document.Block) []fact {
	kind := factOf(blocks[0].Heading.Text)
	if kind == noFact || kind == peopleFact || len(blocks) < 2 || blocks[1].Kind != document.Paragraph {
		return nil
	}
	span := blocks[1].Span
	return []fact{{kind, plain(firstLine(string(r.src[span.Start:span.End]))), span.Start, false}}
}

// lineFacts are the lines of a paragraph or item that begin with a key: in bold
// anywhere, plainly at the top of the file.
func (r *reader) lineFacts(span document.Span, top bool) []fact {
	var facts []fact
	for line := range linesOf(r.src, span) {
		key, value, ok := incident.Label(line.text)
		if !ok && top {
			key, value, ok = strings.Cut(strings.TrimSpace(line.text), ":")
			ok = ok && len(key) <= 40 && (value == "" || value[0] == ' ')
		}
		if kind := factOf(key); ok && kind != noFact {
			if value = plain(value); value != "" {
				facts = append(facts, fact{kind, value, line.offset, false})
			}
		}
	}
	return facts
}

// tableFacts are the rows of a table with two columns, its head among them.
func tableFacts(t *document.Table) []fact {
	if len(t.Head) != 2 {
		return nil
	}
	var facts []fact
	for _, cells := range append([][]document.Cell{t.Head}, rowsOf(t)...) {
		if len(cells) < 2 {
			continue
		}
		if kind := factOf(cells[0].Text); kind != noFact && cells[1].Text != "" {
			facts = append(facts, fact{kind, cells[1].Text, cells[0].Span.Start, false})
		}
	}
	return facts
}

func rowsOf(t *document.Table) [][]document.Cell {
	rows := make([][]document.Cell, 0, len(t.Rows))
	for _, r := range t.Rows {
		rows = append(rows, r.Cells)
	}
	return rows
}

// all are the facts of a kind, those of the front matter first.
func (r *reader) all(kind factKind) []fact {
	var facts []fact
	for _, f := range r.facts {
		if f.kind == kind {
			facts = append(facts, f)
		}
	}
	return facts
}
