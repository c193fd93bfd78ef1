package incident

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

func publisher() *Publisher {
	p := DefaultProcess()
	p.ExtraFields = []string{"customer"}
	p.People = []Person{
		{Handle: "alice", Name: "Alice Ames", Email: "alice.ames@example.com", Slack: "U123", Aliases: []string{"aames"}},
		{Handle: "bob", Name: "Robert Brown"},
		{Handle: "carol", Name: "the Carol team"},
	}
	return NewPublisher(p, []string{"customer", "action_items.ticket"})
}

const inHouse = `---
# what alice said about acme
title: "Alice's deploy broke checkout"   # bob
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
owner: "@AAmes"
participants: [Robert Brown, Zoe Zimmer, alice]
customer: acme
region: {eu: [1, two], by: bob}
aliases: [2026-03-01-alice]
related: [2026-02-01-cache, 2026-02-02-bob-again]
followup_due: 2026-03-15
note: "2026-03-01"
action_items:
  - {id: a, title: Tell Zoe and @bob, owner: dave, due: 2026-03-20, status: open, ticket: PAY-1}
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: carol, reason: "Dave knew"}
---

## What happened?

Alice Ames (alice.ames@example.com, @alice) called ROBERT BROWN; Zimmer came, malice did not.
Brown saw it in ` + "`/home/bob/x`" + `. <!-- ask Eve -->The Carol team, brown bread, U123.
<!-- internal -->
acme was told by Mallory.
<!-- /internal -->
`

const outside = `---
title: incident-owner's deploy broke checkout
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
owner: incident-owner
participants: [responder-1, responder-2, incident-owner]
region:
  eu: [1, two]
  by: responder-1
related: [2026-02-01-cache]
followup_due: 2026-03-15
note: "2026-03-01"
action_items:
  - id: a
    title: Tell responder-2 and responder-1
    owner: assignee-1
    due: 2026-03-20
    status: open
history:
  - state: in-progress
    at: 2026-03-01T14:10:00Z
    by: editor-1
    reason: Dave knew
---

## What happened?

incident-owner (incident-owner, incident-owner) called responder-1; responder-2 came, malice did not.
responder-1 saw it in ` + "`/home/responder-1/x`" + `. editor-1, brown bread, incident-owner.
`

func TestPublic(t *testing.T) {
	p := publisher()
	i := Decode("postmortems/2026-03-01-checkout.md", document.Parse([]byte(inHouse)), p.process)
	got, err := p.Public(i)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(outside, string(got.Doc.Source())); d != "" {
		t.Error(d)
	}
	if got.Owner.V != "incident-owner" || got.ID != i.ID || len(got.Faults) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestPublicRefuses(t *testing.T) {
	p := publisher()
	for path, want := range map[string]string{
		"p/2026-03-01-alice-broke-it.md": "alice", "p/2026-03-01-robert-brown.md": "Brown", "alice/2026-03-01-x.md": "alice",
		"p/2026-03-01-zoe.md": "Zoe", "p/2026-03-01-malice.md": "", "p/2026-03-01-dave.md": "dave",
	} {
		_, err := p.Public(Decode(path, document.Parse([]byte(inHouse)), p.process))
		named, ok := errors.AsType[*NamedError](err)
		if ok != (want != "") || ok && !strings.EqualFold(named.Name, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, src := range []string{"# no front matter\n", "---\nx: [\n---\n", "---\ntitle: x\n---\n<!-- internal -->\n"} {
		if got, err := p.Public(Decode("p/x.md", document.Parse([]byte(src)), p.process)); err == nil {
			t.Errorf("%q is shown as %q", src, got.Doc.Source())
		}
	}
}

// FuzzPublic: nobody's name is left as a word, whatever the title and the text are.
func FuzzPublic(f *testing.F) {
	f.Add("Alice and @bob's", "text of alice.ames@example.com, U123-aames ROBERT BROWN\nBrown\n", "zoe")
	f.Add("a: {b: c}", "- `alice`[bob](http://alice@bob.com/aames?Ames=1)\n<!-- alice -->", "Zoe Zimmer")
	f.Fuzz(func(t *testing.T, title, body, person string) {
		p := publisher()
		head, err := document.Parse([]byte("---\n---\n")).Edit(
			document.Set(document.At("title"), document.StringValue(title)),
			document.Set(document.At("owner"), document.StringValue(person)),
			document.Set(document.At("customer"), document.StringValue("acme "+title)),
		)
		if err != nil {
			return
		}
		got, err := p.Public(Decode("p/2026-03-01-x.md", document.Parse(append(head, body...)), p.process))
		if err != nil {
			return
		}
		shown := string(got.Doc.Source())
		if got.Doc.Front().Field("customer").Kind() != document.None {
			t.Fatalf("a key that is internal is shown:\n%s", shown)
		}
		words := strings.FieldsFunc(shown, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, word := range words {
			for _, name := range []string{"alice", "bob", "aames", "u123", "carol"} {
				if strings.EqualFold(word, name) {
					t.Fatalf("%q is left:\n%s", word, shown)
				}
			}
			if word == "Ames" || word == "Brown" || word == "Robert" || word == "Alice" {
				t.Fatalf("%q is left:\n%s", word, shown)
			}
		}
	})
}
