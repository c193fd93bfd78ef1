package intake

import (
	"cmp"
	"slices"
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
	heads  bool // it is a heading
}

// timelineUnits are the timed units of the timeline, wherever the text has it.
func (r *reader) timelineUnits(order DateOrder) []unit {
	c := collector{r: r, order: order}
	for _, read := range []func(*collector){
		(*collector).sections, (*collector).keyed, (*collector).labelled, (*collector).anywhere,
	} {
		if read(&c); len(c.units) > 0 {
			break
		}
	}
	return c.units
}

// sections reads below headings. 9.07 is a time where others are written 13.14.
func (c *collector) sections() {
	for _, s := range c.r.timelineSections() {
		c.blocks(s)
	}
	if len(c.units) == 0 {
		for _, s := range c.r.timelineSections() {
			c.code(s)
		}
	}
	c.units = headed(c.units)
	dotted := func(u unit) bool { return len(u.stamp) == 5 && u.stamp[2] == '.' }
	if !c.dotted && slices.ContainsFunc(c.units, dotted) {
		c.dotted, c.units = true, nil
		c.sections()
	}
}

// headed leaves of a timeline with a heading per time those alone: what stands below
// one tells of it.
func headed(units []unit) []unit {
	times := 0
	for _, u := range units {
		if u.heads && u.when.clock.written {
			times++
		}
	}
	if times < fewUnits {
		return units
	}
	return slices.DeleteFunc(units, func(u unit) bool { return !u.heads })
}

// keyed reads the lists below a list's key, such as Key events, and with them others
// of which several items begin with date and time. They tell of the same hours, so
// they are put in order.
func (c *collector) keyed() {
	for _, list := range c.r.listsUnder(isTimeline) {
		c.list(&list, true)
	}
	if len(c.units) == 0 {
		return
	}
	for _, list := range c.r.listsUnder(func(label string) bool { return !isTimeline(label) }) {
		more := collector{r: c.r, order: c.order}
		more.list(&list, false)
		if len(more.units) >= fewUnits && slices.IndexFunc(more.units, notWhole) < 0 {
			c.units = append(c.units, more.units...)
		}
	}
	if slices.IndexFunc(c.units, notWhole) < 0 {
		slices.SortStableFunc(c.units, func(a, b unit) int {
			return cmp.Or(a.when.day.time().Compare(b.when.day.time()), cmp.Compare(a.when.clock.since, b.when.clock.since))
		})
	}
}

func notWhole(u unit) bool { return !u.when.day.whole() || !u.when.clock.written }

// labelled reads below bold lines.
func (c *collector) labelled() {
	for s := range incident.LabelledSections(c.r.doc, isTimeline) {
		c.blocks(s.Blocks)
	}
}

// anywhere reads rows and items with a time of day in a text that calls nothing a
// timeline.
func (c *collector) anywhere() {
	c.strict = true
	if c.blocks(c.r.doc.Body().Blocks); len(c.units) < fewUnits {
		c.units = nil
	}
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
	dotted bool // times are written with a dot
	units  []unit
}

func (c *collector) blocks(blocks []document.Block) {
	for n := range blocks {
		b := &blocks[n]
		switch b.Kind {
		case document.HeadingBlock:
			if !c.strict {
				if c.add(b.Heading.Text, c.below(blocks[n+1:]), b.Span.Start) {
					c.units[len(c.units)-1].heads = true
				}
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
			return flatten(b.List.Items[0].Text)
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
	c.units = append(c.units, unit{when: w, stamp: flatten(text[:size]), text: flatten(rest), offset: offset})
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
// with the time at their end: First detected 2021-04-07 08:25.
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
			c.units = append(c.units, unit{when: w, stamp: flatten(text[at:]), text: strings.TrimRight(text[:at], " :-–"), offset: offset})
			return
		}
	}
}
