package incident

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

// TestCorpus adds an event to every file below PM_CORPUS: the result is the
// file with bytes put in at one place, or a refusal.
func TestCorpus(t *testing.T) {
	root := os.Getenv("PM_CORPUS")
	if root == "" {
		t.Skip("PM_CORPUS names no folder")
	}
	files, refused := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if !addsEvent(t, path, src) {
			refused++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d refused", files, refused)
}

func addsEvent(t *testing.T, path string, src []byte) bool {
	i := Decode(path, document.Parse(src), nil)
	DefaultProcess().Unmet(i, Closed)
	ops, err := AddEvent(i, at("2026-03-01T14:30:00Z"), "Alert | fired")
	var refusal *document.Refusal
	if errors.As(err, &refusal) {
		t.Logf("%s:%d: %s", path, refusal.Position.Line, refusal.Reason)
		return false
	}
	out, err := i.Doc.Edit(ops...)
	if err != nil || !inserted(src, out) {
		t.Errorf("%s: %v", path, err)
	}
	return true
}
