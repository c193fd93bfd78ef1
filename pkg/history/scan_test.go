package history

import (
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/sample"
)

const plain = `---
title: Checkout returns 5xx
state: resolved # for now
tags: [a, "b c"]
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}

  # a comment
  - state: resolved
    at: 2026-03-01T15:02:00Z
    by: "bob: the builder"
    reason: because
customer: acme
---

state: closed
`

func TestScan(t *testing.T) {
	raw, ok := scan([]byte(plain), "state", "history")
	want := `state: resolved # for now
history:
  - {state: in-progress, at: 2026-03-01T14:10:00Z, by: alice}

  # a comment
  - state: resolved
    at: 2026-03-01T15:02:00Z
    by: "bob: the builder"
    reason: because
`
	if !ok || raw != want {
		t.Errorf("%t\n%s", ok, raw)
	}
}

// TestScanLeavesToTheParser has ways to write something that lines do not show.
func TestScanLeavesToTheParser(t *testing.T) {
	for _, front := range []string{
		"title: \"x\nstate: closed\n\"\nstate : resolved\n", // a quote that stays open
		"title: 'x\nstate: closed\n'\n",
		"title: \"x\\\"\nstate: closed\n\"\n",
		"a:\n  '\"': \"\nstate: closed\n  \"\n",
		"tags: [a,\nstate: closed]\n",
		"tags: {a: b,\nstate: closed}\n",
		"state: resolved\nstate: closed\n",
		"\"state\": closed\n",
		"state : closed\n",
		"? state\n: closed\n",
		"state: &s closed\n",
		"state: *s\n",
		"history: *h\n",
		"<<: *base\n",
		"base: &b {state: closed}\n<<: *b\n",
		"state: !!str closed\n",
		"title: x\u2028state: closed\n",
		"title: x\u0085state: closed\n",
		"title: x\rstate: closed\n",
		"\tstate: closed\n",
		"state:\tclosed\n",
		"... \nstate: closed\n",
		"--- \nstate: closed\n",
		"{state: closed}\n",
		"%YAML 1.2\nstate: closed\n",
		"title: Don't\n",
		" {state: closed}\n",
		"- state: closed\n",
		"---x: y\ntitle: z\u0085state: closed\nstate: open\n", // no end of the front matter
	} {
		if raw, ok := scan([]byte("---\n"+front+"---\n"), "state", "history"); ok {
			t.Errorf("%q: took %q", front, raw)
		}
	}
	for _, src := range []string{"", "---", "---\n", "---\nstate: closed\n", "\ufeff---\nstate: closed\n---\n", "text", " ---\nstate: x\n---\n", "---\nstate: closed"} {
		if raw, ok := scan([]byte(src), "state", "history"); ok {
			t.Errorf("%q: took %q", src, raw)
		}
	}
}

// agree holds a version that was scanned to one that was parsed.
func agree(t *testing.T, src []byte) {
	t.Helper()
	// Where the YAML cannot be read at all, what the lines say is the better
	// answer, and no other can be compared with it.
	if _, ok := scan(src, "state", "history"); !ok || document.Parse(src).Front().Kind() == document.None {
		return
	}
	var whole Version
	whole.parse(src)
	scanned := Read("", src)
	if scanned.Blob = "1"; !scanned.same(&whole) {
		t.Errorf("scanned %q %v, parsed %q %v of\n%q", scanned.state, scanned.lines, whole.state, whole.lines, src)
	}
}

func TestScanAsParsed(t *testing.T) {
	agree(t, []byte(plain))
	n := 0
	sample.Generate(sample.Options{Seed: 1, N: 200, Dirty: true}, func(i sample.Incident) bool {
		if _, ok := scan(i.Data, "state", "history"); ok {
			n++
		}
		agree(t, i.Data)
		return true
	})
	if n < 150 {
		t.Errorf("only %d of 200 files are plain", n)
	}
}

// FuzzScan looks for front matter in which lines and YAML disagree.
func FuzzScan(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("---\ntitle: \"x\nstate: closed\n\"\nstate: resolved\n---\n"))
	f.Add([]byte("---\na: |\n  \"\nstate: closed\nhistory:\n- {state: closed}\n---\n"))
	f.Add([]byte("---\n---x: y\na: b\u0085state: closed\nstate: open\n---\n"))
	f.Add([]byte("---\na: 'x' # '\nstate: \"closed\"\nhistory: [{state: x}]\n---\n"))
	f.Fuzz(func(t *testing.T, src []byte) { agree(t, src) })
}
