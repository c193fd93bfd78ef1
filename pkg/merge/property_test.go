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
	"unicode"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/merge"
)

// edits is how many people edit one base; each is merged with each, both ways.
const edits = 5

// TestRandomMerges merges random edits of random incidents. PM_MERGES is how
// many merges are made in all.
func TestRandomMerges(t *testing.T) {
	n := 1000
	if s := os.Getenv("PM_MERGES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	seed, _ := strconv.ParseUint(os.Getenv("PM_SEED"), 10, 64)
	c := newCounts()
	for ; c.merges < n; seed++ {
		c.family(t, seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d merges, %d clean; conflicts by subject: %v", c.merges, c.clean, c.subjects)
	if c.clean < c.merges/10 || c.clean > c.merges*9/10 {
		t.Errorf("the edits are too easy or too hard")
	}
}

// version is one edit of a base and what is known about it.
type version struct {
	src    []byte
	words  []string
	errors map[string]bool
}

// has reports an error that a version has too, of an item that got another id
// perhaps.
func (v version) has(e string) bool {
	rule, id, ok := strings.Cut(e, "[")
	id, key, _ := strings.Cut(id, "]")
	if v.errors[e] || !ok || bytes.Contains(v.src, []byte(" id: "+id)) {
		return v.errors[e]
	}
	for other := range v.errors {
		if strings.HasPrefix(other, rule+"[") && strings.HasSuffix(other, "]"+key) {
			return true
		}
	}
	return false
}

type counts struct {
	merges, clean int
	subjects      map[string]int
	linter        *lint.Linter
	options       merge.Options
}

func newCounts() *counts {
	return &counts{
		subjects: map[string]int{},
		linter:   lint.New(lint.Options{Process: process, Now: epoch.Add(1000 * time.Hour)}),
		options:  merge.Options{Path: samplePath, Process: process},
	}
}

// family merges all edits of one base.
func (c *counts) family(t *testing.T, seed uint64) {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), side: "base"}
	base := c.version(g.base())
	var all []version
	for _, side := range []string{"alice", "bob", "carol", "dave", "erin"}[:edits] {
		all = append(all, c.version(g.edit(base.src, side)))
	}
	if g.IntN(20) == 0 {
		base = version{}
	}
	if c.options.Check = nil; seed%8 == 0 {
		c.options.Check = c.complaints
	}
	for i := range all {
		c.oneSided(t, base.src, all[i].src)
		for j := range i {
			c.pair(t, base, all[i], all[j])
		}
	}
}

// complaints let Merge itself ask lint, as the command does.
func (c *counts) complaints(src []byte) []merge.Complaint {
	var all []merge.Complaint
	for e := range c.errors(src) {
		rule, subject, _ := strings.Cut(e, " ")
		all = append(all, merge.Complaint{Rule: rule, Subject: subject})
	}
	return all
}

func (c *counts) version(src []byte) version {
	return version{src: src, words: wordsOf(src), errors: c.errors(src)}
}

// oneSided: a change of one side, or the same of both, is taken as it is.
func (c *counts) oneSided(t *testing.T, base, edited []byte) {
	for _, r := range []merge.Result{
		merge.Merge(base, base, edited, c.options), merge.Merge(base, edited, base, c.options), merge.Merge(base, edited, edited, c.options),
	} {
		if !bytes.Equal(r.Data, edited) || len(r.Conflicts) > 0 {
			t.Errorf("a change of one side is not taken as it is:\n%s\n%s", base, edited)
		}
	}
}

// pair merges two edits both ways.
func (c *counts) pair(t *testing.T, base, ours, theirs version) {
	one := merge.Merge(base.src, ours.src, theirs.src, c.options)
	two := merge.Merge(base.src, theirs.src, ours.src, c.options)
	c.merges += 2
	c.count(one)
	fail := func(what string, args ...any) {
		t.Helper()
		t.Errorf(what+"\n--- base\n%s\n--- ours\n%s\n--- theirs\n%s\n--- merged\n%s\n--- the other way\n%s", append(args, base.src, ours.src, theirs.src, one.Data, two.Data)...)
	}
	for _, r := range []merge.Result{one, two} {
		if lost := lost(base, ours, theirs, wordsOf(r.Data)); len(lost) > 0 {
			fail("lost: %q", lost)
		}
		if len(r.Conflicts) > 0 {
			checkConflicts(t, r)
			continue
		}
		for e := range c.errors(r.Data) {
			if !ours.has(e) && !theirs.has(e) {
				fail("a clean result has what neither side has: %v", e)
			}
		}
		if bytes.Contains(r.Data, []byte("<<<<<<<")) {
			fail("markers in a clean result")
		}
	}
	if len(one.Conflicts) != len(two.Conflicts) || len(one.Conflicts) == 0 && !bytes.Equal(one.Data, two.Data) {
		fail("not symmetric")
	}
}

func (c *counts) count(r merge.Result) {
	if len(r.Conflicts) == 0 {
		c.clean += 2
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

// wordsOf are the runs of letters and digits.
func wordsOf(src []byte) []string {
	return strings.FieldsFunc(strings.ToLower(string(src)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// givesWay are the words of the states: the name of one may give way to one
// further along.
var givesWay = wordsOf([]byte(strings.Join(incident.StateNames(), " ")))

// lost are the words that a side added and the result has not.
func lost(base, ours, theirs version, result []string) []string {
	has := make(map[string]bool, len(base.words)+len(result))
	for _, words := range [][]string{base.words, result, givesWay} {
		for _, w := range words {
			has[w] = true
		}
	}
	return slices.DeleteFunc(slices.Concat(ours.words, theirs.words), func(w string) bool { return has[w] })
}

var index = regexp.MustCompile(`\[\d+\]`)

// errors are what lint says of a version, rule and subject; places in a list do
// not count.
func (c *counts) errors(src []byte) map[string]bool {
	all := map[string]bool{}
	for _, f := range c.linter.File(samplePath, src, nil) {
		if f.Severity == lint.Error {
			all[f.Rule+" "+index.ReplaceAllString(f.Subject, "")] = true
		}
	}
	return all
}
