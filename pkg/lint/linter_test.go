package lint

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/incident"
)

// source makes a file of the four keys every incident has, more keys and a body.
func source(state, keys, body string) []byte {
	return []byte("---\ntitle: Checkout returns 5xx\nstate: " + state + "\nseverity: sev2\nstarted_at: 2026-03-01T14:02:00Z\n" +
		keys + "---\n" + body)
}

// rulesOf are the rules of findings, in order and without repeats.
func rulesOf(found []Finding) []string {
	var ids []string
	for _, f := range found {
		ids = append(ids, f.Rule)
	}
	return slices.Compact(ids)
}

func lintOne(o Options, src []byte) []Finding {
	if o.Now.IsZero() {
		o.Now = present
	}
	l := New(o)
	found := l.File(examplePath, src, nil)
	return append(found, l.Finish()...)
}

func TestSeverityOverrides(t *testing.T) {
	src := source("resolved", "onwer: alice\nrelated: [gone]\nfollowup_due: 2026-03-10\n", "")
	tests := []struct {
		name string
		o    Options
		want string
	}{
		{"defaults", Options{}, "error required-field, warning unknown-field, error related-unknown"},
		{"off", Options{Severity: map[string]Severity{"required-field": Off, "related-unknown": Off}}, "warning unknown-field"},
		{"info", Options{Severity: map[string]Severity{"required-field": Info, "related-unknown": Info}}, "info required-field, warning unknown-field, info related-unknown"},
		{"only", Options{Only: []string{"unknown-field"}}, "warning unknown-field"},
		{"only across", Options{Only: []string{"related-unknown"}}, "error related-unknown"},
		{"only and severity", Options{Only: []string{"unknown-field"}, Severity: map[string]Severity{"unknown-field": Error}}, "error unknown-field"},
		{"only, off by default", Options{Only: []string{"overdue"}}, "warning overdue"},
		{"only, off by configuration", Options{Only: []string{"unknown-field"}, Severity: map[string]Severity{"unknown-field": Off}}, "warning unknown-field"},
		{"only, error off by configuration", Options{Only: []string{"required-field"}, Severity: map[string]Severity{"required-field": Off}}, "error required-field"},
		{"only, unknown", Options{Only: []string{"no-such-rule"}}, ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range lintOne(tt.o, src) {
			got = append(got, f.Severity.String()+" "+f.Rule)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// TestConfiguredSeverityHoldsForAll: a warning of a rule that is an error by
// default follows the configuration like the rest of the rule.
func TestConfiguredSeverityHoldsForAll(t *testing.T) {
	src := source("resolved", "ended_at: 2026-03-01T15:02:00Z\nhistory:\n  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}\n", "")
	for want, o := range map[Severity]Options{
		Warning: {},
		Error:   {Severity: map[string]Severity{"history": Error}},
		Info:    {Severity: map[string]Severity{"history": Info}},
	} {
		if found := lintOne(o, src); len(found) != 1 || found[0].Severity != want {
			t.Errorf("want one %s, got\n%s", want, format(found))
		}
	}
}

// TestScopes breaks what each scope is held to and what it is not.
func TestScopes(t *testing.T) {
	keys := "severity: sev1\nonwer: x\nfollowup_due: soon\nrelated: [gone]\n" +
		"action_items:\n  - {id: a, title: Improve monitoring, status: open}\n"
	body := "\nTODO [x](gone.md)\n\n## Timeline\n\n- 14:02 it broke\n"
	tests := []struct {
		state, keys string
		want        []string
	}{
		{"dismissed", "", []string{"duplicate-key"}},
		{"follow-up", "adopted: 2026-03-02\n", []string{"duplicate-key", "field-type", "action-due", "action-owner", "vague-action"}},
		{"in-progress", "", []string{
			"duplicate-key", "unknown-field", "field-type", "vague-action", "placeholder", "broken-link", "timeline-time", "related-unknown",
		}},
	}
	for _, tt := range tests {
		found := lintOne(Options{FS: fstest.MapFS{}}, source(tt.state, keys+tt.keys, body))
		if diff := cmp.Diff(tt.want, rulesOf(found)); diff != "" {
			t.Errorf("%s %s(-want +got):\n%s", tt.state, tt.keys, diff)
		}
	}
}

func TestStrictFields(t *testing.T) {
	p := incident.DefaultProcess()
	p.StrictFields, p.ExtraFields = true, []string{"customer"}
	src := source("in-progress", "customer: acme\nweight: 3\naction_items:\n  - {id: a, title: Retire Jenkins, status: open, effort: small}\n", "")
	var got []string
	for _, f := range lintOne(Options{Process: p}, src) {
		got = append(got, f.Rule+" "+f.Subject)
	}
	if diff := cmp.Diff([]string{"unknown-field weight", "unknown-field action_items[0].effort"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGatesOfTheProcess: what is asked for is the organisation's to say.
func TestGatesOfTheProcess(t *testing.T) {
	p := incident.DefaultProcess()
	p.Gates = map[incident.State][]string{
		incident.InProgress: {"owner", "customer"},
		incident.Resolved:   {"references", incident.ActionsAssigned},
	}
	p.ExtraFields = []string{"customer"}
	var got []string
	for _, f := range lintOne(Options{Process: p}, source("resolved", "", "")) {
		got = append(got, f.Rule+" "+f.Subject)
	}
	want := []string{"required-field action_items", "required-field customer", "required-field owner", "required-section references"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	open := "owner: alice\ncustomer: acme\naction_items:\n  - {id: a, title: Retire Jenkins, status: open}\n"
	found := lintOne(Options{Process: p}, source("resolved", open, "\n## References\n\nNone.\n"))
	if diff := cmp.Diff([]string{"action-due", "action-owner"}, rulesOf(found)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestConditionsAreNotAsked: a gate's condition that reads prose is the business
// of pm advance; lint has rules for prose.
func TestConditionsAreNotAsked(t *testing.T) {
	p := incident.DefaultProcess()
	p.Gates[incident.InProgress] = append(p.Gates[incident.InProgress], incident.Blameless)
	p.Conditions[incident.Blameless] = func(*incident.Incident) []incident.Need {
		t.Error("lint asked for the condition")
		return nil
	}
	if found := lintOne(Options{Process: p}, source("in-progress", "", "")); len(found) != 0 {
		t.Errorf("got\n%s", format(found))
	}
}

// TestFindingsAreCopies: the reader reuses a file's bytes for the next one.
func TestFindingsAreCopies(t *testing.T) {
	l := New(Options{FS: fstest.MapFS{}, Now: present})
	src := source("resolved", "related: [gone]\naction_items:\n  - {id: a, title: Improve monitoring, status: open}\n",
		"\nTODO [x](gone.md)\n\n## Timeline\n\n- 2026-03-01T14:20:00Z b\n- 2026-03-01T14:02:00Z a\n- 14:02 it broke\n")
	found := l.File(examplePath, src, nil)
	want := format(found)
	for n := range src {
		src[n] = 'x'
	}
	found = append(found, l.Finish()...)
	if got := format(found); !strings.HasPrefix(got, want) || !strings.Contains(got, "gone") {
		t.Errorf("findings changed with the bytes:\n%s\nwere\n%s", got, want)
	}
}

// TestConcurrentFiles lints one tree by many workers and by one.
func TestConcurrentFiles(t *testing.T) {
	fsys := fstest.MapFS{"2026/graphs/a.png": {}}
	names := []string{"2026/2026-03-01-a.md", "2026/2026-03-01-b.md", "2026/2026-03-01-c.md", "2026/2026-03-02-d.md"}
	src := source("in-progress", "related: [2026-03-01-a, gone]\n", "\n[x](gone.md) [y](graphs/a.png) [z](2026-03-01-a.md#none)\n")
	for _, n := range names {
		fsys[n] = &fstest.MapFile{Data: src}
	}
	run := func(workers int) string {
		l := New(Options{FS: fsys, Now: present})
		var mu sync.Mutex
		var found []Finding
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for n := w; n < len(names); n += workers {
					fs := l.File(names[n], bytes.Clone(src), nil)
					mu.Lock()
					found = append(found, fs...)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		found = append(found, l.Finish()...)
		Sort(found)
		return format(found)
	}
	if diff := cmp.Diff(run(1), run(4)); diff != "" {
		t.Errorf("(-one +four workers):\n%s", diff)
	}
}

// TestRemember: files that are only remembered are known, and not reported on.
func TestRemember(t *testing.T) {
	l := New(Options{Now: present})
	l.Remember("2026/2026-02-01-old.md", source("closed", "aliases: [2026-02-01-older]\n", ""))
	l.Remember("2026/2026-03-01-zz.md", source("in-progress", "related: [gone]\n", ""))
	found := l.File("2026/2026-03-01-a.md", source("in-progress", "related: [2026-02-01-older]\n", ""), nil)
	found = append(found, l.Finish()...)
	if len(found) != 1 || found[0].Rule != "duplicate-title" || found[0].File != "2026/2026-03-01-a.md" {
		t.Errorf("want the newcomer told of its twin, got\n%s", format(found))
	}
}

// TestRememberDays: a twin is found however its start is written.
func TestRememberDays(t *testing.T) {
	tests := []struct {
		start string
		twin  bool
	}{
		{"started_at: 2026-03-01T23:59:00Z", true},
		{`"started_at":   "2026-03-01T00:00:00Z"`, true},
		{"started_at: 2026-03-02T00:30:00+01:00", true},
		{"{title: Checkout returns 5xx, started_at: 2026-02-28T23:30:00-05:00}", true},
		{"started_at: >-\n  2026-03-01T23:59:00Z", true},
		{"started_at: 2026-03-02T00:30:00Z", false},
		{"started_at: 2026-04-01T00:30:00Z", false},
		{"started_at:", false},
		{"", false},
	}
	for _, tt := range tests {
		l := New(Options{Now: present})
		front := "title: Checkout returns 5xx\n" + tt.start
		if strings.HasPrefix(tt.start, "{") {
			front = tt.start
		}
		l.Remember("2026/2026-02-01-a.md", []byte("---\n"+front+"\n---\n"))
		found := append(l.File(examplePath, source("in-progress", "", ""), nil), l.Finish()...)
		if got := len(found) == 1 && found[0].Rule == duplicateTitle.ID; got != tt.twin || len(found) > 1 {
			t.Errorf("%s: twin %t, want %t\n%s", tt.start, got, tt.twin, format(found))
		}
	}
}

// TestFileTwice: an editor lints the same path again and again.
func TestFileTwice(t *testing.T) {
	l := New(Options{Now: present})
	l.File(examplePath, source("in-progress", "related: [gone]\n", ""), nil)
	l.File(examplePath, source("in-progress", "", ""), nil)
	l.Remember(examplePath, source("in-progress", "related: [gone]\n", ""))
	if found := l.Finish(); len(found) != 0 {
		t.Errorf("the first version is still remembered:\n%s", format(found))
	}
}

func TestNoFileSystemNoClock(t *testing.T) {
	l := New(Options{})
	src := source("in-progress", "action_items:\n  - {id: a, title: Retire Jenkins, status: done, evidence: gone.md}\n", "\n[x](gone.md)\n")
	if found := l.File("a/2026-03-01-x.md", src, nil); len(found) != 0 {
		t.Errorf("without a tree and a clock there is nothing to say, got\n%s", format(found))
	}
}

func TestBaseIsDecoded(t *testing.T) {
	var base *incident.Incident
	seen := &Rule{ID: "seen", Severity: Error, Check: func(p *Pass) { base = p.Base }}
	l := New(Options{Only: []string{"none of the list"}})
	l.use(&active{Rule: seen, severity: Error})
	l.File(examplePath, source("resolved", "", ""), source("in-progress", "", ""))
	if base == nil || base.State.V != incident.InProgress {
		t.Errorf("base is %+v", base)
	}
	l.File(examplePath, source("resolved", "", ""), nil)
	if base != nil {
		t.Error("there is a base where none was given")
	}
}

func TestSeverityNames(t *testing.T) {
	for s := Off; s <= Error; s++ {
		if got, ok := ParseSeverity(s.String()); !ok || got != s {
			t.Errorf("%s reads back as %s", s, got)
		}
	}
	if s, ok := ParseSeverity("fatal"); ok || s.String() != "off" {
		t.Errorf("fatal reads as %s", s)
	}
	if got := Severity(9).String(); got != "unknown" {
		t.Errorf("Severity(9) is %q", got)
	}
}
