package intake

import (
	"strconv"
	"strings"
)

// readSeverity reads severity and status words.
func (r *reader) readSeverity() {
	if facts := r.all(statusFact); len(facts) > 0 {
		r.legacy.Status = shorten(facts[0].value, 40)
	}
	for _, f := range r.all(severityFact) {
		if s, ok := severityOf(f.value, r.options.Process.Severities); ok {
			r.legacy.Severity, r.legacy.SeverityWritten = s, shorten(f.value, 40)
			return
		}
	}
	for _, f := range r.all(severityFact) {
		r.legacy.SeverityWritten = shorten(f.value, 40)
		r.ask(f.offset, "the severity is written as "+strconv.Quote(r.legacy.SeverityWritten)+", which is none of "+
			strings.Join(r.options.Process.Severities, ", "), "pm set ID severity=SEVERITY")
		return
	}
}

// severityWords rank what people write where they have no numbers, from the worst.
var severityWords = [...][]string{
	{"critical", "blocker", "catastrophic"},
	{"high", "major", "severe"},
	{"medium", "moderate"},
	{"low", "minor", "trivial"},
}

// severityOf is the configured severity that words mean: itself, or the one of that
// number or, where there are four, that rank.
func severityOf(text string, severities []string) (string, bool) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	if len(words) == 0 {
		return "", false
	}
	for _, s := range severities {
		if strings.EqualFold(s, strings.TrimSpace(text)) || strings.EqualFold(s, words[0]) || len(words) > 1 && strings.EqualFold(s, words[0]+words[1]) {
			return s, true
		}
	}
	if n, ok := severityNumber(words); ok {
		return numbered(n, severities)
	}
	for rank, synonyms := range severityWords {
		if len(severities) == len(severityWords) && hasFold(synonyms, words[0]) {
			return severities[rank], true
		}
	}
	return "", false
}

// severityNumber reads 2, P2, S2, sev2, SEV-2, Severity 2 and level 2.
func severityNumber(words []string) (int, bool) {
	for _, prefix := range []string{"severity", "priority", "level", "prio", "sev", "p", "s", ""} {
		rest, ok := strings.CutPrefix(words[0], prefix)
		if rest == "" && len(words) > 1 && prefix != "" {
			rest = words[1]
		}
		if n, err := strconv.Atoi(rest); ok && err == nil && n < 10 {
			return n, true
		}
	}
	return 0, false
}

// numbered is the severity whose name ends in a number.
func numbered(n int, severities []string) (string, bool) {
	for _, s := range severities {
		if strings.HasSuffix(s, strconv.Itoa(n)) {
			return s, true
		}
	}
	return "", false
}
