package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/adrg/frontmatter"
	"go.yaml.in/yaml/v3"
)

// benchmarkFile is an incident of about 7 KB with 1.5 KB of front matter.
func benchmarkFile() []byte {
	var b strings.Builder
	b.WriteString(`---
title: Checkout returned 5xx for a third of all requests
state: follow-up
severity: sev2
started_at: 2026-03-01T14:02:00Z
ended_at: 2026-03-01T15:02:00Z
owner: alice
participants: [alice, bob, carol]
services: [checkout, payments]
triggers: [user-facing-outage]
followup_due: 2026-03-15
action_items:
`)
	for i := range 5 {
		fmt.Fprintf(&b, "  - id: add-canary-stage-%d\n    title: Add a canary stage to the deploy pipeline\n    owner: bob\n    due: 2026-03-2%d\n    status: open\n", i, i)
	}
	b.WriteString("history:\n")
	for _, state := range []string{"in-progress", "resolved", "root-cause-analysis", "follow-up"} {
		fmt.Fprintf(&b, "  - {state: %s, at: 2026-03-01T14:10:00Z, by: alice}\n", state)
	}
	b.WriteString("---\n\n# Timeline\n\n")
	for b.Len() < 7000 {
		b.WriteString("- 2026-03-01T14:02:00Z Alert fired: 5xx above 5 % of requests on the checkout service\n")
	}
	return []byte(b.String())
}

func BenchmarkParseFront(b *testing.B) {
	src := benchmarkFile()
	b.ReportAllocs()
	for b.Loop() {
		if d := Parse(src); d.Front().Len() != 12 {
			b.Fatal(d.Faults())
		}
	}
}

// BenchmarkBaselineFront is the floor: the front matter library with its own
// split of the whole file, decoding into a node.
func BenchmarkBaselineFront(b *testing.B) {
	src := benchmarkFile()
	b.ReportAllocs()
	for b.Loop() {
		var node yaml.Node
		if _, err := frontmatter.MustParse(bytes.NewReader(src), &node, frontmatter.NewFormat("---", "---", yaml.Unmarshal)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEditSet(b *testing.B) {
	src := benchmarkFile()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(src).Edit(Set(At("owner"), StringValue("bob"))); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSpans(b *testing.B) {
	src := benchmarkFile()
	b.ReportAllocs()
	for b.Loop() {
		d := Parse(src)
		for _, v := range d.Front().Fields() {
			if v.Span().IsZero() {
				b.Fatal("no span")
			}
		}
	}
}
