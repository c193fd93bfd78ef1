package intake

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// unit is a piece of a timeline that may be an entry: a heading, an item, a row, a
// line. Only those that begin with a time become one.
type unit struct {
	when   when
	stamp  string // the time as written
	text   string
	offset int
	zone   zone // of a table's column
}

// timelineUnits are the timed units of the timeline, wherever the text has it.
func (r *reader) timelineUnits(order DateOrder) []unit {
	c := collector{r: r, order: order}
	body := r.doc.Body()
	for _, s := range r.timelineSections() {
		c.blocks(s)
	}
	if len(c.units) == 0 {
		for _, list := range r.listsUnder(isTimeline) {
			c.list(&list, true)
		}
	}
	if len(c.units) == 0 {
		for s := range incident.LabelledSections(r.doc, isTimeline) {
			c.blocks(s.Blocks)
		}
	}
	if len(c.units) == 0 {
		c.strict = true
		c.blocks(body.Blocks)
		if len(c.units) < fewUnits {
			return nil
		}
	}
	return c.units
}

// fewUnits is how many times of day make a timeline of a text that calls nothing one.
const fewUnits = 3

func isTimeline(heading string) bool {
	spec, ok := incident.SectionOf(heading)
	return ok && spec.Name == "timeline"
}

// timelineSections are the blocks below each heading of a timeline. Headings that
// are nothing but a time go on with it, on whichever level they stand.
func (r *reader) timelineSections() [][]document.Block {
	blocks := r.doc.Body().Blocks
	var sections [][]document.Block
	for n := 0; n < len(blocks); n++ {
		h := blocks[n].Heading
		if h == nil || !isTimeline(h.Text) {
			continue
		}
		end := n + 1
		for end < len(blocks) {
			next := blocks[end].Heading
			if next != nil && next.Level <= h.Level {
				if _, ok := wholeWhen(next.Text, r.options.DateOrder); !ok {
					break
				}
			}
			end++
		}
		sections = append(sections, blocks[n+1:end])
		n = end - 1
	}
	return sections
}

// collector gathers timed units.
type collector struct {
	r      *reader
	order  DateOrder
	strict bool // outside a timeline: rows and items with a time of day alone
	units  []unit
}

func (c *collector) blocks(blocks []document.Block) {
	for n := range blocks {
		b := &blocks[n]
		switch b.Kind {
		case document.HeadingBlock:
			if !c.strict {
				c.add(b.Heading.Text, c.below(blocks[n+1:]), b.Span.Start)
			}
		case document.ListBlock:
			c.list(b.List, !c.strict)
		case document.TableBlock:
			c.table(b.Table)
		case document.Paragraph:
			if !c.strict {
				c.paragraph(b.Span)
			}
		}
	}
}

// below is the first line under a heading, which tells what happened where the
// heading is only a time.
func (c *collector) below(blocks []document.Block) string {
	if len(blocks) == 0 {
		return ""
	}
	switch b := &blocks[0]; b.Kind {
	case document.Paragraph:
		return plain(strings.ReplaceAll(string(c.r.src[b.Span.Start:b.Span.End]), "\n", " "))
	case document.ListBlock:
		if len(b.List.Items) > 0 {
			return oneLine(b.List.Items[0].Text)
		}
	}
	return ""
}

// add takes a text that begins with a time. more is what it tells when it is only
// that.
func (c *collector) add(text, more string, offset int) bool {
	w, size, ok := readWhen(text, c.order)
	if !ok || c.strict && !w.clock.written {
		return false
	}
	rest := strings.TrimLeft(withoutNote(text[size:]), " \t:|–—-,.;)]}*_")
	if rest == "" {
		rest = more
	}
	c.units = append(c.units, unit{when: w, stamp: oneLine(text[:size]), text: oneLine(rest), offset: offset})
	return true
}

// withoutNote takes the mark of a footnote off the beginning.
func withoutNote(text string) string {
	if end := strings.IndexByte(text, ']'); strings.HasPrefix(text, "[^") && end > 0 {
		return text[end+1:]
	}
	return text
}

// list reads the items of a list and of those nested in it. labelled takes items
// with the time at their end: First detected 2020-02-12 11:45.
func (c *collector) list(l *document.List, labelled bool) {
	for n := range l.Items {
		item := &l.Items[n]
		if !c.add(item.Text, "", item.Span.Start) && labelled {
			c.atEnd(item.Text, item.Span.Start)
		}
		for m := range item.Lists {
			c.list(&item.Lists[m], labelled)
		}
	}
}

const maxEventLabel = 60 // bytes of what stands before a time at the end

func (c *collector) atEnd(text string, offset int) {
	for at := 1; at < len(text) && at < maxEventLabel; at++ {
		if text[at-1] != ' ' && text[at-1] != ':' {
			continue
		}
		if w, ok := wholeWhen(text[at:], c.order); ok && w.day.known() && w.clock.written {
			c.units = append(c.units, unit{when: w, stamp: oneLine(text[at:]), text: strings.TrimRight(text[:at], " :-–"), offset: offset})
			return
		}
	}
}

// paragraph reads lines that begin with a time, where the first one does: a line
// further down may begin with a date by chance.
func (c *collector) paragraph(span document.Span) {
	first := true
	for line := range linesOf(c.r.src, span) {
		if !c.add(plain(line.text), "", line.offset) && first {
			return
		}
		first = false
	}
}

// table reads the rows of a table by its columns of date and time.
func (c *collector) table(t *document.Table) {
	columns, ok := c.timeColumns(t)
	if !ok {
		return
	}
	rows := rowsOf(t)
	if w, _, ok := readWhen(t.Head[columns[len(columns)-1]].Text, c.order); ok && w.clock.written {
		rows = append([][]document.Cell{t.Head}, rows...)
	}
	var column zone
	for _, n := range columns {
		if z, ok := anyZone(t.Head[n].Text); ok {
			column = z
		}
	}
	for _, cells := range rows {
		var stamp, text []string
		for n, cell := range cells {
			switch {
			case isOne(columns, n):
				stamp = append(stamp, cell.Text)
			case cell.Text != "":
				text = append(text, cell.Text)
			}
		}
		if len(cells) > 0 && c.add(strings.Join(stamp, " "), strings.Join(text, " | "), cells[0].Span.Start) {
			c.units[len(c.units)-1].zone = column
		}
	}
}

func isOne(columns []int, n int) bool {
	for _, c := range columns {
		if c == n {
			return true
		}
	}
	return false
}

// timeColumns are the column of the date, where there is one apart, and that of the
// time, by their heads or by what stands in them.
func (c *collector) timeColumns(t *document.Table) ([]int, bool) {
	date, clock := -1, -1
	for n, cell := range t.Head {
		head := incident.FoldHeading(cell.Text)
		switch {
		case head == "date" || head == "day":
			date = n
		case (strings.HasPrefix(head, "time") || strings.HasPrefix(head, "when") || strings.HasPrefix(head, "date") || head == "utc" || head == "at") &&
			(clock < 0 || strings.Contains(head, "utc")):
			clock = n
		}
	}
	switch {
	case date >= 0 && clock >= 0:
		return []int{date, clock}, true
	case date >= 0:
		return []int{date}, true
	case clock >= 0:
		return []int{clock}, true
	}
	return []int{0}, len(t.Head) > 1 && c.timedRows(t)
}

// timedRows reports a table most of whose rows begin with a time of day.
func (c *collector) timedRows(t *document.Table) bool {
	timed := 0
	for _, row := range t.Rows {
		if len(row.Cells) == 0 {
			continue
		}
		if w, _, ok := readWhen(row.Cells[0].Text, c.order); ok && w.clock.written {
			timed++
		}
	}
	return timed > 0 && 2*timed >= len(t.Rows)
}
