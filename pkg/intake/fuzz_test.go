package intake

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

func seed(f *testing.F, patterns ...string) {
	f.Helper()
	for _, p := range patterns {
		files, _ := filepath.Glob(p)
		if len(files) == 0 {
			f.Fatalf("no seeds: %s", p)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

// refusal checks what is said of an input that is not taken in.
func refusal(t *testing.T, err error) {
	t.Helper()
	wrong, ok := errors.AsType[*Error](err)
	if !ok || wrong.Reason == "" || strings.ContainsFunc(wrong.Error(), isControl) {
		t.Fatalf("%T: %q", err, err)
	}
}

// FuzzReadAlerts makes an incident of any post: front matter and timeline read back
// without a fault, and the same post changes nothing more.
func FuzzReadAlerts(f *testing.F) {
	seed(f, "testdata/alerts/*.json")
	f.Add([]byte(one(`, "labels": {"alertname": "--- [x](y) <z> | \u2028"}, "generatorURL": "http://x/(a) b\\|[c]"`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		alerts, err := ReadAlerts(data)
		if err != nil {
			refusal(t, err)
			return
		}
		d, _ := Draft(incident.DefaultProcess(), incident.Draft{}, alerts)
		src, err := incident.NewDocument([]byte("---\ntitle:\n---\n\n## Timeline\n"), d)
		if err != nil {
			t.Fatal(err)
		}
		i := recorded(t, incident.Decode("x.md", document.Parse(src), nil), alerts)
		if len(i.Faults) > 0 || len(i.Doc.Faults()) > 0 || i.Title.V == "" || i.State.V != incident.InProgress {
			t.Fatalf("%v %v\n%s", i.Faults, i.Doc.Faults(), i.Doc.Source())
		}
		if again := recorded(t, i, alerts); string(again.Doc.Source()) != string(i.Doc.Source()) {
			t.Fatalf("again:\n%s", again.Doc.Source())
		}
	})
}

// FuzzReadEvents adds the events of any input to a list and to a table: as many
// entries, and the same input changes nothing more.
func FuzzReadEvents(f *testing.F) {
	seed(f, "testdata/events/*.json", "testdata/events/*.log", "testdata/events/*.jsonl", "testdata/events/export/*/*.json")
	f.Add([]byte("2026-03-01T14:00:00Z 2026-03-01T14:00:00Z x\n2026-03-01T14:00:00Z | + ` <a b=\"c\"> &amp;\\"))
	users, err := os.ReadFile("testdata/events/export/users.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadEvents(Input{Data: data, Name: "x_[y](z)", Channel: "a*b", Users: users})
		if err != nil {
			refusal(t, err)
			return
		}
		for _, body := range []string{"", "\n| Time | Event |\n|---|---|\n| 2026-03-01T14:00:00Z | a |\n"} {
			i := withEvents(t, body, r.Events)
			if fresh := i.Fresh(r.Events); len(fresh) > 0 {
				t.Fatalf("again: %q\n%s", fresh, i.Doc.Source())
			}
		}
	})
}

// FuzzSlackUsers reads any list of users.
func FuzzSlackUsers(f *testing.F) {
	seed(f, "testdata/events/export/users.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		names, err := slackNames(data, nil)
		if err != nil {
			refusal(t, err)
		}
		for id, name := range names {
			if name != oneLine(name) || name == "" && oneLine(id) != "" {
				t.Fatalf("%q is called %q", id, name)
			}
		}
	})
}
