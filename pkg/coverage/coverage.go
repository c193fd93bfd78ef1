// Package coverage finds what no postmortem covers: major alerts, reverts and
// hotfixes on one side, incidents on the other. It is told the former first and
// then every incident, one by one, of which it keeps nothing but the ID.
package coverage

import (
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
)

// Options say what asks for a postmortem.
type Options struct {
	Process  *incident.Process
	Now      time.Time // until when what goes on has gone on
	Branches []string  // patterns of Matches for branches whose merge asks for one
	Subjects []string  // and for subjects of commits
}

// Reason is by what a postmortem covers something.
type Reason string

// The reasons; the first two are said by somebody, the last is a conclusion.
const (
	ByFingerprint Reason = "fingerprint" // alerts of the incident lists it
	ByTrailer     Reason = "trailer"     // the commit says Postmortem: ID
	ByTime        Reason = "time"        // the incident went on then, and names the service
)

// Cover is the postmortem that covers something.
type Cover struct {
	ID     string // of the incident
	By     Reason
	Branch string // that the incident was read from; "" for the work tree
}

// Signal is what asks for a postmortem: an alert, or commits that belong together.
type Signal struct {
	Alert    *intake.Alert // nil for commits
	File     string        // that the alert was read from
	Severity string        // of an incident that it makes
	Commits  []Commit      // the one that asks first
	Title    string        // of commits
	Why      []string      // for each reason that commits ask: "reverts 1a2b3c4"
	Start    time.Time
	End      time.Time // zero while an alert fires; Start for commits
	Services []string
	Named    []string // incidents that trailers name
	Cover    Cover    // zero when there is none
	Near     []string // IDs of incidents that went on then and do not cover it, a few
}

// Covered reports that a postmortem covers the signal.
func (s *Signal) Covered() bool { return s.Cover.ID != "" }

// Audit weighs signals against incidents. Add signals first.
type Audit struct {
	Below   int      // alerts below the major severities, which ask for nothing
	Unknown []string // severities of alerts that stand for none here

	options  Options
	signals  []*Signal
	alerts   map[string]*Signal // by occurrence
	passed   map[string]bool    // occurrences that are below
	byMark   map[string][]*Signal
	byName   map[string][]*Signal // by the IDs that trailers name
	services map[*Signal][]string // in lower case
}

// New is an audit of nothing yet.
func New(o Options) *Audit {
	return &Audit{
		options: o, alerts: map[string]*Signal{}, passed: map[string]bool{},
		byMark: map[string][]*Signal{}, byName: map[string][]*Signal{}, services: map[*Signal][]string{},
	}
}

// AddAlerts adds the alerts of a file. Each occurrence is there once, whatever
// files tell of it.
func (a *Audit) AddAlerts(file string, alerts []intake.Alert) {
	for n := range alerts {
		a.addAlert(file, &alerts[n])
	}
}

func (a *Audit) addAlert(file string, alert *intake.Alert) {
	key := alert.Fingerprint + "\x00" + alert.Start.Format(time.RFC3339)
	severity, known := a.options.Process.AlertSeverity(alert.Severity)
	if !known && alert.Severity != "" && !slices.Contains(a.Unknown, alert.Severity) {
		a.Unknown = append(a.Unknown, alert.Severity)
	}
	was := a.alerts[key]
	switch {
	case was != nil && !alert.Firing():
		was.End = alert.End
		was.Alert.End = alert.End
	case was != nil:
	case !slices.Contains(a.options.Process.Major, severity):
		if !a.passed[key] {
			a.passed[key] = true
			a.Below++
		}
	default:
		s := &Signal{Alert: alert, File: file, Severity: severity, Start: alert.Start, End: alert.End, Services: alert.Services}
		a.alerts[key] = s
		for _, mark := range alert.Marks() {
			a.byMark[mark] = append(a.byMark[mark], s)
		}
		a.add(s)
	}
}

func (a *Audit) add(s *Signal) {
	a.signals = append(a.signals, s)
	for _, service := range s.Services {
		a.services[s] = append(a.services[s], strings.ToLower(service))
	}
	for _, id := range s.Named {
		a.byName[id] = append(a.byName[id], s)
	}
}

// Signals are all that ask for a postmortem, in order of time.
func (a *Audit) Signals() []*Signal {
	slices.SortStableFunc(a.signals, func(x, y *Signal) int { return x.Start.Compare(y.Start) })
	return a.signals
}

// Knows reports that an incident was met under an ID that a trailer names.
func (a *Audit) Knows(id string) bool {
	return slices.ContainsFunc(a.byName[id], func(s *Signal) bool { return s.Cover.By == ByTrailer })
}
