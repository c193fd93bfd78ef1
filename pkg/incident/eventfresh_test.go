package incident

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/postmortem-md/pm/pkg/document"
)

// edited is a file with ops carried out.
func edited(t *testing.T, i *Incident, ops []document.Op) *Incident {
	t.Helper()
	out, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	return Decode(i.Path, document.Parse(out), nil)
}

// TestAddEventsTogether holds several events at once to one after the other, in
// every form that a timeline has.
func TestAddEventsTogether(t *testing.T) {
	files, _ := filepath.Glob("testdata/event/*.md")
	if len(files) == 0 {
		t.Fatal("no test data")
	}
	var events []Event
	for n, minute := range []int{95, 0, 30, 30, 31, 55, 600} {
		events = append(events, Event{At: at("2026-03-01T13:30:00Z").Add(time.Duration(minute) * time.Minute), Text: fmt.Sprint("event ", n), Source: "[log](x)"})
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		start := Decode("x.md", document.Parse(src), nil)
		ops, err := AddEvents(start, events)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		together := edited(t, start, ops)
		one := start
		for _, e := range events {
			ops, err := AddEvent(one, e.At, e.Line())
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			one = edited(t, one, ops)
		}
		if diff := cmp.Diff(entryTexts(one.Timeline()), entryTexts(together.Timeline())); diff != "" {
			t.Errorf("%s (-one by one +together):\n%s", file, diff)
		}
		if fresh := together.Fresh(events); len(fresh) > 0 {
			t.Errorf("%s: added again: %v", file, fresh)
		}
	}
}

func entryTexts(entries []Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, e.Written+" "+e.Text)
	}
	return all
}

func TestFresh(t *testing.T) {
	body := "## Timeline\n\n- 2026-03-01T14:00:00Z **Alert** fired\n- 2026-03-01T14:01:00.5Z seen ([log](http://x/))\n- 2026-03-01T14:02Z a \\| b\n"
	i := Decode("x.md", document.Parse([]byte("---\ntitle: x\n---\n"+body)), nil)
	var got []string
	for _, e := range i.Fresh([]Event{
		{At: at("2026-03-01T14:00:00Z"), Text: "Alert fired"},
		{At: at("2026-03-01T14:00:00Z"), Text: "_Alert_ fired", Source: "log"}, // there without its source
		{At: at("2026-03-01T14:00:01Z"), Text: "Alert fired"},
		{At: at("2026-03-01T14:01:00Z"), Text: "seen", Source: "log"}, // the address of a source is not its name
		{At: at("2026-03-01T14:01:00Z"), Text: "seen"},                // there with its source
		{At: at("2026-03-01T14:01:00Z"), Text: "seen", Source: "other"},
		{At: at("2026-03-01T15:02:00+01:00"), Text: "a | b"},
		{At: at("2026-03-01T14:00:00Z"), Text: "edited", Source: "chat fired", ID: "fired"},
		{At: at("2026-03-01T14:04:00Z"), Text: "new", Source: "chat 7", ID: "7"},
		{At: at("2026-03-01T14:04:00Z"), Text: "new, edited", Source: "chat 7", ID: "7"},
		{At: at("2026-03-01T14:03:00Z"), Text: "twice"},
		{At: at("2026-03-01T14:03:00.9Z"), Text: "twice\n"},
	}) {
		got = append(got, e.entry())
	}
	want := []string{"2026-03-01T14:00:01Z Alert fired", "2026-03-01T14:01:00Z seen (other)", "2026-03-01T14:04:00Z new (chat 7)", "2026-03-01T14:03:00Z twice"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkAddEvents(b *testing.B) {
	var body strings.Builder
	body.WriteString("---\ntitle: x\n---\n## Timeline\n\n")
	var events []Event
	start := at("2026-03-01T14:00:00Z")
	for n := range 5000 {
		when := start.Add(time.Duration(n) * 2 * time.Second)
		fmt.Fprintf(&body, "- %s there %d\n", when.Format(time.RFC3339), n)
		events = append(events, Event{At: when.Add(time.Second), Text: fmt.Sprint("new ", n)})
	}
	src := []byte(body.String())
	for b.Loop() {
		i := Decode("x.md", document.Parse(src), nil)
		if _, err := AddEvents(i, i.Fresh(events)); err != nil {
			b.Fatal(err)
		}
	}
}
