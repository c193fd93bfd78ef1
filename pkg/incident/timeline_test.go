package incident

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTimeline(t *testing.T) {
	const body = `## Timeline (UTC)

Prose.

- 2026-03-01T14:02:00Z Alert fired
  - 2026-03-01T14:03:00Z detail
- **2026-03-01T14:04Z**: on call, *paged*
- ` + "`2026-03-01T15:05:00+01:00`" + ` – with an offset
- [x] 2026-03-01 14:06 UTC done
- 2026-03-01 14:07 local
- 2026-03-01 14:07 PST west
- 14:08 no date
-
- later

| Time | What | Who |
|---|---|---|
| 2026-03-01T14:09:00Z | rolled back | alice |
|  |  |  |
| about ten | x |  |

### Day two

1. 2026-03-02T09:00:00Z review

> - 2026-03-02T10:00:00Z quoted

## What happened?

- 2026-03-03T09:00:00Z elsewhere
`
	i := read("---\ntitle: x\n---\n" + body)
	var got []string
	for _, e := range i.Timeline() {
		when := "?"
		if e.At.Known() {
			when = e.At.V.Format("02 15:04")
		}
		src := i.Doc.Source()
		line := fmt.Sprintf("%s|%s|%s|%v|%v", when, e.Written, e.Text, e.NotUTC, e.Row)
		if e.At.Known() && string(src[e.At.Span.Start:e.At.Span.End]) != e.Written {
			line += "|span " + string(src[e.At.Span.Start:e.At.Span.End])
		}
		got = append(got, line)
	}
	want := []string{
		"01 14:02|2026-03-01T14:02:00Z|Alert fired|false|false",
		"01 14:04|2026-03-01T14:04Z|on call, paged|false|false",
		"01 14:05|2026-03-01T15:05:00+01:00|with an offset|true|false",
		"01 14:06|2026-03-01 14:06 UTC|done|true|false",
		"?|2026-03-01 14:07|local|false|false",
		"?|2026-03-01 14:07 PST|west|false|false",
		"?||14:08 no date|false|false",
		"?||later|false|false",
		"01 14:09|2026-03-01T14:09:00Z|rolled back | alice|false|true",
		"?||about ten | x|false|true",
		"02 09:00|2026-03-02T09:00:00Z|review|false|false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFilled(t *testing.T) {
	tests := []struct {
		body string
		want bool
	}{
		{"", false},
		{"\n\n  \n", false},
		{"<!-- guidance -->", false},
		{"<!-- guidance\nover lines -->\n\n<!-- more -->", false},
		{"TODO", false},
		{"TBD.", false},
		{"- TODO\n- \n1. ??", false},
		{"Cause: TBD", false},
		{"**Cause:** TODO", false},
		{"> TODO", false},
		{"- [ ] TODO", false},
		{"<what happened, in a few words>", false},
		{"<What happened?>", false},
		{"---", false},
		{"### Details\n", false},
		{"### Details\n\n<!-- x -->\n\n#### More\n", false},
		{"| Time | What |\n|---|---|", false},
		{"| Time | What |\n|---|---|\n| HH:mm | TODO |", false},
		{"```\n```", false},
		{"...", false},
		{"x", true},
		{"<!-- guidance --> x", true},
		{"Fixed, TODO: link", true},
		{"### Details\n\nx", true},
		{"- x", true},
		{"> quoted", true},
		{"| Time | What |\n|---|---|\n| | x |", true},
		{"```\nTODO\n```", true},
		{"    code", true},
		{"![](graph.png)", true},
		{"`TODO`", true},
		{"データ", true},
		{"👍", true},
		{"<div>x</div>", true},
		{"42", true},
	}
	for _, tt := range tests {
		for _, eol := range []string{"\n", "\r\n"} {
			src := "---\ntitle: x\n---\n## Summary\n\n" + tt.body + "\n\n## Impact\n\nx\n"
			i := read(strings.ReplaceAll(src, "\n", eol))
			section, ok := FindSection(i.Doc, "summary")
			if got := ok && Filled(i.Doc, section); got != tt.want {
				t.Errorf("%q: %v", tt.body, got)
			}
		}
	}
}

func TestFindSection(t *testing.T) {
	i := read("---\ntitle: x\n---\n# Checkout\n\n## Summary\n\n### Background\n\nx\n\n## What happened?\n\nWhy\n---\n\n> ## Timeline\n\nCauses\n------\n\nx\n")
	tests := []struct{ name, heading string }{
		{"summary", "Summary"},
		{"happened", "What happened?"}, // not Background, which is higher up
		{"why", "Causes"},
		{"timeline", ""},
		{"nonsense", ""},
	}
	for _, tt := range tests {
		s, ok := FindSection(i.Doc, tt.name)
		if s.Heading.Text != tt.heading || ok != (tt.heading != "") {
			t.Errorf("%s: %q, %v", tt.name, s.Heading.Text, ok)
		}
	}
}

func TestStampLen(t *testing.T) {
	for text, words := range map[string]string{
		"2026-03-01T14:02:00Z Alert fired": "Alert fired",
		"2026-03-01 14:02 UTC - Alert":     "Alert",
		" 14:02: Alert":                    "Alert",
		"14:02":                            "",
		"Alert at 14:02":                   "Alert at 14:02",
		"12 people forgot":                 "12 people forgot",
		"":                                 "",
	} {
		if got := text[StampLen(text):]; got != words {
			t.Errorf("%q leaves %q, want %q", text, got, words)
		}
	}
}
