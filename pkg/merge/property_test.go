package merge_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/merge"
)

// TestRandomMerges merges random edits of random incidents. PM_MERGES is how
// many merges are made in all; each pair of edits is merged both ways.
func TestRandomMerges(t *testing.T) {
	n := 2000
	if s := os.Getenv("PM_MERGES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	var c counts
	for seed := uint64(0); c.merges < n; seed++ {
		c.check(t, seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d merges, %d clean; conflicts by subject: %v", c.merges, c.clean, c.subjects)
	if c.clean < c.merges/10 || c.clean > c.merges*9/10 {
		t.Errorf("the edits are too easy or too hard")
	}
}

type counts struct {
	merges, clean int
	subjects      map[string]int
	linter        *lint.Linter
}

func (c *counts) check(t *testing.T, seed uint64) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), side: "base"}
	base := g.base()
	ours := g.edit(base, "ours")
	theirs := g.edit(base, "theirs")
	if g.IntN(40) == 0 {
		base = nil
	}
	o := merge.Options{Path: samplePath, Process: process}
	one := merge.Merge(base, ours, theirs, o)
	two := merge.Merge(base, theirs, ours, o)
	c.merges += 2
	c.count(one)
	fail := func(what string, args ...any) {
		t.Helper()
		t.Errorf(what+"\n--- base\n%s\n--- ours\n%s\n--- theirs\n%s\n--- merged\n%s\n--- the other way\n%s", append(args, base, ours, theirs, one.Data, two.Data)...)
	}
	for _, r := range []merge.Result{one, two} {
		if lost := lost(base, ours, theirs, r.Data); len(lost) > 0 {
			fail("lost: %q", lost)
		}
		if len(r.Conflicts) > 0 {
			checkConflicts(t, r)
			continue
		}
		if new := c.newErrors(r.Data, ours, theirs); len(new) > 0 {
			fail("a clean result has what neither side has: %v", new)
		}
		if bytes.Contains(r.Data, []byte("<<<<<<<")) {
			fail("markers in a clean result")
		}
	}
	if (len(one.Conflicts) == 0) != (len(two.Conflicts) == 0) {
		fail("clean one way only")
	}
	if len(one.Conflicts) == 0 && !slices.Equal(sortedWords(one.Data), sortedWords(two.Data)) {
		fail("not symmetric")
	}
	for _, r := range []merge.Result{merge.Merge(base, base, ours, o), merge.Merge(base, ours, base, o), merge.Merge(base, ours, ours, o)} {
		if !bytes.Equal(r.Data, ours) || len(r.Conflicts) > 0 {
			fail("a change of one side is not taken as it is")
		}
	}
}

func (c *counts) count(r merge.Result) {
	if len(r.Conflicts) == 0 {
		c.clean += 2
	}
	if c.subjects == nil {
		c.subjects = map[string]int{}
	}
	for _, conflict := range r.Conflicts {
		subject := conflict.Subject
		if _, ok := incident.FieldByKey(subject); !ok && !slices.Contains([]string{"body", "timeline", "file", "front matter"}, subject) {
			subject = "other"
		}
		c.subjects[subject]++
	}
}

func checkConflicts(t *testing.T, r merge.Result) {
	t.Helper()
	for _, c := range r.Conflicts {
		text := r.Data[c.Span.Start:c.Span.End]
		if !bytes.HasPrefix(text, []byte("<<<<<<< ours")) || !bytes.HasSuffix(bytes.TrimRight(text, "\r\n"), []byte(">>>>>>> theirs")) {
			t.Errorf("conflict %+v covers %q", c, text)
		}
		if line := 1 + bytes.Count(r.Data[:c.Span.Start], []byte("\n")); line != c.Line {
			t.Errorf("conflict %+v is in line %d", c, line)
		}
	}
}

var wordPattern = regexp.MustCompile(`[\pL\pN]+`)

func wordsOf(src []byte) []string { return wordPattern.FindAllString(strings.ToLower(string(src)), -1) }

func sortedWords(src []byte) []string {
	w := wordsOf(src)
	slices.Sort(w)
	return w
}

// lost are the words that a side added and the result has not. The name of a
// state may give way to one further along.
func lost(base, ours, theirs, result []byte) []string {
	has := map[string]bool{}
	for _, w := range wordsOf(base) {
		has[w] = true
	}
	for _, w := range wordsOf(result) {
		has[w] = true
	}
	for _, s := range incident.StateNames() {
		for _, w := range wordsOf([]byte(s)) {
			has[w] = true
		}
	}
	var lost []string
	for _, w := range append(wordsOf(ours), wordsOf(theirs)...) {
		if !has[w] {
			lost = append(lost, w)
		}
	}
	return lost
}

var index = regexp.MustCompile(`\[\d+\]`)

// newErrors are the lint errors of a result that neither side has.
func (c *counts) newErrors(result, ours, theirs []byte) []string {
	known := append(c.errors(ours), c.errors(theirs)...)
	return slices.DeleteFunc(c.errors(result), func(e string) bool { return slices.Contains(known, e) })
}

func (c *counts) errors(src []byte) []string {
	if c.linter == nil {
		c.linter = lint.New(lint.Options{Process: process, Now: epoch.Add(1000 * time.Hour)})
	}
	var all []string
	for _, f := range c.linter.File(samplePath, src, nil) {
		if f.Severity == lint.Error {
			all = append(all, f.Rule+" "+index.ReplaceAllString(f.Subject, ""))
		}
	}
	return all
}
