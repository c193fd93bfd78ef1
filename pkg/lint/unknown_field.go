package lint

import (
	"fmt"
	"slices"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var unknownField = &Rule{
	ID:      "unknown-field",
	Summary: "no key looks like a slip for a known one",
	Why: "pm keeps keys it does not know and says nothing about them, so a slip such as onwer: is silently without effect: the " +
		"owner is never reminded. With strict_fields every unknown key is reported.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
onwer: alice
---
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
owner: alice
customer: acme
---
`,
	Configure: "fields: [customer] makes a key known; strict_fields: true reports every key that is not; rules: {unknown-field: off}.",
	Severity:  Warning,
	Check:     checkUnknownField,
}

// checkUnknownField leaves alone what looks like nothing known: an organisation's
// own keys need no permission.
func checkUnknownField(p *Pass) {
	front := p.Document.Front()
	for key := range front.Fields() {
		if _, ok := incident.FieldByKey(key.Text()); !ok && !slices.Contains(p.Process.ExtraFields, key.Text()) {
			p.unknownKey(key, "", fieldKeys)
		}
	}
	p.unknownItemKeys(front.Field("action_items"), "action_items", incident.ActionFields)
	p.unknownItemKeys(front.Field("history"), "history", incident.HistoryFields)
}

// unknownItemKeys looks at the keys of a list's mappings.
func (p *Pass) unknownItemKeys(list document.Node, field string, rows []incident.ItemField) {
	for i, item := range list.Items() {
		for key := range item.Fields() {
			if !isItemKey(rows, key.Text()) {
				p.unknownKey(key, fmt.Sprintf("%s[%d].", field, i), func() []string { return itemKeys(rows) })
			}
		}
	}
}

// unknownKey reports a key that is near a known one, and any key when the
// process is strict.
func (p *Pass) unknownKey(key document.Node, within string, known func() []string) {
	name := key.Text()
	near := incident.Nearest(name, known())
	switch {
	case near != "":
		p.Report(key.Span(), within+name, fmt.Sprintf("%q is not a known key; %s is", name, near),
			fmt.Sprintf("write %s:, or list %s under fields: in .pm.yaml to keep it", near, name))
	case p.Process.StrictFields:
		p.Report(key.Span(), within+name, fmt.Sprintf("%q is not a known key, and strict_fields is on", name),
			fmt.Sprintf("take it away, or list %s under fields: in .pm.yaml", name))
	}
}

func fieldKeys() []string {
	keys := make([]string, 0, len(incident.Fields))
	for _, f := range incident.Fields {
		keys = append(keys, f.Key)
	}
	return keys
}

func isItemKey(rows []incident.ItemField, key string) bool {
	return slices.ContainsFunc(rows, func(f incident.ItemField) bool { return f.Key == key })
}

func itemKeys(rows []incident.ItemField) []string {
	keys := make([]string, 0, len(rows))
	for _, f := range rows {
		keys = append(keys, f.Key)
	}
	return keys
}
