package prose

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
)

// labelled is a sentence with what a careful reader says of it.
type labelled struct{ id, source, label, text string }

// readLabelled reads a file of tab-separated columns, named in its first line:
// id, source, label (clean or a class) and sentence, in any order. A quotation mark
// is one of the sentence.
func readLabelled(t testing.TB, path string) []labelled {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(src)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
	}
	if len(rows) < 2 {
		t.Fatalf("%s: no rows", path)
	}
	column := func(name string) int {
		n := slices.Index(rows[0], name)
		if n < 0 {
			t.Fatalf("%s has no column %q", path, name)
		}
		return n
	}
	id, source, label, text := column("id"), column("source"), column("label"), column("sentence")
	var all []labelled
	for _, row := range rows[1:] {
		if len(row) > max(id, source, label, text) {
			all = append(all, labelled{row[id], row[source], row[label], row[text]})
		}
	}
	return all
}

var classNames = map[Class]string{
	Blame: "blame", HumanError: "human-error", Counterfactual: "counterfactual", Hindsight: "hindsight",
}

// score counts answers.
type score struct{ right, wrong, missed int }

func (s score) String() string {
	p := float64(s.right) / float64(max(s.right+s.wrong, 1))
	r := float64(s.right) / float64(max(s.right+s.missed, 1))
	f := 0.0
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return fmt.Sprintf("precision %.3f  recall %.3f  F1 %.3f  (%d right, %d wrong, %d missed)", p, r, f, s.right, s.wrong, s.missed)
}

// TestEval prints how the reading does on a file of labelled sentences that
// PM_PROSE_EVAL names; PM_PROSE_SHOW=1 lists what it got wrong. The figure is
// for sets that nobody tuned to.
func TestEval(t *testing.T) {
	path := os.Getenv("PM_PROSE_EVAL")
	if path == "" {
		t.Skip("PM_PROSE_EVAL names no file of labelled sentences")
	}
	reader := NewReader(Vocabulary{})
	scores := map[string]*score{}
	count := func(name string, said, is bool) {
		if scores[name] == nil {
			scores[name] = &score{}
		}
		switch {
		case said && is:
			scores[name].right++
		case said:
			scores[name].wrong++
		case is:
			scores[name].missed++
		}
	}
	for _, l := range readLabelled(t, path) {
		remarks := reader.Read(l.text, nil)
		blameful := l.label != "clean"
		count("any finding", len(remarks) > 0, blameful)
		count("fold "+fold(l.source), len(remarks) > 0, blameful)
		for class, name := range classNames {
			said := slices.ContainsFunc(remarks, func(m Remark) bool { return m.Class == class })
			count("class "+name, said, l.label == name)
		}
		if os.Getenv("PM_PROSE_SHOW") != "" && blameful != (len(remarks) > 0) {
			t.Logf("%s %s: %s\n\t%s", l.id, l.label, l.text, shown(l.text, remarks))
		}
	}
	names := make([]string, 0, len(scores))
	for name := range scores {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare)
	for _, name := range names {
		t.Logf("%-22s %s", name, scores[name])
	}
}

// fold is one of five parts of a set, by source file.
func fold(source string) string {
	h := fnv.New32a()
	h.Write([]byte(source))
	return fmt.Sprint(h.Sum32()%5 + 1)
}

func shown(text string, remarks []Remark) string {
	var words []string
	for _, m := range remarks {
		words = append(words, fmt.Sprintf("%s/%d %q", classNames[m.Class], m.Kind, text[m.Start:m.End]))
	}
	return strings.Join(words, "; ")
}
