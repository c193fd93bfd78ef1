package merge

import (
	"bytes"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// piece is a run of lines of the result: settled ones, or the two sides of a
// conflict. Lines hold their line endings.
type piece struct {
	lines   []string
	subject string // of the conflict; "" when settled
	theirs  []string
}

func (p piece) conflict() bool { return p.subject != "" }

// swapSides makes theirs of ours and ours of theirs.
func swapSides(pieces []piece) {
	for i := range pieces {
		if p := &pieces[i]; p.conflict() {
			p.lines, p.theirs = p.theirs, p.lines
		}
	}
}

// settled is lines that need no decision, as a list of at most one piece.
func settled(lines []string) []piece {
	if len(lines) == 0 {
		return nil
	}
	return []piece{{lines: lines}}
}

// splitLines are the lines of src with their line endings; the last may have none.
func splitLines(src []byte) []string {
	if len(src) == 0 {
		return nil
	}
	lines := strings.SplitAfter(string(src), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// coarse sets two versions against each other without looking at the base:
// what they share at either end is settled, all between is one conflict.
func coarse(subject string, ours, theirs []string) []piece {
	head := 0
	for head < min(len(ours), len(theirs)) && ours[head] == theirs[head] {
		head++
	}
	tail := 0
	for tail < min(len(ours), len(theirs))-head && ours[len(ours)-1-tail] == theirs[len(theirs)-1-tail] {
		tail++
	}
	if head == len(ours) && head == len(theirs) {
		return settled(ours)
	}
	pieces := settled(ours[:head])
	pieces = append(pieces, piece{subject: subject, lines: ours[head : len(ours)-tail], theirs: theirs[head : len(theirs)-tail]})
	return append(pieces, settled(ours[len(ours)-tail:])...)
}

// assemble writes the pieces down, conflicts between markers.
func assemble(o Options, pieces []piece) Result {
	var r Result
	var b bytes.Buffer
	w := markers{Buffer: &b, size: o.MarkerSize}
	for _, p := range pieces {
		if !p.conflict() {
			w.lines(p.lines)
			continue
		}
		w.endLine()
		start := b.Len()
		w.mark('<', o.Ours)
		w.lines(p.lines)
		w.endLine()
		w.mark('=', "")
		w.lines(p.theirs)
		w.endLine()
		w.mark('>', o.Theirs)
		r.Conflicts = append(r.Conflicts, Conflict{Subject: p.subject, Span: document.Span{Start: start, End: b.Len()}})
	}
	r.Data = b.Bytes()
	counted, line := 0, 1
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		line += bytes.Count(r.Data[counted:c.Span.Start], lfBytes)
		counted, c.Line = c.Span.Start, line
	}
	return r
}

// markers writes lines and the markers between them.
type markers struct {
	*bytes.Buffer
	size int
}

func (w markers) lines(lines []string) {
	for _, l := range lines {
		w.WriteString(l)
	}
}

// endLine ends a line that has no line ending, so that a marker never stands
// behind text.
func (w markers) endLine() {
	if b := w.Bytes(); len(b) > 0 && b[len(b)-1] != '\n' {
		w.WriteString("\n")
	}
}

// mark writes one marker. A label comes from a branch or a commit's subject,
// and is kept to printable characters of one line.
func (w markers) mark(c byte, label string) {
	w.WriteString(strings.Repeat(string(c), w.size))
	if label != "" {
		w.WriteString(" " + strings.Map(printable, label))
	}
	w.WriteString("\n")
}

func printable(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return '?'
	}
	return r
}
