package merge

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDiff: hunks turn one version into the other, with an equal line between
// two of them, and are no more than needed.
func TestDiff(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 5000 {
		a, b := numbers(r), numbers(r)
		hs := diff(a, b, fullBudget())
		var got []int
		at, changed := 0, 0
		for n, h := range hs {
			if n > 0 && h.aLo <= hs[n-1].aHi {
				t.Fatalf("diff(%v, %v) = %v: hunks touch", a, b, hs)
			}
			got = append(append(got, a[at:h.aLo]...), b[h.bLo:h.bHi]...)
			at = h.aHi
			changed += h.aHi - h.aLo + h.bHi - h.bLo
		}
		got = append(got, a[at:]...)
		if !slices.Equal(got, b) {
			t.Fatalf("diff(%v, %v) = %v, which gives %v", a, b, hs, got)
		}
		if want := len(a) + len(b) - 2*common(a, b); changed != want {
			t.Fatalf("diff(%v, %v) changes %d lines, %d would do", a, b, changed, want)
		}
	}
}

func numbers(r *rand.Rand) []int {
	a := make([]int, r.IntN(12))
	for i := range a {
		a[i] = r.IntN(6)
	}
	return a
}

// common is the length of a longest common subsequence.
func common(a, b []int) int {
	row := make([]int, len(b)+1)
	for i := range a {
		before := 0
		for j := range b {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			before = above
		}
	}
	return row[len(b)]
}

// TestDiffHostile: long versions that share every line in another order, or
// hold one line over and over, are compared within the bound, and still turn
// into each other.
func TestDiffHostile(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	few := func(n, kinds int) []int {
		a := make([]int, n)
		for i := range a {
			a[i] = r.IntN(kinds)
		}
		return a
	}
	for _, c := range []struct {
		name string
		a, b []int
	}{
		{"another order", r.Perm(100_000), r.Perm(100_000)},
		{"one line", few(200_000, 1), few(100_000, 1)},
		{"two lines", few(100_000, 2), few(100_000, 2)},
	} {
		at := 0
		var got []int
		for _, h := range diff(c.a, c.b, fullBudget()) {
			got = append(append(got, c.a[at:h.aLo]...), c.b[h.bLo:h.bHi]...)
			at = h.aHi
		}
		if !slices.Equal(append(got, c.a[at:]...), c.b) {
			t.Errorf("%s: the hunks do not turn a into b", c.name)
		}
	}
}

// TestLinesAsGit merges random texts and compares with git merge-file: clean
// or not, and when clean the bytes.
func TestLinesAsGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("needs git")
	}
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(3, 3))
	n := 150
	if os.Getenv("PM_MERGES") != "" {
		n = 5000
	}
	clean, differ := 0, 0
	for i := range n {
		base := randomText(r, i%2 == 0)
		ours, theirs := changeText(r, base), changeText(r, base)
		for name, lines := range map[string][]string{"base": base, "ours": ours, "theirs": theirs} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(git, "merge-file", "-p", "ours", "base", "theirs")
		cmd.Dir = dir
		out, err := cmd.Output()
		res := assemble(Options{}.withDefaults(), mergeLines("x", base, ours, theirs))
		if (err == nil) != (len(res.Conflicts) == 0) || err == nil && string(out) != string(res.Data) {
			differ++
			t.Errorf("base %q\nours %q\ntheirs %q\ngit %v\n%q\nwe %v\n%q", base, ours, theirs, err, out, res.Conflicts, res.Data)
		}
		if err == nil {
			clean++
		}
	}
	t.Logf("%d merges, %d clean in git, %d differ", n, clean, differ)
	if clean < n/10 || clean > n*9/10 {
		t.Errorf("%d of %d are clean: the texts are too easy or too hard", clean, n)
	}
}

// randomText is lines that are all different, or that repeat often.
func randomText(r *rand.Rand, distinct bool) []string {
	lines := make([]string, 3+r.IntN(20))
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d\n", i)
		if !distinct {
			lines[i] = fmt.Sprintf("word %d\n", r.IntN(4))
		}
	}
	if r.IntN(4) == 0 {
		last := len(lines) - 1
		lines[last] = strings.TrimSuffix(lines[last], "\n")
	}
	return lines
}

func changeText(r *rand.Rand, lines []string) []string {
	lines = slices.Clone(lines)
	for range 1 + r.IntN(2) {
		at := r.IntN(len(lines) + 1)
		switch r.IntN(3) {
		case 0:
			lines = slices.Insert(lines, at, fmt.Sprintf("new %d\n", r.IntN(3)))
			if at > 0 && !strings.HasSuffix(lines[at-1], "\n") {
				lines[at-1] += "\n"
			}
		case 1:
			if at < len(lines) && len(lines) > 1 {
				lines = slices.Delete(lines, at, at+1)
			}
		default:
			if at < len(lines) {
				lines[at] = fmt.Sprintf("changed %d\n", r.IntN(3))
			}
		}
	}
	return lines
}
