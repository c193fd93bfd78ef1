package similar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/sample"
)

var fieldNames = [...]string{
	otherField: "other", titleField: "title", servicesField: "services", tagsField: "tags", alertsField: "alerts", actionsField: "actions",
	leadField: "lead", summaryField: "summary", happenedField: "happened", whyField: "why", timelineField: "timeline",
	avoidField: "avoid", codeField: "code", noField: "none",
}

// told is what the scanner tells of a file: a line for each field in turn.
func told(src string) []string {
	var lines []string
	last := -1
	say := func(name, word string, f int) {
		if f != last {
			lines = append(lines, name+":")
		}
		last = f
		lines[len(lines)-1] += " " + word
	}
	s := scanner{
		word:  func(f field, word []byte) { say(fieldNames[f], string(word), int(f)) },
		alert: func(fingerprint []byte) { say("fingerprint", string(fingerprint), 99) },
	}
	s.file([]byte(src))
	return lines
}

func TestScanner(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"front matter", `---
title: "Checkout returns 5xx"
state: resolved
services: [checkout, order-db]
tags:
  - deploy
owner: alice
alerts: [4f2a9c, "77"] # from the pager
action_items:
  - {id: a, title: Add a canary, owner: bob}
  - id: b
    title: Limit retries
    owner: carol
history:
  - {state: resolved, by: alice}
customer: acme
---
`, []string{
			"title: checkout returns 5xx", "services: checkout order db", "tags: deploy", "fingerprint: 4f2a9c 77",
			"actions: add canary owner bob limit retries", "other: acme",
		}},
		{"sections", `---
title: x
---
Above all.

# Queue stuck

Below the title.

## Details of ours

Said.

## Timeline (UTC)

### 14:02

Alert

### Second wave

More

## Root cause(s)

Pool

## References

Link
`, []string{
			"lead: above all queue stuck below the title", "other: details of ours said", "timeline: alert second wave more",
			"why: pool", "none: link",
		}},
		{"a title of its own", "# Queue stuck\n\nText\n", []string{"title: queue stuck", "lead: text"}},
		{"underlined", "Queue stuck\n===\n\nImpact\n---\n\nAll users\n", []string{"title: queue stuck", "happened: all users"}},
		{"no front matter", "---\n", nil},
		{"code", "## Why did it happen?\n\n```go\n# not a heading\n``` not the end\n~~~\n```\nPool\n", []string{"code: not heading not the end", "why: pool"}},
		{"comments", "Said <!-- not said --> said\n<!-- not\n## Summary\nsaid --> again\n", []string{"lead: said said again"}},
		{"addresses", "See https://example.com/a/b and [the dashboard](img/x.png \"t\") at <http://x.test/y> now\n", []string{"lead: see and the dashboard at now"}},
		{"numbers", "503 5xx 4711 12ms 1.270.0 f81d4fae7dec11d0 ipv6 k8s 2026-03-01T14:02:00Z\n", []string{"lead: 503 5xx ipv6 k8s"}},
		{"other letters", "Żółw Überlast naïve x – “quoted”\n", []string{"lead: żółw überlast naïve quoted"}},
		{"too long", strings.Repeat("a", 40) + " " + strings.Repeat("é", 20) + " b" + strings.Repeat("é", 15) + "\n", []string{"lead: b" + strings.Repeat("é", 15)}},
		{"line ends", "---\r\ntitle: A queue\r\n---\r\n## Summary\r\n\r\nStuck\r\n", []string{"title: queue", "summary: stuck"}},
		{"mark", "\ufeff---\ntitle: Queue\n---\n", []string{"title: queue"}},
	} {
		if d := cmp.Diff(c.want, told(c.src)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// TestFrontFields fails when a key is added that nobody has thought about here: what
// a new one says is to be decided, not to count as any other text.
func TestFrontFields(t *testing.T) {
	for _, f := range incident.Fields {
		if _, ok := frontFields()[f.Key]; !ok {
			t.Errorf("%s counts as text", f.Key)
		}
	}
	for key := range telling {
		if _, ok := incident.FieldByKey(key); !ok && key != "summary" && key != "description" {
			t.Errorf("%s is no key of an incident", key)
		}
	}
}

func TestWeights(t *testing.T) {
	for f := range fieldNames {
		if fieldNames[f] == "" || f >= len(weights) {
			t.Errorf("field %d has no name or no weight", f)
		}
	}
	for name, f := range sectionFields {
		if _, ok := incident.SectionByName(name); !ok || weights[f] > weights[titleField] {
			t.Errorf("section %s: %s", name, fieldNames[f])
		}
	}
	for _, s := range incident.Sections {
		if _, ok := sectionFields[s.Name]; !ok {
			t.Errorf("section %s has no field", s.Name)
		}
	}
}

// FuzzScanner looks for files that it cannot get through, and for words that are
// none.
func FuzzScanner(f *testing.F) {
	sample.Generate(sample.Options{Seed: 1, N: 3, Dirty: true}, func(i sample.Incident) bool {
		f.Add(i.Data)
		return true
	})
	f.Add([]byte("---\nalerts: [a\n---\n# x\n```\n<!--"))
	f.Add([]byte("a\n--\n###### b\n# c\n\xff\xfeé\xcc\x81]( https://"))
	f.Fuzz(func(t *testing.T, src []byte) {
		s := scanner{
			word: func(f field, word []byte) {
				if int(f) >= len(weights) || len(word) < minWord || len(word) > maxWord {
					t.Fatalf("field %d, word %q", f, word)
				}
				if stemmed := stem([]byte(fmt.Sprint(string(word)))); len(stemmed) == 0 || len(stemmed) > len(word) {
					t.Fatalf("%q is cut to %q", word, stemmed)
				}
			},
			alert: func(fingerprint []byte) {
				if len(fingerprint) == 0 {
					t.Fatal("an empty fingerprint")
				}
			},
		}
		s.file(src)
		x := NewIndex(FromFile(src))
		x.Add(src)
		for _, m := range x.Nearest(1) {
			if m.Score < 0 || m.Score > 1 {
				t.Fatalf("score %v", m.Score)
			}
		}
	})
}
