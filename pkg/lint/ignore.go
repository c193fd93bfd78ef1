package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// ignoreWord begins a comment that suppresses findings.
const ignoreWord = "pm:ignore"

// ignore is a suppression: one rule, and where it is not to speak.
type ignore struct {
	rule   string
	reason string
	at     document.Span // the comment
	cover  document.Span
	used   bool
}

// ignores finds the suppressions of a file: a comment of HTML in the body, and one
// of YAML in the front matter, where HTML has none.
func ignores(d *document.Document) []*ignore {
	if !bytes.Contains(d.Source(), []byte(ignoreWord)) {
		return nil
	}
	return append(frontIgnores(d), bodyIgnores(d.Body(), d.Source())...)
}

// parseIgnore reads "pm:ignore RULE[, RULE...] REASON".
func parseIgnore(text string, at, cover document.Span) []*ignore {
	text, ok := strings.CutPrefix(strings.TrimSpace(text), ignoreWord)
	if !ok || text != "" && !strings.ContainsAny(text[:1], " \t\r\n") {
		return nil
	}
	words := strings.Fields(text)
	var rules []string
	more := true
	for more && len(words) > 0 {
		var word string
		word, more = strings.CutSuffix(words[0], ",")
		rules = append(rules, strings.Split(word, ",")...)
		words = words[1:]
	}
	if len(rules) == 0 {
		rules = []string{""}
	}
	reason := strings.Clone(strings.Join(words, " "))
	var all []*ignore
	for _, rule := range rules {
		all = append(all, &ignore{rule: strings.Clone(rule), reason: reason, at: at, cover: cover})
	}
	return all
}

func bodyIgnores(body *document.Body, src []byte) []*ignore {
	var all []*ignore
	for _, c := range body.Comments {
		text := strings.TrimSuffix(strings.TrimPrefix(string(src[c.Start:c.End]), "<!--"), "-->")
		if strings.HasPrefix(strings.TrimSpace(text), ignoreWord) {
			all = append(all, parseIgnore(text, c, covered(body, src, c))...)
		}
	}
	return all
}

// covered is what a comment in the body speaks of: standing by itself the next
// block, and otherwise the list's item, the table's row or the block that it
// stands in.
func covered(body *document.Body, src []byte, comment document.Span) document.Span {
	for n, block := range body.Blocks {
		if block.Span.End < comment.Start {
			continue
		}
		if block.Kind != document.HTMLBlock {
			return inside(block, comment.Start)
		}
		for _, next := range body.Blocks[n+1:] {
			if !isComment(next, src) {
				return next.Span
			}
		}
		break
	}
	return document.Span{}
}

// isComment holds for comments that stand between a suppression and what it
// covers, others of these among them.
func isComment(b document.Block, src []byte) bool {
	text := bytes.TrimSpace(src[b.Span.Start:b.Span.End])
	return b.Kind == document.HTMLBlock && bytes.HasPrefix(text, []byte("<!--")) && bytes.HasSuffix(text, []byte("-->"))
}

func inside(b document.Block, at int) document.Span {
	switch {
	case b.List != nil:
		if item, ok := itemAt(*b.List, at); ok {
			return item
		}
	case b.Table != nil:
		for _, row := range b.Table.Rows {
			if row.Span.Start <= at && at < row.Span.End {
				return row.Span
			}
		}
	}
	return b.Span
}

// itemAt is the innermost item around an offset.
func itemAt(l document.List, at int) (document.Span, bool) {
	for _, item := range l.Items {
		if at < item.Span.Start || at >= item.Span.End {
			continue
		}
		for _, inner := range item.Lists {
			if span, ok := itemAt(inner, at); ok {
				return span, true
			}
		}
		return item.Span, true
	}
	return document.Span{}, false
}

// frontIgnores reads "# pm:ignore RULE REASON" on a line of its own, which covers
// the key or item that begins on the next line, with all that is indented more.
func frontIgnores(d *document.Document) []*ignore {
	front, src := d.FrontSpan(), d.Source()
	var all, waiting []*ignore
	indent := -1 // of what is being covered
	for at := front.Start; at < front.End; {
		next := front.End
		if i := bytes.IndexByte(src[at:front.End], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := document.Span{Start: at, End: at + len(bytes.TrimRight(src[at:next], "\r\n"))}
		text := string(src[line.Start:line.End])
		trimmed := strings.TrimLeft(text, " ")
		at = next
		switch comment, isComment := strings.CutPrefix(trimmed, "#"); {
		case isComment && strings.HasPrefix(strings.TrimSpace(comment), ignoreWord):
			if indent >= 0 {
				waiting, indent = nil, -1
			}
			line.Start += len(text) - len(trimmed)
			found := parseIgnore(comment, line, document.Span{})
			all, waiting = append(all, found...), append(waiting, found...)
		case isComment || strings.TrimSpace(trimmed) == "":
		case indent < 0 && len(waiting) > 0:
			indent = len(text) - len(trimmed)
			cover(waiting, line)
		case indent >= 0 && continues(text, indent, waiting, src):
			cover(waiting, line)
		default:
			waiting, indent = nil, -1
		}
	}
	return all
}

// continues reports that a line belongs to the key or item begun at an
// indentation. A list's items may stand as far left as their key.
func continues(line string, indent int, covering []*ignore, src []byte) bool {
	own := len(line) - len(strings.TrimLeft(line, " "))
	if own != indent {
		return own > indent
	}
	first := src[covering[0].cover.Start+indent:]
	return strings.HasPrefix(line[own:], "- ") && !bytes.HasPrefix(first, []byte("- "))
}

func cover(all []*ignore, line document.Span) {
	for _, i := range all {
		if i.cover.IsZero() {
			i.cover.Start = line.Start
		}
		i.cover.End = line.End
	}
}

// ignored reports a finding that a suppression covers, which thereby is used.
func (p *Pass) ignored(rule string, span document.Span) bool {
	found := false
	for _, i := range p.ignores {
		if i.rule == rule && i.works() && i.cover.Start <= span.Start && span.Start <= i.cover.End {
			i.used, found = true, true
		}
	}
	return found
}

// works reports a suppression that may suppress: it gives a reason, covers
// something, and its rule is none that guards the others.
func (i *ignore) works() bool {
	return i.reason != "" && !i.cover.IsZero() && !slices.Contains(unignorable, i.rule)
}

// unignorable are rules whose findings put all others, or the process itself, in
// doubt. What a state asks for is changed in the configuration, where a review
// shows it.
var unignorable = []string{"front-matter", "required-field", "required-section", "transition", "unused-suppression"}

// Suppression is a pm:ignore comment, told apart by rule.
type Suppression struct {
	Rule, Reason string // no reason, no suppression
	At           document.Position
}

// Suppressions are those of a file, in order of place.
func Suppressions(d *document.Document) []Suppression {
	var all []Suppression
	for _, i := range ignores(d) {
		all = append(all, Suppression{i.rule, i.reason, d.Position(i.at.Start)})
	}
	return all
}
