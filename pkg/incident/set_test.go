package incident

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const settable = `---
title: "Checkout"
state: resolved
started_at: 2026-03-01T14:00:00Z
ended_at: 2026-03-01T15:02:00Z
participants:
  - alice   # on call
  - "@bob"
tags: [a, b]
customer: acme
regions: [eu, us]
meta: {x: y}
services: checkout
severity:
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z}
---
`

// setAll parses and sets arguments at noon of 10 March.
func setAll(t *testing.T, p *Process, src string, args ...string) (string, error) {
	t.Helper()
	i := read(src)
	var as []Assignment
	for _, arg := range args {
		a, err := ParseAssignment(arg)
		if err != nil {
			return "", err
		}
		as = append(as, a)
	}
	ops, err := p.Set(i, as, at("2026-03-10T12:00:00Z"))
	if err != nil {
		return "", err
	}
	return changed(t, i, ops), nil
}

func TestSet(t *testing.T) {
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"title=Cart: 5xx"}, "title: \"Cart: 5xx\"\n- title: \"Checkout\"\n"},
		{[]string{"title=Checkout"}, ""},
		{[]string{"owner=@alice"}, "owner: alice\n"},
		{[]string{"severity=sev1"}, "severity: sev1\n- severity:\n"},
		{[]string{"severity="}, "- severity:\n"},
		{[]string{"owner="}, ""},
		{[]string{"ended_at=15:30"}, "ended_at: 2026-03-01T15:30:00Z\n- ended_at: 2026-03-01T15:02:00Z\n"},
		{[]string{"ended_at=2026-03-01T16:02:00+01:00"}, ""},
		{[]string{"detected_at=14:05"}, "detected_at: 2026-03-01T14:05:00Z\n"},
		{[]string{"review_at=now"}, "review_at: 2026-03-10T12:00:00Z\n"},
		{[]string{"followup_due=+14d"}, "followup_due: 2026-03-24\n"},

		{[]string{"tags=a,b"}, ""},
		{[]string{"tags=c, d,,c"}, "tags: [c, d]\n- tags: [a, b]\n"},
		{[]string{"tags+=b,c"}, "tags: [a, b, c]\n- tags: [a, b]\n"},
		{[]string{"tags-=a,zz"}, "tags: [b]\n- tags: [a, b]\n"},
		{[]string{"tags-=a,b"}, "- tags: [a, b]\n"},
		{[]string{"tags-=a,b", "tags+=c"}, "tags: [c]\n- tags: [a, b]\n"},
		{[]string{"tags+=c", "tags-=a", "tags+=d"}, "tags: [b, c, d]\n- tags: [a, b]\n"},
		{[]string{"tags="}, "- tags: [a, b]\n"},
		{[]string{"tags=", "tags="}, "- tags: [a, b]\n"},
		{[]string{"alerts+=x"}, "alerts: [x]\n"},
		{[]string{"alerts+=x", "alerts="}, ""},
		{[]string{"alerts-=x"}, ""},
		{[]string{"participants+=carol"}, "  - carol\n"},
		{[]string{"participants+=@Alice,BOB"}, ""},
		{[]string{"participants-=bob"}, "-   - \"@bob\"\n"},
		{[]string{"participants=alice,carol"}, "  - carol\n-   - \"@bob\"\n"},
		{[]string{"triggers=data-loss"}, "triggers: [data-loss]\n"},
		{[]string{"services=checkout,cart"}, "services: [checkout, cart]\n- services: checkout\n"},

		{[]string{"customer=42"}, "customer: \"42\"\n- customer: acme\n"},
		{[]string{"customer="}, "- customer: acme\n"},
		{[]string{"team=payments"}, "team: payments\n"},
		{[]string{"regions+=ap"}, "regions: [eu, us, ap]\n- regions: [eu, us]\n"},
		{[]string{"shards+=1"}, "shards: [\"1\"]\n"},
	}
	for _, tt := range tests {
		got, err := setAll(t, DefaultProcess(), settable, tt.args...)
		if err != nil {
			t.Errorf("%q: %v", tt.args, err)
			continue
		}
		if got != tt.want {
			t.Errorf("%q changed:\n%s", tt.args, got)
		}
	}
}

// A list may name one thing twice, or one person in two ways.
func TestSetTakesAwayEvery(t *testing.T) {
	p := DefaultProcess()
	p.People = []Person{{Handle: "bob", Name: "Bob Bell"}}
	tests := []struct{ front, arg, want string }{
		{"tags: [a, b, a]\n", "tags-=a", "tags: [b]\n- tags: [a, b, a]\n"},
		{"tags: [a, a]\n", "tags-=a", "- tags: [a, a]\n"},
		{"tags: [a, b, a, c]\n", "tags=b,c", "tags: [b, c]\n- tags: [a, b, a, c]\n"},
		{"participants:\n- bob\n- alice\n- Bob Bell # on call\n", "participants-=@BOB", "- - bob\n- - Bob Bell # on call\n"},
	}
	for _, tt := range tests {
		got, err := setAll(t, p, "---\n"+tt.front+"---\n", tt.arg)
		if err != nil || got != tt.want {
			t.Errorf("%s of %q: %v\n%s", tt.arg, tt.front, err, got)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	tests := []struct{ arg, want string }{
		{"state=closed", "is not set by hand | use pm advance"},
		{"history=", "is not set by hand | use pm advance"},
		{"action_items+=x", "is not set by hand | use pm action"},
		{"title", "has no = | write key=value, key+=value, key-=value, or key= to remove it"},
		{"=x", "is not a key | keys are letters, digits, - and _"},
		{"a b=x", "is not a key | keys are letters, digits, - and _"},
		{"tags+=", "has nothing to the right of += | write tags+=VALUE"},
		{"tags=,", "holds only commas | write tags=a,b, or tags= to remove it"},
		{"title+=x", "holds one value, not a list | write title=VALUE"},
		{"title=a\nb", "is not one line of text | keep it to one line, without control characters"},
		{"title=\x1b[31m", "is not one line of text | keep it to one line, without control characters"},
		{"tags+=a\x00", "is not one line of text | keep it to one line, without control characters"},
		{"severity=sev5", "is not a severity | use one of sev1, sev2, sev3, sev4"},
		{"triggers=data-los", `unknown trigger "data-los" | did you mean data-loss? Accepted are ` + strings.Join(Triggers, ", ")},
		{"triggers+=minor-problem", "no postmortem is held for minor-problem | when such work itself caused an incident, record it under the trigger that names the incident: " +
			strings.Join(Triggers, ", ") + "; what turns out to be none is dismissed with pm dismiss"},
		{"ended_at=2026-03-01 14:02 PST", "names the zone PST, and such names are ambiguous (CST is used for three offsets, and PST is written in summer too) | write the offset, like 2026-03-01T14:02:00-08:00, or the time in UTC"},
		{"followup_due=soon", "is not a date | write a day, like 2026-03-15, today, tomorrow or +14d"},
		{"owner=HANDLE", "is only the word that a hint has there | write who it is, such as alice"},
		{"participants+=bob,@HANDLE", "is only the word that a hint has there | write who it is, such as alice"},
		{"no_actions_reason=ONE LINE", "is only the word that a hint has there | write in one line what it stands for"},
		{"customer=VALUE", "is only the word that a hint has there | write in one line what it stands for"},
		{"onwer=alice", "is not a field | did you mean owner?"},
		{"services+=cart", "is no list in the file | write services=a,b to replace it"},
		{"meta=x", "holds a mapping in the file | change it with pm edit 2026-03-01-checkout-5xx"},
	}
	for _, tt := range tests {
		_, err := setAll(t, DefaultProcess(), settable, tt.arg)
		var refused *AssignmentError
		if !errors.As(err, &refused) {
			t.Errorf("%q: %v", tt.arg, err)
			continue
		}
		if diff := cmp.Diff(tt.want, refused.Reason+" | "+refused.Help); diff != "" {
			t.Errorf("%q:\n%s", tt.arg, diff)
		}
	}
}

func TestSetTellsAllFaults(t *testing.T) {
	_, err := setAll(t, DefaultProcess(), settable, "severity=x", "owner=a", "owner=b", "followup_due=y")
	want := "severity=x is not a severity\nowner=b is given twice\nfollowup_due=y is not a date"
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}

func TestSetStrictFields(t *testing.T) {
	p := DefaultProcess()
	p.StrictFields, p.ExtraFields = true, []string{"team"}
	for arg, ok := range map[string]bool{"team=x": true, "customer=x": true, "weight=1": false, "taem=x": false} {
		if _, err := setAll(t, p, settable, arg); (err == nil) != ok {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

// Keys go where the table has them, whatever else is there.
func TestSetKeepsTheOrderOfKeys(t *testing.T) {
	i := read("---\ntitle: x\nstate: resolved\nweight: 1\nhistory: []\n---\n")
	var as []Assignment
	for _, arg := range []string{"followup_due=2026-03-15", "owner=a", "ended_at=2026-03-01T15:02:00Z", "severity=sev1", "team=x", "tags=a"} {
		a, _ := ParseAssignment(arg)
		as = append(as, a)
	}
	ops, err := DefaultProcess().Set(i, as, at("2026-03-10T12:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	want := "---\ntitle: x\nstate: resolved\nseverity: sev1\nended_at: 2026-03-01T15:02:00Z\nowner: a\ntags: [a]\nfollowup_due: 2026-03-15\nteam: x\nweight: 1\nhistory: []\n---\n"
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Error(diff)
	}
}

func TestTimeNotes(t *testing.T) {
	as := []Assignment{{"ended_at", "=", "15:02"}, {"review_at", "=", "now"}, {"title", "=", "15:02"}, {"started_at", "=", "x"}}
	got := fmt.Sprint(TimeNotes(front("title: x"), as, at("2026-03-10T12:00:00Z")))
	if want := "[ended_at=15:02 read as 2026-03-09T15:02:00Z]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// FuzzSet checks that what is set reads back, whatever the file holds, or is
// refused.
func FuzzSet(f *testing.F) {
	f.Add("title: x\ntags: [a]\n", "title=Cart: \"5xx\" # {now}", "tags+=- b")
	f.Add("participants:\n- alice # c\n- bob\n", "participants=bob,carol", "participants-=@BOB")
	f.Add("customer: |\n  acme\n", "customer=~", "owner=@@x")
	f.Fuzz(func(t *testing.T, yaml, first, second string) {
		i := read("---\n" + yaml + "\n---\nbody\n")
		var as []Assignment
		for _, arg := range []string{first, second} {
			if a, err := ParseAssignment(arg); err == nil {
				as = append(as, a)
			}
		}
		ops, err := DefaultProcess().Set(i, as, at("2026-03-10T12:00:00Z"))
		if err != nil {
			return
		}
		out, err := i.Doc.Edit(ops...)
		if err != nil {
			return
		}
		again := read(string(out))
		for _, a := range as {
			if a.Op == "=" && a.Key == "title" && again.Title.V != a.Value {
				t.Errorf("%q reads back as %q", a.Value, again.Title.V)
			}
		}
		if last := len(as) - 1; last >= 0 && as[last].Op == "=" {
			ops, err := DefaultProcess().Set(again, as[last:], at("2026-03-10T12:00:00Z"))
			if err != nil || len(ops) > 0 {
				t.Errorf("setting %+v again is %d edits, %v", as[last], len(ops), err)
			}
		}
	})
}
