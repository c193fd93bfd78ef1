package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/prose"
)

// marks is a reader that stops at each phrase it was told of, so that these tests
// hold whatever the real one takes for blame.
type marks struct {
	phrases map[string]prose.Remark
	texts   *[]string
	people  *[]string
}

func (m marks) Read(text string, people []string) []prose.Remark {
	if m.texts != nil {
		*m.texts, *m.people = append(*m.texts, text), people
	}
	var found []prose.Remark
	for at := range text {
		for phrase, r := range m.phrases {
			if strings.HasPrefix(text[at:], phrase) {
				r.Start, r.End = at, at+len(phrase)
				found = append(found, r)
			}
		}
	}
	return found
}

var sloppy = marks{phrases: map[string]prose.Remark{
	"QA forgot": {Class: prose.Blame, Agent: prose.Other, Kind: prose.Omission, Who: "QA", What: "forgot"},
	"we forgot": {Class: prose.Blame, Agent: prose.Self, Kind: prose.Omission, Who: "we", What: "forgot"},
	"a typo":    {Class: prose.HumanError, Agent: prose.Nobody, Kind: prose.ErrorAsCause, What: "typo"},
	"should have tested": {
		Class: prose.Counterfactual, Agent: prose.Nobody, Kind: prose.ShouldHave, What: "should have tested",
	},
	"obviously": {Class: prose.Hindsight, Agent: prose.Nobody, Kind: prose.Obvious, What: "obviously"},
}}

// wordLinter runs the four rules alone with a reader of the test's.
func wordLinter(m marks, o Options) *Linter {
	o.Now = present
	if o.Severity == nil {
		o.Severity = make(map[string]Severity)
	}
	for _, r := range Rules {
		if r.Reads == prose.Clean && r != unusedSuppression {
			o.Severity[r.ID] = Off
		}
	}
	l := New(o)
	l.reader = func() reader { return m }
	return l
}

// told are findings by severity, rule and subject.
func told(found []Finding) string {
	var all []string
	for _, f := range found {
		all = append(all, f.Severity.String()+" "+f.Rule+" "+f.Subject)
	}
	return strings.Join(all, "; ")
}

func TestWordingBySeverity(t *testing.T) {
	src := source("root-cause-analysis", "", "\nQA forgot, we forgot a typo. Somebody should have tested, obviously.\n")
	const byAgent = "warning blame QA forgot; info blame we forgot; info human-error a typo; info counterfactual should have tested; info hindsight obviously"
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, byAgent},
		{Options{Severity: map[string]Severity{"blame": Error}}, strings.NewReplacer("warning", "error", "info blame", "error blame").Replace(byAgent)},
		{Options{Severity: map[string]Severity{"blame": Info, "hindsight": Off, "human-error": Off, "counterfactual": Off}}, "info blame QA forgot; info blame we forgot"},
		{Options{Only: []string{"human-error"}}, "info human-error a typo"},
	} {
		if got := told(wordLinter(sloppy, c.o).File(examplePath, src, nil)); got != c.want {
			t.Errorf("%v %v:\n%s, want\n%s", c.o.Severity, c.o.Only, got, c.want)
		}
	}
}

// TestWordingWhere says nothing before anybody edits prose, of what was dismissed or
// brought in, and in another language.
func TestWordingWhere(t *testing.T) {
	const body = "\nQA forgot.\n"
	const found = "warning blame QA forgot"
	for _, c := range []struct{ state, keys, body, want string }{
		{"in-progress", "", body, ""},
		{"resolved", "", body, ""},
		{"root-cause-analysis", "", body, found},
		{"follow-up", "", body, found},
		{"closed", "", body, found},
		{"dismissed", "", body, ""},
		{"unheard-of", "", body, ""},
		{"closed", "adopted: 2026-03-02\n", body, ""},
		{"closed", "lang: en\n", body, found},
		{"closed", "lang: en-GB\n", body, found},
		{"closed", "lang: EN_us\n", body, found},
		{"closed", "lang: de\n", body, ""},
		{"closed", "lang: enm\n", body, ""},
		{"closed", "", body + "\nСлужба не отвечала час.\n", ""},
		{"closed", "lang: en\n", body + "\nСлужба не отвечала час.\n", found},
		{"closed", "", body + "\nThe café's tills were offline for an hour.\n", found},
		{"closed", "", "\n## QA forgot\n\n> QA forgot\n\n- **QA forgot**: `QA forgot`\n- <q>QA forgot</q>\n\n```\nQA forgot\n```\n", ""},
	} {
		if got := told(wordLinter(sloppy, Options{}).File(examplePath, source(c.state, c.keys, c.body), nil)); got != c.want {
			t.Errorf("%s %s%s: %q, want %q", c.state, c.keys, c.body, got, c.want)
		}
	}
	asked := wordLinter(sloppy, Options{Only: []string{"blame"}})
	if got := told(asked.File(examplePath, source("closed", "adopted: 2026-03-02\n", body), nil)); got != found {
		t.Errorf("asked for by name, of an adopted incident: %q", got)
	}
}

// TestWordingSpan: a finding lies on the words as the file has them, whatever mark-up
// is among them.
func TestWordingSpan(t *testing.T) {
	for _, c := range []struct{ body, words, subject string }{
		{"It broke: **QA** *forgot* it.", "QA** *forgot", "QA forgot"},
		{"It broke, and QA\nforgot it.", "QA\nforgot", "QA forgot"},
		{"- **Cause**: QA&#32;forgot it.", "QA&#32;forgot", "QA forgot"},
		{"| a |\n|---|\n| QA forgot it |", "QA forgot", "QA forgot"},
		{"`x` é [QA forgot](http://a.b) it.", "QA forgot", "QA forgot"},
	} {
		src := source("closed", "", "\n"+c.body+"\n")
		found := wordLinter(sloppy, Options{}).File(examplePath, src, nil)
		if len(found) != 1 || found[0].Subject != c.subject {
			t.Errorf("%q: %s", c.body, told(found))
			continue
		}
		at := strings.Index(string(src), c.words)
		d := document.Parse(src)
		if f := found[0]; f.Start != d.Position(at) || f.End != d.Position(at+len(c.words)) {
			t.Errorf("%q: %v to %v, want %v to %v", c.body, f.Start, f.End, d.Position(at), d.Position(at+len(c.words)))
		}
	}
}

// TestReadOnce reads each text once for all rules, without what is a heading or a time.
func TestReadOnce(t *testing.T) {
	var texts, people []string
	m := marks{sloppy.phrases, &texts, &people}
	src := source("closed", "owner: '@ann'\n", "\nQA forgot a typo, obviously.\n\n- **Cause**: full\n- 2026-03-01T14:20Z – Paged\n- **14:25** Up\n")
	wordLinter(m, Options{}).File(examplePath, src, nil)
	if diff := cmp.Diff([]string{"QA forgot a typo, obviously.", " full", "Paged", "Up"}, texts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ann"}, people); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	texts = nil
	wordLinter(m, Options{Severity: map[string]Severity{"blame": Off, "human-error": Off, "counterfactual": Off, "hindsight": Off}}).File(examplePath, src, nil)
	wordLinter(m, Options{}).File(examplePath, source("resolved", "", "\nQA forgot.\n"), nil)
	if len(texts) > 0 {
		t.Errorf("read for nobody: %q", texts)
	}
}

func TestNamesIn(t *testing.T) {
	p := incident.DefaultProcess()
	p.People = []incident.Person{
		{Handle: "alice", Name: "Alice Ames", Email: "alice@example.com", Aliases: []string{"aames"}},
		{Handle: "bob", Name: "Bob Brown"},
		{Handle: "carol", Name: "Carol Cole"},
	}
	keys := "owner: ALICE@example.com\nfacilitator: '@bob'\nparticipants: [Dan Dent, '@erin', x@example.org]\n" +
		"action_items:\n  - {id: a, title: A, owner: Fay Fry}\n  - {id: b, title: B, owner: bob}\n  - {id: c, title: C, owner: '@gil'}\n"
	d := document.Parse(source("closed", keys, ""))
	got := namesIn(incident.Decode(examplePath, d, p), p)
	want := []string{"alice", "Alice Ames", "aames", "bob", "Bob Brown", "Dan Dent", "erin", "gil"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	many := "participants: [" + strings.Repeat("a, ", 10) + "b"
	for n := range 2 * maxNames {
		many += fmt.Sprintf(", p%d", n)
	}
	d = document.Parse(source("closed", many+"]\n", ""))
	if got := namesIn(incident.Decode(examplePath, d, p), p); len(got) != maxNames {
		t.Errorf("%d names", len(got))
	}
}

// TestSuppressedWording: a suppression covers its block and nothing else, and one
// that waits for the rules to speak is not unused.
func TestSuppressedWording(t *testing.T) {
	const body = "\n<!-- pm:ignore blame quoting the chat -->\n\nQA forgot.\n\nQA forgot again.\n\n- QA forgot <!-- pm:ignore blame so they said -->\n"
	found := wordLinter(sloppy, Options{}).File(examplePath, source("closed", "", body), nil)
	if len(found) != 1 || found[0].Rule != "blame" || found[0].Start.Line != 12 {
		t.Errorf("%s", format(found))
	}
	const idle = "\n<!-- pm:ignore hindsight the words of the time -->\n\nAll was well.\n"
	for state, want := range map[string]string{"resolved": "", "closed": "warning unused-suppression hindsight"} {
		if got := told(wordLinter(sloppy, Options{}).File(examplePath, source(state, "", idle), nil)); got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
	if got := told(wordLinter(sloppy, Options{}).File(examplePath, source("closed", "lang: de\n", idle), nil)); got != "" {
		t.Errorf("in another language: %q", got)
	}
}

// TestWordingRatchet: what the base had is old although its lines were wrapped anew.
func TestWordingRatchet(t *testing.T) {
	l := wordLinter(sloppy, Options{})
	base := l.File(examplePath, source("closed", "", "\nSo QA forgot it.\n"), nil)
	now := l.File(examplePath, source("closed", "", "\nWords.\n\nSo QA\nforgot it, and QA forgot it.\n"), nil)
	Ratchet(now, base)
	if len(now) != 2 || now[0].Old == now[1].Old {
		t.Errorf("%+v", now)
	}
}

func TestBlameless(t *testing.T) {
	const body = "\nQA forgot.\n\nwe forgot.\n\nQA forgot.\n\n<!-- pm:ignore blame the log says so -->\n\nQA forgot.\n"
	decode := func(state, keys string) *incident.Incident {
		return incident.Decode(examplePath, document.Parse(source(state, keys, body)), incident.DefaultProcess())
	}
	lines := func(o Options, i *incident.Incident) []int {
		var all []int
		for _, n := range wordLinter(sloppy, o).Blameless(i) {
			if n.Kind != incident.ConditionNeed || n.Name != incident.Blameless || !strings.Contains(n.Why, `"`) || !strings.Contains(n.Fill, "?") {
				t.Errorf("%+v", n)
			}
			all = append(all, i.Doc.Position(n.Offset).Line)
		}
		return all
	}
	for _, c := range []struct {
		state, keys string
		o           Options
		want        []int
	}{
		{"resolved", "", Options{}, []int{8, 12}},
		{"root-cause-analysis", "", Options{}, []int{8, 12}},
		{"closed", "lang: fr\n", Options{}, nil},
		{"closed", "adopted: 2026-03-02\n", Options{}, nil},
		{"closed", "", Options{Severity: map[string]Severity{"blame": Off}}, nil},
		{"closed", "", Options{Severity: map[string]Severity{"blame": Info}}, nil},
		{"closed", "", Options{Severity: map[string]Severity{"blame": Warning}}, []int{8, 10, 12}},
	} {
		if diff := cmp.Diff(c.want, lines(c.o, decode(c.state, c.keys))); diff != "" {
			t.Errorf("%s %s%v (-want +got):\n%s", c.state, c.keys, c.o.Severity, diff)
		}
	}
	p := incident.DefaultProcess()
	p.Gates = map[incident.State][]string{incident.FollowUp: {incident.Blameless}, incident.Closed: {incident.Blameless}}
	p.Conditions[incident.Blameless] = wordLinter(sloppy, Options{}).Blameless
	if needs := p.Unmet(decode("root-cause-analysis", ""), incident.Closed); len(needs) != 2 || needs[0].State != incident.FollowUp {
		t.Errorf("%d needs: %+v", len(needs), needs)
	}
}

func TestWordingOfIncident(t *testing.T) {
	i := incident.Decode(examplePath, document.Parse(source("follow-up", "onwer: a\n", "\na typo, and QA forgot\n")), incident.DefaultProcess())
	if got := told(wordLinter(sloppy, Options{}).Wording(i)); got != "info human-error a typo; warning blame QA forgot" {
		t.Error(got)
	}
}

// TestWordingHidesSecrets: the words around a secret are shown, and not the secret.
func TestWordingHidesSecrets(t *testing.T) {
	const key = "AKIAQ7XZ3MNBVC2LKJH5"
	m := marks{phrases: map[string]prose.Remark{
		"Kim leaked " + key: {Class: prose.Blame, Agent: prose.Other, Kind: prose.Misdeed, Who: key, What: "leaked " + key},
	}}
	src := source("closed", "", "\nKim leaked "+key+".\n")
	l := wordLinter(m, Options{})
	i := incident.Decode(examplePath, document.Parse(src), incident.DefaultProcess())
	said := fmt.Sprint(l.File(examplePath, src, nil), l.Wording(i), l.Blameless(i))
	if strings.Contains(said, "Q7XZ3MNBVC2LKJH5") || strings.Count(said, maskedText) < 6 {
		t.Error(said)
	}
}
