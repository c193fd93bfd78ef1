package incident

import "strings"

// alertWords are what monitoring systems call how bad an alert is, the worst
// first: Prometheus' common labels, syslog's levels and PagerDuty's priorities.
var alertWords = [][]string{
	{"critical", "page", "emergency", "fatal", "disaster", "p1"},
	{"error", "high", "major", "p2"},
	{"warning", "warn", "medium", "average", "moderate", "minor", "p3"},
	{"info", "information", "low", "notice", "none", "p4", "p5"},
}

// AlertSeverity is the severity of an incident that an alert with a severity of
// its own makes: as the configuration maps the word, else one of the severities
// by that name, else by what such words usually mean; case does not matter. The
// answer to an unknown word is the default severity and false.
func (p *Process) AlertSeverity(word string) (severity string, known bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	if s, ok := p.AlertSeverities[word]; ok {
		return s, true
	}
	for _, s := range p.Severities {
		if strings.EqualFold(s, word) {
			return s, true
		}
	}
	for rank, words := range alertWords {
		for _, w := range words {
			if w == word && len(p.Severities) > 0 {
				return p.Severities[min(rank, len(p.Severities)-1)], true
			}
		}
	}
	return p.DefaultSeverity, false
}
