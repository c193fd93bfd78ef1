package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Least recall and precision over the tables, as measured. Neither may fall.
const (
	leastRecall    = 1.0
	leastPrecision = 1.0
)

// sampled is a line of a table: a text, and the secrets in it with their kinds.
type sampled struct {
	text  string
	spans [][2]int
	kinds []string
}

// tally is what came of one kind.
type tally struct{ there, found, extra int }

// TestSecretTables measures by kind how many secrets are found where they are,
// and how many findings are none. -v prints the table.
func TestSecretTables(t *testing.T) {
	secrets, others := readSamples(t, "secrets.txt"), readSamples(t, "lookalikes.txt")
	if len(secrets) < 60 || len(others) < 100 {
		t.Fatalf("only %d secrets and %d look-alikes", len(secrets), len(others))
	}
	tallies := make(map[string]*tally)
	for _, s := range append(secrets, others...) {
		judgeSample(t, tallies, s)
	}
	sum := report(t, tallies)
	if recall := float64(sum.found) / float64(sum.there); recall < leastRecall {
		t.Errorf("recall fell to %.3f from %.3f", recall, leastRecall)
	}
	if precision := float64(sum.found) / float64(sum.found+sum.extra); precision < leastPrecision {
		t.Errorf("precision fell to %.3f from %.3f", precision, leastPrecision)
	}
}

// judgeSample counts a secret as found when a finding of its kind covers exactly
// its bytes.
func judgeSample(t *testing.T, tallies map[string]*tally, s sampled) {
	t.Helper()
	count := func(kind string) *tally {
		if tallies[kind] == nil {
			tallies[kind] = &tally{}
		}
		return tallies[kind]
	}
	met := make([]bool, len(s.spans))
	for _, m := range findSecrets([]byte(s.text)) {
		kind := secretKinds[m.kind].name
		n := slices.Index(s.spans, [2]int{m.start, m.end})
		if n < 0 || s.kinds[n] != kind {
			count(kind).extra++
			t.Logf("not a %s: %q in %q", kind, m.value(), s.text)
			continue
		}
		met[n] = true
	}
	for n, kind := range s.kinds {
		count(kind).there++
		if met[n] {
			count(kind).found++
		} else {
			t.Logf("missed: a %s in %q", kind, s.text)
		}
	}
}

func report(t *testing.T, tallies map[string]*tally) (sum tally) {
	t.Helper()
	var b strings.Builder
	row := func(kind string, c tally) {
		fmt.Fprintf(&b, "%-30s %5d %5d %5d\n", kind, c.there, c.found, c.extra)
	}
	fmt.Fprintf(&b, "\n%-30s %5s %5s %5s\n", "kind", "there", "found", "extra")
	seen := make(map[string]bool)
	for _, k := range secretKinds {
		c := tallies[k.name]
		if seen[k.name] {
			continue
		}
		seen[k.name] = true
		if c == nil || c.there == 0 {
			t.Errorf("the table has no %s", k.name)
			continue
		}
		row(k.name, *c)
		sum.there, sum.found, sum.extra = sum.there+c.there, sum.found+c.found, sum.extra+c.extra
	}
	row("all", sum)
	t.Log(b.String())
	return sum
}

// readSamples reads a table of testdata/secrets; the head of secrets.txt says
// how one is written.
func readSamples(t testing.TB, name string) []sampled {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("../../testdata/secrets", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []sampled
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, readSample(line, name == "secrets.txt"))
	}
	return all
}

func readSample(line string, kinds bool) sampled {
	var s sampled
	if kinds {
		names, text, _ := strings.Cut(line, " | ")
		s.kinds, line = strings.Split(names, ", "), text
	}
	line = strings.NewReplacer("{+}", "", `\\n`, `\n`, `\n`, "\n").Replace(line)
	for {
		before, rest, ok := strings.Cut(line, "[[")
		if value, after, closed := strings.Cut(rest, "]]"); ok && closed && kinds {
			start := len(s.text) + len(before)
			s.spans = append(s.spans, [2]int{start, start + len(value)})
			s.text, line = s.text+before+value, after
			continue
		}
		s.text += line
		return s
	}
}
