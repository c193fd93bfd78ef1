package intake

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"time"
)

// groupedAlert is one of the alerts in a post of Alertmanager (template.Alert of
// its source) and of Grafana, which has the same shape and more fields.
type groupedAlert struct {
	Status       string            `json:"status"`
	Labels       map[string]string `json:"labels"`
	Annotations  map[string]string `json:"annotations"`
	StartsAt     string            `json:"startsAt"`
	EndsAt       string            `json:"endsAt"`
	GeneratorURL string            `json:"generatorURL"`
	Fingerprint  string            `json:"fingerprint"`
	PanelURL     string            `json:"panelURL"`     // Grafana
	DashboardURL string            `json:"dashboardURL"` // Grafana
}

// serviceLabels are the labels that name what is broken, the best first.
var serviceLabels = []string{"service", "service_name", "app"}

// read checks what is used of an alert; at is where it stands, for messages.
func (g *groupedAlert) read(source Source, at string) (Alert, error) {
	a := Alert{Source: source, Labels: cleaned(g.Labels)}
	service := ""
	for _, label := range serviceLabels {
		service = cmp.Or(service, g.Labels[label])
	}
	err := readTexts([]text{
		{at + "labels.alertname", g.Labels["alertname"], &a.Name, false},
		{at + "annotations.summary", g.Annotations["summary"], &a.Summary, false},
		{at + "annotations.description", cmp.Or(g.Annotations["description"], g.Annotations["message"]), &a.Description, false},
		{at + "labels.severity", cmp.Or(g.Labels["severity"], g.Labels["priority"]), &a.Severity, false},
		{at + "labels.service", service, &service, true},
		{at + "fingerprint", g.Fingerprint, &a.Fingerprint, true},
	})
	if err != nil {
		return Alert{}, err
	}
	if service != "" {
		a.Services = []string{service}
	}
	a.Name = cmp.Or(a.Name, a.Summary, a.Description)
	if a.Name == "" {
		return Alert{}, &Error{Reason: at + "labels has no alertname", Way: "pm names the incident after it"}
	}
	a.Fingerprint = cmp.Or(a.Fingerprint, fingerprint(g.Labels))
	a.Link = cmp.Or(webLink(g.PanelURL), webLink(g.DashboardURL), webLink(g.GeneratorURL))
	a.Start, a.End, err = g.times(at)
	return a, err
}

// times are those that the alert began and ended at. What is firing has no end,
// whatever endsAt says: there it is when the alert would be forgotten.
func (g *groupedAlert) times(at string) (start, end time.Time, err error) {
	if start, err = moment(at+"startsAt", g.StartsAt); err != nil {
		return start, end, err
	}
	if start.IsZero() {
		return start, end, &Error{Reason: at + "startsAt is missing", Way: "pm does not guess when an incident began"}
	}
	switch g.Status {
	case "firing":
		return start, end, nil
	case "resolved", "":
	default:
		return start, end, &Error{Reason: fmt.Sprintf("%sstatus is %q", at, cut(oneLine(g.Status), 40)), Way: "pm knows firing and resolved"}
	}
	if end, err = moment(at+"endsAt", g.EndsAt); err != nil {
		return start, end, err
	}
	if end.IsZero() && g.Status == "resolved" {
		return start, end, &Error{Reason: at + "endsAt is missing, and the alert is resolved", Way: "pm does not guess when it ended"}
	}
	return start, notBefore(end, start), nil
}

// notBefore lets an alert end no sooner than it began, as it may seem to where the
// clocks of two machines differ.
func notBefore(end, start time.Time) time.Time {
	if !end.IsZero() && end.Before(start) {
		return start
	}
	return end
}

// text is one text of an input: what it is called, as it stands, and where it goes.
type text struct {
	name, written string
	to            *string
	whole         bool // it becomes a name, and is never cut
}

func readTexts(list []text) error {
	for _, t := range list {
		check := checked
		if t.whole {
			check = checkedName
		}
		s, err := check(t.name, t.written)
		if err != nil {
			return err
		}
		*t.to = s
	}
	return nil
}

// cleaned are the labels as one line each. They become no part of a file by
// themselves, so that nothing in them is a reason to refuse the alert.
func cleaned(labels map[string]string) map[string]string {
	if len(labels) == 0 {
		return nil
	}
	out := make(map[string]string, len(labels))
	for name, value := range labels {
		out[cut(oneLine(name), maxText)] = cut(oneLine(value), maxText)
	}
	return out
}

// fingerprint is what Prometheus calls a set of labels by (model.LabelSet's
// Fingerprint), for senders that leave it out.
func fingerprint(labels map[string]string) string {
	h := fnv.New64a()
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		for _, part := range []string{name, labels[name]} {
			_, _ = h.Write([]byte(part))
			_, _ = h.Write([]byte{0xff})
		}
	}
	return fmt.Sprintf("%016x", h.Sum64())
}
