package lint

import "slices"

// lineIgnore is a suppression of a rule that looks across files, by lines: the
// document is gone when that rule speaks.
type lineIgnore struct {
	file, rule string
	at         place
	from, to   int // the lines it covers
}

// acrossIgnores are a file's suppressions of rules that look across files.
func (p *Pass) acrossIgnores() []lineIgnore {
	var all []lineIgnore
	for _, i := range p.ignores {
		if r := p.linter.rules[i.rule]; r == nil || r.Across == nil || !p.On(i.rule) || !i.works() {
			continue
		}
		cover := placeOf(p.Document, i.cover)
		all = append(all, lineIgnore{p.Path, i.rule, placeOf(p.Document, i.at), cover.start.Line, cover.end.Line})
	}
	return all
}

// acrossFindings asks the rules that look across files, and holds what they find
// against the suppressions of the file that it is about.
func (l *Linter) acrossFindings() []Finding {
	var found []Finding
	used := make(map[lineIgnore]bool)
	for _, a := range l.across {
		a.Across(&l.index, func(f Finding) {
			f.Rule, f.Severity = a.ID, a.severity
			if i, ok := l.index.ignored(f); ok {
				used[i] = true
				return
			}
			l.index.hideSecrets(&f)
			found = append(found, f)
		})
	}
	return append(found, l.unusedAcross(used)...)
}

// ignored finds the suppression that covers a finding.
func (x *Index) ignored(f Finding) (lineIgnore, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	ignores := x.entries[f.File].ignores
	n := slices.IndexFunc(ignores, func(i lineIgnore) bool {
		return i.rule == f.Rule && i.from <= f.Start.Line && f.Start.Line <= i.to
	})
	if n < 0 {
		return lineIgnore{}, false
	}
	return ignores[n], true
}

// unusedAcross is unused-suppression for the suppressions of such rules.
func (l *Linter) unusedAcross(used map[lineIgnore]bool) []Finding {
	if !l.on["unused-suppression"] {
		return nil
	}
	var found []Finding
	for _, e := range l.index.sorted() {
		for _, i := range e.ignores {
			if used[i] || !e.wanted() {
				continue
			}
			message, help := unused(i.rule)
			found = append(found, Finding{
				Rule: "unused-suppression", Severity: l.weight("unused-suppression"), File: e.path,
				Start: i.at.start, End: i.at.end, Subject: i.rule, Message: message, Help: help,
			})
		}
	}
	return found
}

// weight is the severity of a rule that runs.
func (l *Linter) weight(rule string) Severity {
	for _, a := range l.held[whole] {
		if a.ID == rule {
			return a.severity
		}
	}
	return Off
}
