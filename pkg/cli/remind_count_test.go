package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/postmortem-md/pm/pkg/sample"
)

// TestRemindCountsEverything compares the digest of a generated repository with a
// count that shares no code with it: YAML by the library, dates as text.
func TestRemindCountsEverything(t *testing.T) {
	dir := t.TempDir()
	config := "process_owner: [Alice Ames]\npeople:\n  alice: {name: Alice Ames}\n  bob: {name: Bob Brown, active: false}\n  carol: {aliases: [judy]}\n" +
		"process_review_due: 2026-11-05\nescalate_after: 30d\n"
	if err := os.WriteFile(filepath.Join(dir, ".pm.yaml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	n := 0
	sample.Generate(sample.Options{Seed: 7, N: 400}, func(i sample.Incident) bool {
		n++
		src := string(i.Data)
		if n%7 == 0 { // an incident that is nobody's, and items that are left open
			src = strings.Replace(src, "\nowner: ", "\nformer: ", 1)
			src = strings.Replace(src, "status: done", "status: open", 1)
		}
		if n%5 == 0 { // an item that is far ahead, and one that is near
			src = strings.Replace(src, "status: open", "status: open\n    note: x", 1)
			src = replaceDue(src, []string{"2027-01-01", "2026-11-08", "2026-11-01", "2026-11-09"}[n/5%4])
		}
		return writeNew(filepath.Join(dir, "postmortems", filepath.FromSlash(i.Path)), []byte(src)) == nil
	})
	want := countByHand(t, dir)
	want["process-owner process-review"] = 1

	var out, errs bytes.Buffer
	e := testEnv(&out, &errs)
	e.Dir, e.Now = dir, func() time.Time { return sample.Epoch.Add(12 * time.Hour) }
	if code := Run(context.Background(), e, []string{"remind", "--format", "json"}); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var answer struct {
		Reminders []struct {
			To, Why string
			People  []struct{ Handle string }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, r := range answer.Reminders {
		to := r.To
		if to == "person" {
			to = r.People[0].Handle
		}
		got[to+" "+r.Why]++
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-by hand +pm remind):\n%s", d)
	}
	kinds := map[string]bool{}
	for key := range maps.Keys(want) {
		kinds[key[strings.Index(key, " ")+1:]] = true
	}
	if len(kinds) < 9 {
		t.Errorf("the sample has only %v", kinds)
	}
}

// replaceDue gives the first action item another due date.
func replaceDue(src, due string) string {
	at := strings.Index(src, "\n    due: ")
	if at < 0 {
		return src
	}
	at += len("\n    due: ")
	return src[:at] + due + src[at+len(due):]
}

// front is what the count needs of a file.
type front struct {
	State   string
	Owner   string
	Ended   time.Time `yaml:"ended_at"`
	Review  time.Time `yaml:"review_at"`
	Due     string    `yaml:"followup_due"`
	Items   []item    `yaml:"action_items"`
	History []struct{ At time.Time }
}

type item struct{ Owner, Due, Status string }

// countByHand counts reminders by whom they are for and why.
func countByHand(t *testing.T, dir string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	err := fs.WalkDir(os.DirFS(dir), "postmortems", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return err
		}
		var f front
		if err := yaml.Unmarshal([]byte(strings.Split(string(src), "---\n")[1]), &f); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		f.count(counts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// The day is 2026-11-01, at noon.
const countToday, countSoon, countEscalated = "2026-11-01", "2026-11-08", "2026-10-02"

func (f front) count(counts map[string]int) {
	now := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	add := func(owner, why string, above bool) {
		switch owner {
		case "", "bob":
			counts["process-owner "+why]++
			return
		case "judy":
			owner = "carol"
		}
		counts[owner+" "+why]++
		if above {
			counts["process-owner "+why]++
		}
	}
	over := f.State == "closed" || f.State == "dismissed"
	if !over && f.Owner == "" && !f.Ended.IsZero() {
		counts["process-owner no-owner"]++
	}
	limit := map[string]int{"in-progress": 2, "resolved": 3, "root-cause-analysis": 7}[f.State]
	if left := f.History[len(f.History)-1].At.AddDate(0, 0, limit); limit > 0 && left.Before(now) {
		add(f.Owner, "stuck", now.Sub(left) >= 31*24*time.Hour)
	}
	if (f.State == "resolved" || f.State == "root-cause-analysis") && f.Ended.AddDate(0, 0, 5).Before(now) && f.Review.IsZero() {
		add(f.Owner, "no-meeting", true)
	}
	switch {
	case over || f.Due == "" || f.Due > countSoon:
	case f.Due < countToday:
		add(f.Owner, "followup-overdue", f.Due < countEscalated)
	default:
		add(f.Owner, "followup-due", false)
	}
	for _, i := range f.Items {
		owner := i.Owner
		if owner == "" {
			owner = f.Owner
		}
		switch {
		case i.Status == "proposed" && f.State == "follow-up":
			add(f.Owner, "undecided", false)
		case i.Status != "open":
		case i.Due < countToday:
			add(owner, "overdue", i.Due < countEscalated)
		case i.Due <= countSoon:
			add(owner, "due", false)
		case over:
			add(owner, "left-open", false)
		}
	}
}
