package prose

import (
	"fmt"
	"strings"
	"testing"
)

// TestPairs holds the reading to sentences in pairs: of the blameful half at
// most eight are missed, of their rewrites and the look-alikes none is remarked
// on.
func TestPairs(t *testing.T) {
	reader := NewReader(Vocabulary{})
	var blameful, found int
	for _, l := range readLabelled(t, "testdata/pairs.tsv") {
		remarks := reader.Read(l.text, nil)
		if l.label != "clean" {
			blameful++
			if len(remarks) > 0 {
				found++
			}
			continue
		}
		if len(remarks) > 0 {
			t.Errorf("%s: %s\nwas remarked on: %s", l.id, l.text, shown(l.text, remarks))
		}
	}
	if blameful != 63 || found < 55 {
		t.Errorf("%d of %d blameful sentences were found, want at least 55 of 63", found, blameful)
	}
}

// TestRead pins what a remark says of a sentence: class, kind, agent, words.
func TestRead(t *testing.T) {
	reader := NewReader(Vocabulary{})
	people := []string{"kim", "Priya Shah"}
	for _, test := range readCases(t) {
		t.Run(test.sentence, func(t *testing.T) {
			var got []string
			for _, m := range reader.Read(test.sentence, people) {
				got = append(got, fmt.Sprintf("%s %s %q", classNames[m.Class], agentNames[m.Agent], test.sentence[m.Start:m.End]))
			}
			if strings.Join(got, "; ") != test.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), test.want)
			}
		})
	}
}

var agentNames = map[Agent]string{Nobody: "nobody", Self: "self", Other: "other"}

// TestSystemsAndRoles checks that a vocabulary overrules the lexicon both ways.
func TestSystemsAndRoles(t *testing.T) {
	const text = "The buyer failed to check the order. Genie forgot to page. The Payments desk ignored the alert. The team missed it."
	plain := NewReader(Vocabulary{})
	told := NewReader(Vocabulary{
		Roles: []string{"buyer"}, Teams: []string{"Payments desk"}, Systems: []string{"Genie"}, Allowed: []string{"the team missed"},
	})
	words := func(r *Reader) (all []string) {
		for _, m := range r.Read(text, nil) {
			all = append(all, text[m.Start:m.End])
		}
		return all
	}
	if got := strings.Join(words(plain), "|"); got != "Genie forgot to page|The team missed" {
		t.Errorf("without a vocabulary: %s", got)
	}
	if got := strings.Join(words(told), "|"); got != "The buyer failed to check|The Payments desk ignored" {
		t.Errorf("with one: %s", got)
	}
}

// TestSentences checks where sentences end.
func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"It broke. We fixed it.":                   "It broke.|We fixed it.",
		"See v1.2. Then go on.":                    "See v1.2.|Then go on.",
		"At 14:02 UTC, e.g. Monday, it fell.":      "At 14:02 UTC, e.g. Monday, it fell.",
		"At 9 a.m. The job ran.":                   "At 9 a.m.|The job ran.",
		"Edit app.config.yaml. No restart.":        "Edit app.config.yaml.|No restart.",
		"J. Smith left. (Later.) He came back!":    "J. Smith left.|(Later.)|He came back!",
		`He said "stop." Then it stopped...`:       `He said "stop."|Then it stopped...`,
		"Why? Because of approx. 3 hosts vs. one.": "Why?|Because of approx. 3 hosts vs. one.",
		"on node.js 18 it is fine. \uFFFC failed.": "on node.js 18 it is fine.|\uFFFC failed.",
		"dots. small letters go on. Capitals end.": "dots. small letters go on.|Capitals end.",
	} {
		var got []string
		sentences(text, tokenize(nil, text, lower(text)), func(toks []token) {
			got = append(got, text[toks[0].start:toks[len(toks)-1].end])
		})
		if strings.Join(got, "|") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
		}
	}
}

// FuzzRead looks for panics, and holds every remark to its text: in order, apart,
// inside, on rune boundaries, and the same when read again.
func FuzzRead(f *testing.F) {
	for _, test := range readCases(f) {
		f.Add(test.sentence, "kim")
	}
	f.Add("", "")
	f.Add("didn’t ’s 's “ had \uFFFC@ @a by 's fault to blame?", "’")
	f.Add("\xff should have \xfe been caught", "\xff")
	reader := NewReader(Vocabulary{Roles: []string{"buyer"}, Allowed: []string{"the"}})
	f.Fuzz(func(t *testing.T, text, name string) {
		remarks := reader.Read(text, []string{name})
		end := 0
		for _, m := range remarks {
			if m.Start < end || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: remark [%d,%d) after %d", text, m.Start, m.End, end)
			}
			end = m.End
			if !boundary(text, m.Start) || !boundary(text, m.End) {
				t.Fatalf("%q: remark [%d,%d) cuts a character", text, m.Start, m.End)
			}
			if m.Class == Clean || m.Kind == 0 || m.What == "" || (m.Who != "") && m.Agent == Nobody {
				t.Fatalf("%q: half a remark: %+v", text, m)
			}
		}
		if again := reader.Read(text, []string{name}); fmt.Sprint(again) != fmt.Sprint(remarks) {
			t.Fatalf("%q: read twice: %v, then %v", text, remarks, again)
		}
	})
}

// boundary reports that a character begins at i, or the text ends; a byte that is
// no UTF-8 is a character.
func boundary(text string, i int) bool {
	for at := range text {
		if at == i {
			return true
		}
	}
	return i == len(text)
}

// BenchmarkRead reads the sentences of the pairs as one text: denser in remarks
// than any postmortem.
func BenchmarkRead(b *testing.B) {
	var all []string
	for _, l := range readLabelled(b, "testdata/pairs.tsv") {
		all = append(all, l.text)
	}
	text := strings.Join(all, " ")
	reader := NewReader(Vocabulary{})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		reader.Read(text, nil)
	}
}
