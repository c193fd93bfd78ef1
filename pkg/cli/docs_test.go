package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/postmortem-md/pm/pkg/lint"
)

// TestDocsSuppressRules: what the documentation shows for copying suppresses
// something that there is.
func TestDocsSuppressRules(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	shown := 0
	for _, file := range append(files, readme) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`pm:ignore[ ]+([A-Za-z-]+)`).FindAllSubmatch(text, -1) {
			if id := string(m[1]); id != "RULE" && id != "comments" && id != "comment" {
				shown++
				if _, ok := lint.ByID(id); !ok {
					t.Errorf("%s suppresses %s, which is no rule", file, id)
				}
			}
		}
	}
	if shown == 0 {
		t.Error("no example of a suppression was found")
	}
}
