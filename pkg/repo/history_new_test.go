package repo

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// TestHistoryOfWhatIsNew is the history of a commit without all that branches
// hold, as a server has it to look at before a push changes a ref.
func TestHistoryOfWhatIsNew(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.randomHistory(3, 120)
	pushed := s.rev("main")
	s.run("branch", "there", "main~25")
	s.run("branch", "also", "main~12")
	s.run("checkout", "-q", "--detach")
	s.run("branch", "-D", "main")
	for _, packed := range []bool{false, true} {
		if packed {
			s.run("pack-refs", "--all")
		}
		fresh := strings.Fields(s.run("rev-list", pushed, "--not", "--branches"))
		for _, backend := range treeBackends {
			var ids []string
			for c, err := range s.open(backend, ".").History(context.Background(), HistoryOptions{Rev: pushed, New: true}) {
				if err != nil {
					t.Fatalf("%s: %v", backend, err)
				}
				if !slices.Contains(fresh, c.ID) {
					t.Errorf("%s: %s is no news", backend, c.ID)
				}
				ids = append(ids, c.ID)
			}
			if len(ids) < 10 {
				t.Errorf("%s: only %d of %d commits", backend, len(ids), len(fresh))
			}
			if got, err := told(s.open(backend, "."), HistoryOptions{Rev: s.rev("there"), New: true}); err != nil || got != nil {
				t.Errorf("%s: a branch has news: %v %q", backend, err, got)
			}
		}
		want, err := told(s.open("git", "."), HistoryOptions{Rev: pushed, New: true})
		got, err2 := told(s.open("builtin", "."), HistoryOptions{Rev: pushed, New: true})
		if err != nil || err2 != nil || !slices.Equal(want, got) {
			t.Errorf("git says %q %v, and the built-in walk %q %v", want, err, got, err2)
		}
	}
}

// TestTreeReadsBlobs gives any file's content by its object name.
func TestTreeReadsBlobs(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.commitFiles("one", "a.md", "was\n")
	id := s.run("rev-parse", "HEAD:a.md")
	s.commitFiles("two", "a.md", "is\n")
	for _, backend := range treeBackends {
		tree, err := s.open(backend, "").At(t.Context(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		if data, err := tree.ReadBlob(strings.TrimSpace(id)); err != nil || string(data) != "was\n" {
			t.Errorf("%s: %q, %v", backend, data, err)
		}
		if _, err := tree.ReadBlob(strings.Repeat("12", 20)); err == nil {
			t.Errorf("%s reads what is not there", backend)
		}
	}
}
