package incident

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

// front makes an incident of front matter lines, with an empty body.
func front(yaml string) *Incident {
	src := "---\n" + strings.TrimSpace(yaml) + "\n---\n"
	return Decode("2026/2026-03-01-checkout-5xx.md", document.Parse([]byte(src)), nil)
}

func TestDecode(t *testing.T) {
	i := front(`
title: "Checkout: 5xx"
state: follow-up
severity: sev1
started_at: 2026-03-01T14:02:00Z
ended_at: '2026-03-01T15:02:00Z'
owner: alice
participants: [alice, "@bob"]
triggers:
  - data-loss
followup_due: 2026-03-15
customer: acme
services:
tags: []
title: again
action_items:
  - id: 1
    title: Add a canary stage
    owner: alice
    due: 2026-03-20
    status: open
    due_was: [2026-03-10, 2026-03-12]
  - {title: Second}
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
`)
	if len(i.Faults) > 0 {
		t.Fatalf("faults: %v", i.Faults)
	}
	if i.ID != "2026-03-01-checkout-5xx" || i.Title.V != "Checkout: 5xx" || i.State.V != FollowUp || i.Severity.V != "sev1" {
		t.Errorf("read %q %q %q %q", i.ID, i.Title.V, i.State.V, i.Severity.V)
	}
	if !i.StartedAt.V.Equal(at("2026-03-01T14:02:00Z")) || !i.EndedAt.V.Equal(at("2026-03-01T15:02:00Z")) {
		t.Errorf("read %v to %v", i.StartedAt.V, i.EndedAt.V)
	}
	if i.FollowupDue.V.Format(time.DateOnly) != "2026-03-15" || i.Services.Known() || i.Tags.Known() || i.DetectedAt.Known() {
		t.Errorf("read due %v, services %v, tags %v", i.FollowupDue.V, i.Services, i.Tags)
	}
	if diff := cmp.Diff([]string{"alice", "@bob"}, texts(i.Participants)); diff != "" {
		t.Error(diff)
	}
	if len(i.ActionItems.V) != 2 || i.ActionItems.V[0].ID.V != "1" || len(i.ActionItems.V[0].DueWas.V) != 2 {
		t.Fatalf("items: %+v", i.ActionItems.V)
	}
	if second := i.ActionItems.V[1]; second.Index != 1 || second.Status.Known() || second.Status.V != Open || second.ID.Known() {
		t.Errorf("second item: %+v", second)
	}
	if len(i.History.V) != 1 || i.History.V[0].By.V != "alice" || i.History.V[0].State.V != InProgress {
		t.Errorf("history: %+v", i.History.V)
	}
	if src := i.Doc.Source(); string(src[i.EndedAt.Span.Start:i.EndedAt.Span.End]) != "'2026-03-01T15:02:00Z'" {
		t.Error("the span of ended_at is wrong")
	}
}

// describe shows a fault with the bytes it points at and the line after its fix.
func describe(i *Incident, f Fault) string {
	src := i.Doc.Source()
	s := fmt.Sprintf("%s @%s %s | %s", f.Kind, src[f.Span.Start:f.Span.End], f.Message, f.Help)
	if f.Fix != nil {
		out, err := document.Apply(src, f.Fix)
		if err != nil {
			return s + " | " + err.Error()
		}
		line, _, _ := strings.Cut(string(out[strings.LastIndexByte(string(src[:f.Span.Start]), '\n')+1:]), "\n")
		s += " | " + line
	}
	return s
}

func TestDecodeFaults(t *testing.T) {
	const example = "write it in UTC, like 2026-03-01T14:02:00Z"
	tests := []struct {
		yaml string
		want []string
	}{
		{"owner: [alice, bob]", []string{`type @[alice, bob] owner is a list, where one value is meant | name one person; others belong under participants`}},
		{"owner: {name: alice}", []string{`type @{name: alice} owner is a mapping, where one value is meant | name one person; others belong under participants`}},
		{"title: [a]", []string{`type @[a] title is a list, where one value is meant | write one line of text`}},
		{"title: |\n  one\n  two", []string{"type @|\n  one\n  two title has several lines, where one is meant | keep it to one line; the body has room for more"}},
		{"title: " + strings.Repeat("x", 5000), []string{"type @" + strings.Repeat("x", 5000) + " title is 5000 bytes long | keep it to one line"}},

		{"state: resolvd", []string{`unknown @resolvd state is "resolvd", which is not a state | did you mean resolved? Accepted are in-progress, resolved, root-cause-analysis, follow-up, closed, dismissed`}},
		{"state: rca", []string{`unknown @rca state is "rca", which is not a state | did you mean root-cause-analysis? Accepted are in-progress, resolved, root-cause-analysis, follow-up, closed, dismissed`}},
		{"severity: Sev1", []string{`unknown @Sev1 severity is "Sev1", which is not a severity | did you mean sev1? Accepted are sev1, sev2, sev3, sev4`}},
		{"severity: critical", []string{`unknown @critical severity is "critical", which is not a severity | use one of sev1, sev2, sev3, sev4`}},
		{"triggers: [data-los]", []string{`unknown @data-los triggers[0] is "data-los", which is not a trigger | did you mean data-loss? Accepted are user-facing-outage, failed-deployment, security-breach, data-loss, missed-deadline, repeated-incident, unresolved-incident`}},
		{"triggers: [data-loss, minor-problem]", []string{`unknown @minor-problem triggers[1] is "minor-problem", for which no postmortem is held | when such work itself caused an incident, record it under the trigger that names the incident: user-facing-outage, failed-deployment, security-breach, data-loss, missed-deadline, repeated-incident, unresolved-incident; what turns out to be none is dismissed with pm dismiss`}},

		{"started_at: 2026-03-01T14:02:00+01:00", []string{`not-utc @2026-03-01T14:02:00+01:00 started_at is "2026-03-01T14:02:00+01:00", which is not RFC 3339 in UTC | write 2026-03-01T13:02:00Z | started_at: 2026-03-01T13:02:00Z`}},
		{`started_at: "2026-03-01 14:02 UTC" # c`, []string{`not-utc @"2026-03-01 14:02 UTC" started_at is "2026-03-01 14:02 UTC", which is not RFC 3339 in UTC | write 2026-03-01T14:02:00Z | started_at: "2026-03-01T14:02:00Z" # c`}},
		{"started_at: 2026-03-01T14:02Z", []string{`not-utc @2026-03-01T14:02Z started_at is "2026-03-01T14:02Z", which is not RFC 3339 in UTC | write 2026-03-01T14:02:00Z | started_at: 2026-03-01T14:02:00Z`}},
		{"started_at: 2026-03-01 14:02:00", []string{`not-utc @2026-03-01 14:02:00 started_at has no time zone | ` + example}},
		{"started_at: 2026-03-01 14:02 PST", []string{`not-utc @2026-03-01 14:02 PST started_at is in PST, which is ambiguous | convert it by hand: ` + example}},
		{"started_at: 2026-03-01", []string{`type @2026-03-01 started_at is a date without a time of day | ` + example}},
		{"started_at: noon", []string{`type @noon started_at is "noon", which is not a timestamp | ` + example}},
		{"started_at: 2026-02-30T14:02:00Z", []string{`type @2026-02-30T14:02:00Z started_at is "2026-02-30T14:02:00Z", which is not a timestamp | ` + example}},
		{"started_at: [2026-03-01T14:02:00Z]", []string{`type @[2026-03-01T14:02:00Z] started_at is a list, where one value is meant | ` + example}},
		{"x: &t 2026-03-01T14:02:00+01:00\nstarted_at: *t", []string{`not-utc @*t started_at is "2026-03-01T14:02:00+01:00", which is not RFC 3339 in UTC | write 2026-03-01T13:02:00Z`}},
		{"followup_due: 15 March", []string{`type @15 March followup_due is "15 March", which is not a date | write a day, like 2026-03-15`}},
		{`followup_due: "2026-03-15T23:30:00-01:00"`, []string{`type @"2026-03-15T23:30:00-01:00" followup_due is a moment, where a day is meant | write 2026-03-16 | followup_due: "2026-03-16"`}},

		{"services: checkout", []string{`type @checkout services is "checkout", where a list is meant | write a list, one item or several: [a, b] | services: [checkout]`}},
		{"services: 'check out' # c", []string{`type @'check out' services is "check out", where a list is meant | write a list, one item or several: [a, b] | services: ['check out'] # c`}},
		{"services: checkout, cart", []string{`type @checkout, cart services is "checkout, cart", where a list is meant | write a list, one item or several: [a, b]`}},
		{"services: {a: b}", []string{`type @{a: b} services is a mapping, where a list is meant | write a list, one item or several: [a, b]`}},
		{"services: [a, [b], {c: d}, null]", []string{
			`type @[b] services[1] is a list, where one value is meant | write one line of text`,
			`type @{c: d} services[2] is a mapping, where one value is meant | write one line of text`,
		}},

		{"action_items: fix it", []string{`type @fix it action_items is "fix it", where a list of action items is meant | add items with pm action add`}},
		{"action_items: [fix it]", []string{`type @fix it action_items[0] is "fix it", where keys and values are meant | write {id: add-canary, title: Add a canary stage, owner: alice, due: 2026-03-20, status: open}`}},
		{"action_items:\n  - {due: soon, id: x, status: opne, kind: prevents}\n  - {owner: [a, b]}", []string{
			`type @soon action_items[x].due is "soon", which is not a date | write a day, like 2026-03-15`,
			`unknown @opne action_items[x].status is "opne", which is not a status | did you mean open? Accepted are proposed, open, done, dropped`,
			`unknown @prevents action_items[x].kind is "prevents", which is not a kind of action item | did you mean prevent? Accepted are prevent, detect, mitigate, process`,
			`type @[a, b] action_items[1].owner is a list, where one value is meant | name one person`,
		}},
		{"history: now", []string{`type @now history is "now", where a list of transitions is meant | leave it to pm advance`}},
		{"history:\n  - {state: gone, at: today}\n  - x", []string{
			`unknown @gone history[0].state is "gone", which is not a state | use one of in-progress, resolved, root-cause-analysis, follow-up, closed, dismissed`,
			`type @today history[0].at is "today", which is not a timestamp | ` + example,
			`type @x history[1] is "x", where keys and values are meant | write {state: resolved, at: 2026-03-01T15:02:00Z, by: alice}`,
		}},
		{"title: ''\nowner: ~\nservices: [null, '']\naction_items: [null]\nstarted_at:\nhistory: {}", nil},
		{"title: 2026\nowner: 42\ntags: [1, true]", nil},
	}
	for _, tt := range tests {
		i := front(tt.yaml)
		var got []string
		for _, f := range i.Faults {
			got = append(got, describe(i, f))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%.60s:\n%s", tt.yaml, diff)
		}
	}
}

func TestDecodeKeepsWhatIsReadable(t *testing.T) {
	i := front("started_at: 2026-03-01T14:02:00+01:00\nseverity: bad\nservices: [a, [b], c]\nended_at: 2026-03-01 14:00\ntags: one")
	if !i.StartedAt.V.Equal(at("2026-03-01T13:02:00Z")) || i.Severity.V != "bad" || len(i.Services.V) != 2 {
		t.Errorf("lost: %v %v %v", i.StartedAt, i.Severity, i.Services)
	}
	if i.EndedAt.Known() || i.Tags.Known() {
		t.Errorf("guessed: %v %v", i.EndedAt, i.Tags)
	}
}

func TestDecodeWithoutFrontMatter(t *testing.T) {
	for _, src := range []string{"", "# Title\n", "---\n- a\n---\n", "---\n[\n---\n", "---\n"} {
		if i := Decode("x.md", document.Parse([]byte(src)), nil); i.State.Known() || len(i.Faults) > 0 {
			t.Errorf("%q: %+v", src, i)
		}
	}
}

// A small file may name a large list many times; reading it stays cheap.
func TestDecodeIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("x: &d [" + strings.Repeat("2026-01-01, ", 20_000) + "2026-01-01]\naction_items:\n")
	for range 20_000 {
		b.WriteString("  - {due_was: *d}\n")
	}
	i := front(b.String())
	dates := 0
	for _, a := range i.ActionItems.V {
		dates += len(a.DueWas.V)
	}
	if dates > maxValues {
		t.Errorf("read %d dates", dates)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("title: x\nstate: resolved\nstarted_at: 2026-03-01T14:02:00+01:00\n")
	f.Add("action_items:\n- &a {id: 1, due: x, due_was: y}\n- *a\nhistory: [{at: 1}]\nservices: 'a'\n")
	f.Fuzz(func(t *testing.T, yaml string) {
		src := []byte("---\n" + yaml + "\n---\n")
		i := Decode("x.md", document.Parse(src), nil)
		for _, fault := range i.Faults {
			if fault.Span.Start < 0 || fault.Span.End > len(src) || fault.Span.Start > fault.Span.End {
				t.Fatalf("%s at %v of %d bytes", fault.Subject, fault.Span, len(src))
			}
			if !strings.HasPrefix(fault.Message, fault.Subject+" ") {
				t.Fatalf("%q does not begin with %q", fault.Message, fault.Subject)
			}
			checkFix(t, src, fault)
		}
		i.Doc.Position(0)
	})
}

// checkFix applies a fix: the fault must be gone.
func checkFix(t *testing.T, src []byte, fault Fault) {
	if fault.Fix == nil {
		return
	}
	out, err := document.Apply(src, fault.Fix)
	if err != nil {
		t.Fatalf("%s: %v", fault.Subject, err)
	}
	same := func(src []byte) (n int) {
		for _, f := range Decode("x.md", document.Parse(src), nil).Faults {
			if f.Kind == fault.Kind && f.Subject == fault.Subject {
				n++
			}
		}
		return n
	}
	if same(out) >= same(src) {
		t.Fatalf("the fix of %s mends nothing\n%s", fault.Subject, out)
	}
}

func BenchmarkDecode(b *testing.B) {
	d := document.Parse([]byte(benchmarkFile))
	p := DefaultProcess()
	b.ReportAllocs()
	for b.Loop() {
		Decode("2026/2026-03-01-checkout-5xx.md", d, p)
	}
}

const benchmarkFile = `---
title: Checkout returned 5xx
state: follow-up
severity: sev1
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob, carol]
triggers: [user-facing-outage]
followup_due: 2026-03-15
action_items:
  - id: add-canary-stage-deploy-pipeline
    title: Add a canary stage to the deploy pipeline
    owner: alice
    due: 2026-03-20
    status: open
  - id: alert-error-budget
    title: Alert on error budget
    owner: bob
    due: 2026-03-20
    status: done
    done_at: 2026-03-18
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}
  - {state: resolved, at: 2026-03-01T15:02:00Z, by: alice}
---
`
