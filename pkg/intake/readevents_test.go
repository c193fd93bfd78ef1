package intake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// input reads a file of testdata/events as the command line would.
func input(t *testing.T, file string) Input {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Data: data, Name: filepath.Base(file), Process: incident.DefaultProcess()}
	in.Process.People = []incident.Person{{Handle: "alice", Slack: "U01ALICE"}}
	if in.Users, err = os.ReadFile(filepath.Join(filepath.Dir(file), "..", "users.json")); err == nil {
		in.Channel = filepath.Base(filepath.Dir(file))
	}
	return in
}

func TestReadEvents(t *testing.T) {
	for _, file := range []string{"export/incident-42/2026-03-01.json", "api.json", "log.jsonl", "incident.log"} {
		in := input(t, "testdata/events/"+file)
		r, err := ReadEvents(in)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d passed over, %d without a zone\n", r.Passed, r.Zoneless)
		for _, e := range r.Events {
			fmt.Fprintf(&b, "- %s %s\n", e.At.Format(time.RFC3339Nano), e.Line())
		}
		b.WriteString("\nas they read:\n\n")
		i := withEvents(t, "", r.Events)
		for _, e := range i.Timeline() {
			fmt.Fprintf(&b, "%s\n", e.Text)
		}
		golden(t, "testdata/events/"+filepath.Base(file)+".golden", b.String())
		if fresh := i.Fresh(r.Events); len(fresh) > 0 {
			t.Errorf("%s: the same again adds %v", file, fresh)
		}
	}
}

// withEvents is an incident whose timeline has got events.
func withEvents(t *testing.T, body string, events []Event) *incident.Incident {
	t.Helper()
	i := incident.Decode("x.md", document.Parse([]byte("---\ntitle: x\n---\n\n## Timeline\n"+body)), nil)
	fresh := i.Fresh(events)
	ops, err := incident.AddEvents(i, fresh)
	if err != nil {
		t.Fatal(err)
	}
	src, err := i.Doc.Edit(ops...)
	if err != nil {
		t.Fatal(err)
	}
	i = incident.Decode("x.md", document.Parse(src), nil)
	if n := len(i.Timeline()); body == "" && n != len(fresh) {
		t.Fatalf("%d events are %d entries:\n%s", len(fresh), n, src)
	}
	return i
}

// TestEditedMessage takes a message for the same one by its ts.
func TestEditedMessage(t *testing.T) {
	first, err := ReadEvents(Input{Data: []byte(`[{"user": "U1", "text": "frist", "ts": "1772373731.000200"}]`)})
	if err != nil {
		t.Fatal(err)
	}
	later, err := ReadEvents(Input{Data: []byte(`[{"user": "U1", "text": "first", "ts": "1772373731.000200"}, {"user": "U1", "text": "first", "ts": "1772373731.000300"}]`)})
	if err != nil {
		t.Fatal(err)
	}
	if fresh := withEvents(t, "", first.Events).Fresh(later.Events); len(fresh) != 1 || fresh[0].ID != "1772373731.000300" {
		t.Errorf("%v", fresh)
	}
}

func TestReadEventsRefuses(t *testing.T) {
	message := `{"type": "message", "user": "U1", "text": "x", "ts": "1772373731.000200"}`
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "\n", "is empty; pm reads a channel of a Slack export, JSON lines"},
		{"prose", "nothing happened\nat all\n", "has no line that begins with a date and a time"},
		{"an ambiguous zone", "2026-03-01T14:02:00Z a\n2026-03-01 14:02 PST b\n", "line 2: names the zone PST, and such names are ambiguous; write the offset"},
		{"a line of 1 MB", "2026-03-01T14:02:00Z " + strings.Repeat("a", 1<<20), "line 1: is longer than 65536 bytes"},
		{"20 MB", strings.Repeat("2026-03-01T14:02:00Z a\n", 1<<20), "is larger than 16 MiB"},
		{"60,000 lines", strings.Repeat("2026-03-01T14:02:00Z a\n", 60_000), "holds more than 50000 events"},
		{"broken in the middle", "[" + message + ",\n" + message + ",\n{\"type\" \"message\"},\n" + message + "]", "line 3: is not JSON: invalid character '\"' after object key"},
		{"cut off", "[" + message + ",\n{\"type\":", "line 2: is not JSON: it ends in the middle"},
		{"two lists", "[" + message + "]\n[]", "line 2: is not JSON: invalid character '['"},
		{"no ts", `[{"type": "message", "text": "x"}]`, `message 1 has "" for ts, which is no time of Slack`},
		{"a ts that is none", "[" + message + `, {"text": "x", "ts": "17\u001b.2"}]`, `message 2 has "17 .2" for ts`},
		{"text that is a number", `[{"text": 1, "ts": "1772373731.000200"}]`, "text is a number, which does not belong there"},
		{"a list of lists", `[[]]`, "has no line that begins"},
		{"a message of 10 MB", `[{"text": "` + strings.Repeat("a", 10<<20) + `", "ts": "1772373731.000200"}]`, "message 1 has a text of 10485760 bytes, and none may have more than 65536"},
		{"a broken line", "{\"at\": \"2026-03-01T14:02:00Z\", \"text\": \"a\"}\n{\"at\":\n", "line 2: is not one JSON object"},
		{"two objects a line", "{\"at\": \"2026-03-01T14:02:00Z\", \"text\": \"a\"} {}", "line 1: is not one JSON object"},
		{"no time", `{"text": "a"}`, "line 1: has no time; pm looks for it under at, time, "},
		{"no text", `{"at": "2026-03-01T14:02:00Z"}`, "line 1: has no text"},
		{"a time that is none", `{"at": "noon", "text": "a"}`, `line 1: has "noon" for "at", which is no time`},
		{"a small number", `{"ts": 17, "text": "a"}`, `line 1: has "17" for "ts", which is no time`},
		{"an ambiguous zone", `{"at": "2026-03-01 14:02 CST", "text": "a"}`, "line 1: names the zone CST"},
		{"alerts", `{"version": "4", "alerts": []}`, "line 1: holds alerts, not events; pm new --from takes those in"},
		{"a text of 1 MB", `{"at": "2026-03-01T14:02:00Z", "text": "` + strings.Repeat("a", 1<<20) + `"}`, "line 1: has a text of 1048576 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := ReadEvents(Input{Data: []byte(c.src), Name: "x"})
			wrong, ok := errors.AsType[*Error](err)
			if !ok || r.Events != nil {
				t.Fatalf("%d events, %v", len(r.Events), err)
			}
			if !strings.Contains(wrong.Error(), c.want) || len(wrong.Error()) > 400 || strings.ContainsFunc(wrong.Error(), isControl) {
				t.Errorf("got  %s\nwant %s", wrong, c.want)
			}
		})
	}
	_, err := ReadEvents(Input{Data: []byte("[" + message + "]"), Users: []byte("[{]")})
	if err == nil || !strings.Contains(err.Error(), "has a users.json beside it that cannot be read: line 1: is not JSON") {
		t.Errorf("broken users.json: %v", err)
	}
}

func TestWithin(t *testing.T) {
	var events []Event
	at := time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)
	for n := range 5 {
		events = append(events, Event{At: at.Add(time.Duration(n) * time.Minute), Text: "x"})
	}
	for _, c := range []struct {
		since, until time.Time
		want         int
	}{
		{time.Time{}, time.Time{}, 5},
		{at.Add(time.Minute), time.Time{}, 4},
		{time.Time{}, at.Add(time.Minute), 2},
		{at.Add(time.Minute), at.Add(3 * time.Minute), 3},
		{at.Add(time.Hour), time.Time{}, 0},
	} {
		if got := Within(events, c.since, c.until); len(got) != c.want {
			t.Errorf("%v to %v: %d, want %d", c.since, c.until, len(got), c.want)
		}
	}
}
