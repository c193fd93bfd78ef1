package prose

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestLabelled holds the reading to labelled sentences: the pairs, a blameful one
// and its rewrite, and others of our own with what only looks like them. A clean
// sentence is never remarked on, and few of the blameful are missed.
func TestLabelled(t *testing.T) {
	reader := NewReader(Vocabulary{})
	for _, test := range []struct {
		file                  string
		blameful, mostMissing int
	}{
		{"testdata/pairs.tsv", 63, 8},
		{"testdata/own.tsv", 103, 4},
	} {
		var blameful, found int
		for _, l := range readLabelled(t, test.file) {
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
		if blameful != test.blameful || found < blameful-test.mostMissing {
			t.Errorf("%s: %d of %d blameful sentences were found", test.file, found, blameful)
		}
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

// TestOddEnds reads sentences that begin or end where a reading looks further.
func TestOddEnds(t *testing.T) {
	reader := NewReader(Vocabulary{})
	for text, want := range map[string]string{
		"Had just tested it, it would be fine.": "",
		"An operator left forgetting":           "An operator left forgetting",
		"The operator left, neglecting":         "The operator left, neglecting",
		"Nor did the team test it well enough.": "Nor did the team test it well enough",
		"Never did we test well enough.":        "",
		"caused by 's deploy":                   "",
	} {
		var got []string
		for _, m := range reader.Read(text, nil) {
			got = append(got, text[m.Start:m.End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// TestAllowed: a phrase is allowed word by word, wherever its lines are cut, and
// hides no other remark on the sentence.
func TestAllowed(t *testing.T) {
	for text, want := range map[string]string{
		"The cause was human\nerror.":                            "",
		"QA forgot the drops.":                                   "QA forgot",
		"It wasn’t reviewed well; it was human error.":           "",
		"They blamed human error; the cause was operator error.": "operator error",
	} {
		reader := NewReader(Vocabulary{Allowed: []string{"human error", "rop", "wasn't", "blamed"}})
		var got []string
		for _, m := range reader.Read(text, nil) {
			got = append(got, text[m.Start:m.End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

// TestVocabularyOfAnyLetters: some letters have another length in lower case.
func TestVocabularyOfAnyLetters(t *testing.T) {
	for _, team := range []string{"Équipe", "\u212a\u212a\u212a", "İstanbul"} {
		text := "The " + team + " forgot to check the logs."
		got := NewReader(Vocabulary{Teams: []string{team}}).Read(text, nil)
		if len(got) != 1 || got[0].Who != "The "+team {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// TestLongText reads what is no prose at all, and never ends a sentence, in time
// that grows as the text does: it took minutes once.
func TestLongText(t *testing.T) {
	reader := NewReader(Vocabulary{Allowed: []string{"team"}})
	for _, part := range []string{
		"should have tested ", "and failed to test ", "forgot ", "x forgot to test ", "if we had tested ", ", forgot ",
		"the team failed to test ", "“", "\"", "`", ")", "not ", ". ", "made a mistake ",
	} {
		text := strings.Repeat(part, 1<<18/len(part))
		start := time.Now()
		reader.Read(text, nil)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q, again and again: %v", part, took)
		}
	}
}

// FuzzRead looks for panics, for remarks that are not of their text, and for a second
// reading that differs from the first.
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
		checkRemarks(t, text, remarks)
		if again := reader.Read(text, []string{name}); fmt.Sprint(again) != fmt.Sprint(remarks) {
			t.Fatalf("%q: read twice: %v, then %v", text, remarks, again)
		}
	})
}

// TestAnySentence reads sentences of words by chance, all of which mean something to
// a reading: bytes by chance hardly ever make one.
func TestAnySentence(t *testing.T) {
	words := slices.Sorted(maps.Keys(english().words))
	for _, phrases := range english().phrases {
		for _, p := range phrases {
			words = append(words, p.rest...)
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	some := slices.Concat(slices.Repeat(strings.Fields("' 's , ; . ? ( ) \" n't not had have did to of by for been was should Kim"), 40), words)
	chance := rand.New(rand.NewPCG(1, 2))
	reader := NewReader(Vocabulary{Teams: []string{"Payments desk"}, Allowed: []string{"did not"}})
	for range 100_000 {
		picked := make([]string, 1+chance.IntN(9))
		for i := range picked {
			picked[i] = some[chance.IntN(len(some))]
		}
		text := strings.Join(picked, " ")
		checkRemarks(t, text, reader.Read(text, []string{"kim"}))
	}
}

// checkRemarks holds remarks to their text: in order, apart, inside, on rune
// boundaries, and whole.
func checkRemarks(t *testing.T, text string, remarks []Remark) {
	t.Helper()
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
