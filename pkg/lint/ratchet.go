package lint

import (
	"bytes"
	"hash/maphash"

	"github.com/postmortem-md/pm/pkg/document"
)

// Ratchet marks as Old the findings of a file that its base has already: as many
// of one rule and subject as there are, first those whose lines are unchanged,
// and only where the base's weighs as much. Lines may have moved meanwhile. Where
// the words are all that there is to a finding, as with a secret, they must be the
// same.
func Ratchet(found, base []Finding) {
	budget := newBudget(base)
	for n := range found {
		found[n].Old = budget.spend(found[n], true)
	}
	for n := range found {
		found[n].Old = found[n].Old || found[n].Rule != exactRule && budget.spend(found[n], false)
	}
}

// exactRule is the rule whose Words stand for what it found, not for the line.
const exactRule = "secret"

// complaint is what makes two findings of two versions the same one.
type complaint struct{ rule, subject string }

// budget are the findings of the base that none of the file has been matched to.
type budget map[complaint][]Finding

func newBudget(base []Finding) budget {
	b := make(budget)
	for _, f := range base {
		key := complaint{f.Rule, f.Subject}
		b[key] = append(b[key], f)
	}
	return b
}

// spend takes out a finding of the base that f is; sameLine asks for one about
// the same words.
func (b budget) spend(f Finding, sameLine bool) bool {
	key := complaint{f.Rule, f.Subject}
	for n, old := range b[key] {
		if old.Severity < f.Severity || sameLine && (old.Words != f.Words || old.Message != f.Message) {
			continue
		}
		b[key] = append(b[key][:n:n], b[key][n+1:]...)
		return true
	}
	return false
}

var wordSeed = maphash.MakeSeed()

// line is the lines that a span is on, without their ending.
type line struct {
	document.Span
	words  uint64 // stands for what is written there
	single bool
}

func lineOf(d *document.Document, span document.Span) line {
	src := d.Source()
	from, to := span.Start, span.End
	for from > 0 && src[from-1] != '\n' {
		from--
	}
	for to < len(src) && src[to] != '\n' && src[to] != '\r' {
		to++
	}
	text := src[from:max(from, to)]
	return line{document.Span{Start: from, End: to}, maphash.Bytes(wordSeed, text), !bytes.ContainsAny(text, "\r\n")}
}

// holds reports that a span is on the same line. A paragraph may be one line, and
// have a finding in every sentence.
func (l line) holds(span document.Span) bool {
	return l.single && l.Start <= span.Start && span.End <= l.End
}
