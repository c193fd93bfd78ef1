package intake

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// actionHeadings are how people call the section of action items; what follows the
// words does not matter. proposals are sections that list them where there is no
// section of the first kind.
var (
	actionHeadings = []string{
		"action item", "actions item", "action point", "actions", "action plan", "review action", "corrective", "preventative", "preventive",
		"follow up", "followup", "next step", "future action", "resulting action", "committed action", "immediate action",
		"to do", "todo", "remediation item", "remediation action", "improvement action", "short term action", "long term action",
		"agreed action", "recommended action",
	}
	proposals = []string{
		"remediation", "prevention", "how can it be avoided", "process improvement", "technical improvement",
		"documentation improvement", "improvement", "recommendation", "future work", "short term improvement", "long term improvement",
		"how can we prevent", "how do we prevent", "how are we preventing", "how will we prevent", "how we will prevent",
		"what are we doing", "what we are doing",
	}
	// lessons are no actions, even within such a section; neither is what was done to
	// end the incident.
	lessons = []string{
		"what went", "where we got lucky", "lesson", "things that went", "what didn t go", "what didnt go", "actions taken",
		"what we learned", "what have we learned", "immediate actions taken",
	}
)

func beginsWithAny(heading string, prefixes []string) bool {
	folded := incident.FoldHeading(heading)
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(folded, p) })
}

func isActions(heading string) bool {
	return beginsWithAny(heading, actionHeadings) && !beginsWithAny(heading, lessons)
}

func isProposals(heading string) bool { return isActions(heading) || beginsWithAny(heading, proposals) }

// readActions reads the action items of the sections that list some.
func (r *reader) readActions() {
	c := actionCollector{r: r}
	for _, s := range r.actionSections() {
		c.group = group{done: doneMark(s.Heading.Text)}
		c.named = isActions(s.Heading.Text)
		c.blocks(s.Blocks)
	}
	if len(c.actions) == 0 {
		c.labelled()
	}
	if len(c.actions) == 0 {
		c.single()
	}
	r.legacy.Actions = c.actions
	c.askOwners()
}

// actionSections are the outermost ones. A section of proposals gives way to one
// outside it that is called by the name of actions.
func (r *reader) actionSections() []document.Section {
	var named, all []document.Section
	end := 0
	for _, s := range r.doc.Body().Sections() {
		if s.Heading.Span.Start < end || !isProposals(s.Heading.Text) {
			continue
		}
		end = s.Content.End
		all = append(all, s)
		if isActions(s.Heading.Text) {
			named = append(named, s)
		}
	}
	if len(named) > 0 {
		return named
	}
	return all
}

// actionCollector gathers action items in order of the text.
type actionCollector struct {
	r       *reader
	actions []LegacyAction
	named   bool // the section is called by the name of actions
	group   group
	asked   []group
}

// group is what a heading or a bold line says of the items below it.
type group struct {
	done   bool
	owner  string // a person that the file or the configuration knows
	maybe  string // what may be one
	offset int
	items  int
}

func (c *actionCollector) blocks(blocks []document.Block) {
	skip := 0 // the level of a heading whose section holds lessons
	for n := range blocks {
		b := &blocks[n]
		if h := b.Heading; h != nil && (skip == 0 || h.Level <= skip) {
			skip = 0
			switch {
			case beginsWithAny(h.Text, lessons):
				skip = h.Level
			case c.named && isNumbered(h.Text):
				// "1) Better alerts": what stands below explains it.
				c.take(withoutNumber(h.Text), false, b.Span)
				skip = h.Level
			}
			c.enter(h.Text, b.Span.Start, false)
		}
		if skip > 0 {
			continue
		}
		switch b.Kind {
		case document.ListBlock:
			if b.List.Ordered || !detailed(blocks, n) {
				c.list(b.List)
			}
		case document.TableBlock:
			c.table(b.Table)
		case document.Paragraph:
			if c.named && alone(blocks, n) {
				c.prose(b.Span)
			} else {
				c.paragraph(b.Span)
			}
		}
	}
}

// isNumbered reports a heading that is an item of a list: 1) Better alerts.
func isNumbered(heading string) bool { return withoutNumber(heading) != heading }

func withoutNumber(heading string) string {
	rest := strings.TrimLeft(heading, "0123456789")
	if rest == heading || len(rest) < 2 || rest[0] != '.' && rest[0] != ')' || rest[1] != ' ' {
		return heading
	}
	return rest[2:]
}

// detailed reports a list between items of a numbered one that goes on below it or
// went on above it: it tells more of the item that it follows.
func detailed(blocks []document.Block, n int) bool {
	from, to := n, n
	for from > 0 && blocks[from-1].Kind != document.HeadingBlock {
		from--
	}
	for to < len(blocks) && blocks[to].Kind != document.HeadingBlock {
		to++
	}
	items := 0
	for _, b := range blocks[from:to] {
		if b.Kind != document.ListBlock || !b.List.Ordered || len(b.List.Items) == 0 {
			continue
		}
		if !strings.HasPrefix(b.List.Items[0].Marker, strconv.Itoa(items+1)) {
			return false
		}
		items += len(b.List.Items)
	}
	return items > 1 && from < n && blocks[from].Kind == document.ListBlock && blocks[from].List.Ordered
}

// alone reports a paragraph that is all there is below its heading.
func alone(blocks []document.Block, n int) bool {
	return n > 0 && blocks[n-1].Kind == document.HeadingBlock && (n+1 == len(blocks) || blocks[n+1].Kind == document.HeadingBlock)
}

const maxProse = 400 // bytes of a paragraph that is one action item

// prose takes a short paragraph for an item, unless it asks something.
func (c *actionCollector) prose(span document.Span) {
	if span.Len() <= maxProse && bytes.IndexByte(c.r.src[span.Start:span.End], '?') < 0 {
		c.take(plain(strings.ReplaceAll(string(c.r.src[span.Start:span.End]), "\n", " ")), false, span)
	}
}

// enter begins a group of items. bold lines above items are often their owners' names;
// whether one is cannot always be told.
func (c *actionCollector) enter(name string, offset int, bold bool) {
	c.leave()
	c.group = group{done: doneMark(name), offset: offset}
	if people := splitPeople(strings.Trim(name, " :*_")); len(people) == 1 {
		person, ok := personName(people[0])
		if owner, known := c.r.known(person); ok && known {
			c.group.owner = owner
		} else if ok && bold && !isCategory(person) {
			c.group.maybe = person
		}
	}
}

// leave remembers a group that may have named an owner.
func (c *actionCollector) leave() {
	if c.group.maybe != "" && c.group.items > 0 {
		c.asked = append(c.asked, c.group)
	}
}

// paragraph looks for a bold line above items, and for an action item that is a
// paragraph: "**Action item:** Page the second on call".
func (c *actionCollector) paragraph(span document.Span) {
	for line := range linesOf(c.r.src, span) {
		label, rest, ok := incident.Label(line.text)
		switch {
		case ok && rest == "":
			c.enter(label, line.offset, true)
			c.group.done = c.group.done || doneMark(label)
		case ok && isSingle(label):
			text := plain(strings.ReplaceAll(string(c.r.src[line.offset:span.End]), "\n", " "))
			_, text, _ = strings.Cut(text, ":")
			c.take(text, false, document.Span{Start: line.offset, End: span.End})
			return
		}
	}
}

func isSingle(label string) bool {
	switch incident.FoldHeading(label) {
	case "action item", "action", "todo", "to do", "follow up":
		return true
	}
	return false
}

// list takes the items of a list. One that only names what the items below it have
// in common is a group.
func (c *actionCollector) list(l *document.List) {
	for n := range l.Items {
		item := &l.Items[n]
		if label, ok := c.groupLabel(item); ok {
			outer := c.group
			c.enter(label, item.Span.Start, false)
			c.group.done = c.group.done || outer.done
			for m := range item.Lists {
				c.list(&item.Lists[m])
			}
			c.leave()
			c.group = outer
			continue
		}
		text := item.Text
		if label, rest, ok := incident.Label(firstLine(string(c.r.src[item.TextSpan.Start:item.TextSpan.End]))); ok && rest == "" {
			text = plain(label) // what follows on other lines explains it
		}
		c.take(text, item.Task == document.TaskDone, item.Span)
	}
}

// groupLabel is the text of an item that is a label for those nested in it.
func (c *actionCollector) groupLabel(item *document.ListItem) (string, bool) {
	if len(item.Lists) == 0 || item.Task != document.NoTask {
		return "", false
	}
	line := firstLine(string(c.r.src[item.TextSpan.Start:item.TextSpan.End]))
	label, rest, ok := incident.Label(line)
	if ok && rest == "" {
		return label, true
	}
	return strings.TrimSuffix(item.Text, ":"), strings.HasSuffix(item.Text, ":") && len(item.Text) <= maxEventLabel
}

// labelled reads items below a bold label, or below a list's key.
func (c *actionCollector) labelled() {
	for s := range incident.LabelledSections(c.r.doc, isActions) {
		c.blocks(s.Blocks[1:])
	}
	for _, list := range c.r.listsUnder(isActions) {
		c.list(&list)
	}
}

// single reads paragraphs that each are an action item, wherever they stand.
func (c *actionCollector) single() {
	for _, b := range c.r.doc.Body().Blocks {
		if b.Kind != document.Paragraph {
			continue
		}
		if label, _, ok := incident.Label(firstLine(string(c.r.src[b.Span.Start:b.Span.End]))); ok && isSingle(label) {
			c.paragraph(b.Span)
		}
	}
}

// take adds an item, unless a template left it.
func (c *actionCollector) take(text string, done bool, span document.Span) {
	a, ok := c.r.readAction(text, span)
	if !ok {
		return
	}
	a.Done = a.Done || done || c.group.done
	if a.Owner == "" {
		a.Owner = c.group.owner
	}
	c.group.items++
	c.actions = append(c.actions, a)
}
