package merge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// generator makes a random incident and random edits of it. Every word that an
// edit adds is unique, unless two people are to write the same.
type generator struct {
	*rand.Rand
	words int
	side  string
}

const samplePath = "postmortems/2026/2026-03-01-checkout-5xx.md"

var epoch = time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)

// word is one that occurs nowhere else; now and then one that the other side
// may add as well.
func (g *generator) word() string {
	if g.IntN(12) == 0 {
		return fmt.Sprintf("common%d", g.IntN(3))
	}
	g.words++
	return fmt.Sprintf("%s%d", g.side, g.words)
}

func (g *generator) words3() string { return g.word() + " " + g.word() + " " + g.word() }

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

// base is an incident that is clean under lint, in a random state and style.
func (g *generator) base() []byte {
	var b strings.Builder
	rank := g.IntN(5)
	state := incident.States[rank]
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("---")
	line("title: Checkout %s fails", g.word())
	line("state: %s", state)
	line("severity: sev2")
	line("started_at: 2026-03-01T14:00:00Z")
	if rank > 0 || g.IntN(2) == 0 {
		line("ended_at: 2026-03-01T16:00:00Z%s", pick(g, "", "", " # "+g.word()))
	}
	if rank > 1 || g.IntN(2) == 0 {
		line("owner: alice")
		if g.IntN(2) == 0 {
			line("participants: [alice, bob]")
		} else {
			line("participants:\n  - alice\n  - bob # %s", g.word())
		}
		line("triggers: [user-facing-outage]")
		line("followup_due: 2026-03-15")
	}
	if g.IntN(2) == 0 {
		line("# %s", g.words3())
		line("tags: %s", pick(g, "[]", "[red]", "[red, green, blue]", "\n  - red\n  - green"))
	}
	if g.IntN(4) == 0 {
		line("notes: |\n  %s\n  %s\n\n  %s", g.words3(), g.words3(), g.words3())
	}
	if g.IntN(4) == 0 {
		line("links:\n  chat: %s\n  board: %s", g.word(), g.word())
	}
	items := g.IntN(4)
	if rank > 2 {
		items++
	}
	if items > 0 {
		line("action_items:")
	}
	for range items {
		g.item(&b, rank)
	}
	line("history:")
	for n := range rank + 1 {
		line("  - {state: %s, at: %s, by: alice}", incident.States[n], epoch.Add(time.Duration(n)*time.Hour).Format(time.RFC3339))
	}
	line("---")
	table := g.IntN(4) == 0
	for _, s := range incident.Sections {
		if s.Name == "timeline" {
			g.timeline(&b, table, rank > 1)
			continue
		}
		if s.Name == "references" && g.IntN(2) == 0 {
			continue
		}
		line("\n## %s\n", s.Heading)
		for range 1 + g.IntN(2) {
			line("%s\n%s\n", g.words3(), g.words3())
		}
	}
	return g.form([]byte(b.String()))
}

// form is the text with another line ending, mark or end now and then.
func (g *generator) form(src []byte) []byte {
	s := string(src)
	if g.IntN(10) == 0 {
		s = strings.TrimRight(s, "\n")
	}
	if g.IntN(10) == 0 {
		s = strings.ReplaceAll(s, "\n", "\r\n")
	}
	return []byte(s)
}

func (g *generator) item(b *strings.Builder, rank int) {
	dash := "  - "
	status := pick(g, "open", "done", "proposed", "dropped")
	if rank > 3 {
		status = pick(g, "done", "dropped")
	}
	title := fmt.Sprintf("Add %s to the %s", g.word(), g.word())
	fmt.Fprintf(b, "%sid: %s\n    title: %s\n", dash, incident.ActionID(title, nil), title)
	if status != "proposed" {
		fmt.Fprintf(b, "    owner: %s\n    due: 2026-04-%02d\n", pick(g, "alice", "bob"), 1+g.IntN(28))
	}
	fmt.Fprintf(b, "    status: %s\n", status)
	if status == "dropped" {
		fmt.Fprintf(b, "    reason: %s\n", g.words3())
	}
}

func (g *generator) timeline(b *strings.Builder, table, some bool) {
	b.WriteString("\n## Timeline\n\n<!-- what happened when -->\n\n")
	n := g.IntN(5)
	if some {
		n++
	}
	if table {
		b.WriteString("| Time | Event |\n|---|---|\n")
	}
	for i := range n {
		at := epoch.Add(time.Duration(i*20) * time.Minute).Format(time.RFC3339)
		if table {
			fmt.Fprintf(b, "| %s | %s |\n", at, g.words3())
			continue
		}
		fmt.Fprintf(b, "- %s %s\n", at, g.words3())
		if g.IntN(5) == 0 {
			fmt.Fprintf(b, "  - %s\n", g.words3())
		}
	}
}

// edit changes a file some times over, by pm's operations and by hand.
func (g *generator) edit(src []byte, side string) []byte {
	g.side = side
	for range 1 + g.IntN(10) {
		if g.IntN(2) == 0 {
			src = g.byPM(src)
		} else {
			src = g.byHand(src)
		}
	}
	return src
}

var process = incident.DefaultProcess()

// byPM makes one of the changes that commands make.
func (g *generator) byPM(src []byte) []byte {
	d := document.Parse(src)
	i := incident.Decode(samplePath, d, process)
	stamp := incident.Stamp{By: g.side, At: epoch.Add(time.Duration(10+g.IntN(40)) * time.Hour)}
	var ops []document.Op
	var err error
	switch n := g.IntN(10); {
	case n < 3:
		ops, err = incident.AddEvent(i, epoch.Add(time.Duration(g.IntN(120))*time.Minute), g.words3())
	case n < 5:
		a := incident.NewAction{Title: pick(g, "Add "+g.words3(), "Add the same thing "+g.word()), Owner: "bob", Due: epoch, Proposed: g.IntN(2) == 0}
		_, ops, err = incident.AddAction(i, a)
	case n < 6:
		to, _ := i.State.V.Next()
		ops, err = process.Advance(i, to, stamp)
		if err != nil {
			ops, err = process.Reopen(i, incident.InProgress, g.words3(), stamp)
		}
	case n < 8 && len(i.ActionItems.V) > 0:
		ops, err = incident.EditAction(i, pick(g, i.ActionItems.V...), g.itemEdit())
	default:
		ops, err = process.Set(i, []incident.Assignment{g.assignment()}, epoch)
	}
	if err != nil {
		return src
	}
	out, err := d.Edit(ops...)
	if err != nil {
		return src
	}
	return out
}

func (g *generator) itemEdit() incident.ActionEdit {
	text := func(s string) *string { return &s }
	switch g.IntN(6) {
	case 0:
		return incident.ActionEdit{Owner: text(g.word())}
	case 1:
		return incident.ActionEdit{Due: text(fmt.Sprintf("2026-05-%02d", 1+g.IntN(28)))}
	case 2:
		return incident.ActionEdit{Status: text("done"), DoneAt: text("2026-03-20"), Evidence: text("https://example.com/" + g.word())}
	case 3:
		return incident.ActionEdit{Status: text("dropped"), Reason: text(g.words3())}
	case 4:
		return incident.ActionEdit{Status: text("open")}
	}
	return incident.ActionEdit{Title: text("Change " + g.words3())}
}

func (g *generator) assignment() incident.Assignment {
	key := pick(g, "owner", "severity", "participants", "tags", "services", "ended_at", "started_at", "title", "customer", "no_actions_reason")
	switch key {
	case "severity":
		return incident.Assignment{Key: key, Op: "=", Value: pick(g, "sev1", "sev3")}
	case "participants", "tags", "services":
		return incident.Assignment{Key: key, Op: pick(g, "+=", "+=", "-=", "="), Value: pick(g, "red", "bob", g.word(), g.word()+","+g.word())}
	case "ended_at", "started_at":
		return incident.Assignment{Key: key, Op: "=", Value: epoch.Add(time.Duration(g.IntN(240)-60) * time.Minute).Format(time.RFC3339)}
	case "owner", "no_actions_reason":
		return incident.Assignment{Key: key, Op: "=", Value: pick(g, "", g.word(), g.word())}
	}
	return incident.Assignment{Key: key, Op: "=", Value: g.words3()}
}

// byHand changes lines as somebody with an editor does.
func (g *generator) byHand(src []byte) []byte {
	eol := "\n"
	if strings.Contains(string(src), "\r\n") {
		eol = "\r\n"
	}
	lines := strings.Split(string(src), eol)
	front := 1 + slices.Index(lines[1:], "---")
	body := front + 1 + g.IntN(len(lines)-front)
	key := 1 + g.IntN(front)
	insert := func(at int, more ...string) { lines = slices.Insert(lines, at, more...) }
	switch g.IntN(16) {
	case 0, 1: // a comment of its own
		insert(key, pick(g, "", "", "    ")+"# "+g.words3())
	case 2: // a comment behind a value
		if l := lines[key]; strings.Contains(l, ": ") && !strings.Contains(l, "#") && !strings.HasSuffix(l, "|") {
			lines[key] += " # " + g.word()
		}
	case 3, 4: // a paragraph
		insert(body, "", g.words3(), g.words3(), "")
	case 5: // a line of prose, said in another way
		if strings.Contains(lines[min(body, len(lines)-1)], " ") {
			lines[min(body, len(lines)-1)] += " " + g.word()
		}
	case 6: // something goes
		at := min(body, len(lines)-1)
		lines = slices.Delete(lines, at, min(at+1+g.IntN(3), len(lines)))
	case 7: // a line of the front matter goes, for good or ill
		if key < front && !strings.HasPrefix(lines[key], "state") {
			lines = slices.Delete(lines, key, key+1)
		}
	case 8: // two keys change places
		lines = g.swapKeys(lines, front)
	case 9: // a key that pm does not know
		insert(front, pick(g, "region: ", "team: ", g.word()+": ")+g.word())
	case 10: // a heading, or an entry by hand
		insert(body, pick(g, "", "### ", "- ", "- 2026-03-01T15:00:00Z ")+g.words3())
	case 11:
		at := min(body, len(lines)-1)
		lines[at] = strings.Replace(lines[at], "T14:", pick(g, "T13:", "T15:"), 1)
	case 12, 13: // one more word in a value: of a text, a list, a nested mapping
		if l := lines[key]; key < front && !strings.ContainsAny(l, "#]}") && !strings.HasSuffix(l, ":") && !strings.HasPrefix(l, "state") {
			lines[key] += " " + g.word()
		}
	case 14:
		lines[key] = strings.Replace(lines[key], "alice", pick(g, `"alice"`, "'alice'", "carol"), 1)
	default:
		return g.reform([]byte(strings.Join(lines, eol)))
	}
	return []byte(strings.Join(lines, eol))
}

// swapKeys lets two neighbouring keys of one line change places.
func (g *generator) swapKeys(lines []string, front int) []string {
	at := 1 + g.IntN(front-1)
	if at+1 >= front || strings.TrimLeft(lines[at], " ") != lines[at] || strings.TrimLeft(lines[at+1], " ") != lines[at+1] {
		return lines
	}
	if at+2 <= front && strings.TrimLeft(lines[at+2], " ") == lines[at+2] {
		lines[at], lines[at+1] = lines[at+1], lines[at]
	}
	return lines
}

// reform writes the whole file in another form.
func (g *generator) reform(src []byte) []byte {
	s := strings.ReplaceAll(string(src), "\r\n", "\n")
	switch g.IntN(5) {
	case 0:
		return []byte(strings.ReplaceAll(s, "\n", "\r\n"))
	case 1:
		return []byte("\ufeff" + strings.TrimPrefix(s, "\ufeff"))
	case 2:
		return []byte(strings.TrimRight(s, "\n"))
	}
	return []byte(s)
}
