package merge

import (
	"slices"
	"strings"
	"time"
)

// body merges what follows the front matter: the timeline entry by entry, all
// else by lines. timeline are the names of the entries that must come out; nil
// when all of it was merged by lines.
func body(base, ours, theirs *reading, options Options) (pieces []piece, timeline []string) {
	versions := []*reading{base, ours, theirs}
	byLines := mergeLines("body", base.body, ours.body, theirs.body)
	if slices.Equal(base.body, ours.body) || slices.Equal(base.body, theirs.body) || slices.Equal(ours.body, theirs.body) {
		return byLines, nil
	}
	var cut [3]prose
	for n, r := range versions {
		var ok bool
		if cut[n], ok = r.cutBody(r.says(options)); !ok {
			return byLines, nil
		}
	}
	b, o, t := cut[0], cut[1], cut[2]
	if !alignTimelines(&b, &o, &t) {
		return byLines, nil
	}
	entries, timeline := mergeTimelines(b, o, t)
	pieces = append(mergeLines("body", b.before, o.before, t.before), entries...)
	pieces = append(pieces, mergeLines("body", b.after, o.after, t.after)...)
	return pieces, timeline
}

// alignTimelines divides the bodies that have no timeline where it would stand;
// false when no version has one, or one has a list and another a table.
func alignTimelines(b, o, t *prose) bool {
	all := []*prose{b, o, t}
	var with []*prose
	for _, p := range all {
		if len(p.entries) > 0 {
			with = append(with, p)
		}
	}
	if len(with) == 0 || slices.ContainsFunc(with, func(p *prose) bool { return p.rows != with[0].rows }) {
		return false
	}
	if len(b.entries) == 0 {
		at := len(b.before)
		for _, p := range with {
			at = min(at, b.place(*p))
		}
		*b = b.split(at)
	}
	for _, p := range []*prose{o, t} {
		if len(p.entries) == 0 {
			*p = p.split(p.place(*b))
		}
	}
	return true
}

// mergeTimelines merges entries by time and text, in order of time.
func mergeTimelines(b, o, t prose) ([]piece, []string) {
	s := sides{base: withEndings(b.entries), ours: withEndings(o.entries), theirs: withEndings(t.entries)}
	order := s.byTime(func(e *entry) (time.Time, bool) {
		if at, ok := o.times[e.name]; ok {
			return at, true
		}
		at, ok := t.times[e.name]
		return at, ok
	})
	// Two rewordings of one entry would both stay, as if each were news.
	if s.rewritten() {
		ours, theirs := linesOf(s.ours), linesOf(s.theirs)
		pieces := mergeLines("timeline", linesOf(s.base), ours, theirs)
		if !conflicted(pieces) {
			return coarse("timeline", ours, theirs), nil
		}
		return pieces, nil
	}
	pieces, all := s.each("timeline", order, func(b, o, t *entry) outcome {
		return outcome{pieces: mergeLines("timeline", b.own(), o.own(), t.own())}
	})
	wanted := make([]string, len(all))
	for i, m := range all {
		wanted[i] = m.name
	}
	return pieces, wanted
}

// withEndings are entries of which each line has an ending, also at the file's end.
func withEndings(entries []entry) []entry {
	all := slices.Clone(entries)
	if len(all) > 0 {
		last := &all[len(all)-1]
		if n := len(last.lines); n > 0 && !strings.HasSuffix(last.lines[n-1], "\n") {
			last.lines = slices.Clone(last.lines)
			last.lines[n-1] += "\n"
		}
	}
	return all
}

func linesOf(entries []entry) []string {
	var lines []string
	for _, e := range entries {
		lines = append(append(lines, e.lead...), e.lines...)
	}
	return lines
}

// lineEnds ends the last line of a file as the side which changed that does, and
// every other line.
func lineEnds(pieces []piece, files [3][]byte) []piece {
	var open [3]uint8
	for i, f := range files {
		open[i] = bit(len(f) > 0 && f[len(f)-1] != '\n')
	}
	want := changed(open[0], open[1], open[2]) == 1
	for i := range pieces {
		p := &pieces[i]
		n := len(p.lines)
		if n == 0 || p.conflict() {
			continue
		}
		last := strings.TrimSuffix(p.lines[n-1], "\n")
		if !want || i+1 < len(pieces) {
			last += "\n"
		}
		if last != p.lines[n-1] {
			p.lines = append(slices.Clone(p.lines[:n-1]), last)
		}
	}
	return pieces
}
