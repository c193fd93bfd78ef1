package intake

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew; read the difference before you commit it")

// golden compares got with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func shownTime(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.RFC3339Nano)
}

// TestReadAlerts holds what is read of each post of testdata/alerts to a golden
// file beside it.
func TestReadAlerts(t *testing.T) {
	files, _ := filepath.Glob("testdata/alerts/*.json")
	if len(files) < 7 {
		t.Fatalf("only %d posts", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		alerts, err := ReadAlerts(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		var b strings.Builder
		for i := range alerts {
			a := &alerts[i]
			fmt.Fprintf(&b, "%s %q marks %q\n  name %q summary %q description %q\n  severity %q services %q labels %v\n  %s to %s, acknowledged %s\n  %s\n",
				a.Source, a.Says(), a.Marks(), a.Name, a.Summary, a.Description, a.Severity, a.Services, a.Labels,
				shownTime(a.Start), shownTime(a.End), shownTime(a.Acknowledged), a.Link)
			for _, e := range a.Timeline() {
				fmt.Fprintf(&b, "  - %s %s\n", shownTime(e.At), e.Line())
			}
		}
		golden(t, strings.TrimSuffix(file, ".json")+".golden", b.String())
	}
}

// TestRealPosts reads what a real Alertmanager posted, PM_POSTS being a pattern
// for files with one alert each.
func TestRealPosts(t *testing.T) {
	files, _ := filepath.Glob(os.Getenv("PM_POSTS"))
	if len(files) == 0 {
		t.Skip("PM_POSTS names no posts")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		alerts, err := ReadAlerts(data)
		if err != nil || len(alerts) != 1 {
			t.Fatalf("%s: %v, %v", file, alerts, err)
		}
		if got := fingerprint(alerts[0].Labels); got != alerts[0].Fingerprint {
			t.Errorf("%s: the labels make %s, and Prometheus calls them %s", file, got, alerts[0].Fingerprint)
		}
	}
}

// one is a post of Alertmanager with one alert, whose fields a test sets.
func one(fields string) string {
	return `{"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "A"}, "startsAt": "2026-03-01T14:00:00Z", "fingerprint": "f"` + fields + `}]}`
}

func TestReadAlertsRefuses(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"nothing", " \n", "is empty; pm reads webhook posts"},
		{"text", "hello", "line 1: is not JSON: invalid character 'h'"},
		{"cut off", "{\"alerts\": [\n{\"labels\":", "line 2: is not JSON: it ends in the middle"},
		{"broken later", "{\"alerts\": [\n\n{]}", "line 3: is not JSON: invalid character ']'"},
		{"broken second post", one("") + "\n{", "line 2: is not JSON: it ends in the middle"},
		{"another shape", `{"title": "x"}`, `is no alert that pm knows: it has neither "alerts" nor "event"`},
		{"a list", `[1]`, "line 1: the whole is an array, which does not belong there"},
		{"null", `null`, "is no alert that pm knows"},
		{"alerts that are none", `{"alerts": 1}`, "alerts is a number, which does not belong there"},
		{"labels that are a list", one(`, "labels": ["x"]`), "alerts.labels is an array"},
		{"no alerts", `{"alerts": []}`, "is a post without alerts"},
		{"nameless", `{"alerts": [{"startsAt": "2026-03-01T14:00:00Z"}]}`, "alerts[0].labels has no alertname"},
		{"no start", one(`, "startsAt": "0001-01-01T00:00:00Z"`), "alerts[0].startsAt is missing; pm does not guess"},
		{"a start that is none", one(`, "startsAt": "yesterday"`), `alerts[0].startsAt is "yesterday", which is no time`},
		{"far future", one(`, "startsAt": "9999-12-31T23:59:59-23:00"`), "alerts[0].startsAt lies beyond the year 9999"},
		{"unknown status", one(`, "status": "on\u001bfire"`), `alerts[0].status is "on fire"; pm knows firing and resolved`},
		{"resolved without an end", one(`, "status": "resolved"`), "alerts[0].endsAt is missing"},
		{"escape in the name", one(`, "labels": {"alertname": "a\u001b[31mb"}`), "alerts[0].labels.alertname holds the control character U+001B; take it away"},
		{"null byte", one(`, "annotations": {"summary": "a\u0000"}`), "alerts[0].annotations.summary holds the control character U+0000"},
		{"escape in the fingerprint", one(`, "fingerprint": "\u009b1m"`), "alerts[0].fingerprint holds the control character U+009B"},
		{"10 MB title", one(`, "labels": {"alertname": "` + strings.Repeat("a", 10<<20) + `"}`), "alerts[0].labels.alertname is 10485760 bytes long, and no text may have more than 65536"},
		{"long fingerprint", one(`, "fingerprint": "` + strings.Repeat("f", 5000) + `"`), "alerts[0].fingerprint is 5000 bytes long, and may have no more than 1024; shorten it"},
		{"long service", one(`, "labels": {"alertname": "A", "service": "` + strings.Repeat("s", 5000) + `"}`), "alerts[0].labels.service is 5000 bytes long"},
		{"20 MB", one(strings.Repeat(" ", 20<<20)), "is larger than 16 MiB; split it"},
		{"too many", `{"alerts": [` + strings.Repeat(`{"labels":{"alertname":"A"},"startsAt":"2026-03-01T14:00:00Z","fingerprint":"f"},`, 3) + `{}]}`, "alerts[3].labels has no alertname"},
		{"deep", strings.Repeat(`{"a":`, 20000), "line 1: is not JSON: invalid character '{' exceeded max depth"},
		{"event of something else", `{"event": {"event_type": "service.updated", "data": {"type": "service"}}}`, `is the event "service.updated" of PagerDuty, which tells of no beginning`},
		{"delegated", `{"event": {"event_type": "incident.delegated", "occurred_at": "2026-03-01T14:01:00Z", "data": {"type": "incident", "id": "P", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, `is the event "incident.delegated" of PagerDuty, which tells of no beginning, acknowledgement or end of an incident; subscribe the webhook to incident.triggered`},
		{"priority", `{"event": {"event_type": "incident.priority_updated", "occurred_at": "2026-03-01T14:01:00Z", "data": {"type": "incident", "id": "P", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, `is the event "incident.priority_updated" of PagerDuty`},
		{"status update", `{"event": {"event_type": "incident.status_update_published", "occurred_at": "2026-03-01T14:01:00Z", "data": {"type": "incident", "id": "P", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, `is the event "incident.status_update_published" of PagerDuty`},
		{"note", `{"event": {"event_type": "incident.annotated", "data": {"type": "incident_note"}}}`, `is the event "incident.annotated"`},
		{"event without a title", `{"event": {"event_type": "incident.triggered", "data": {"type": "incident", "id": "P"}}}`, "has no id or no title"},
		{"event without a start", `{"event": {"event_type": "incident.triggered", "data": {"type": "incident", "id": "P", "title": "t"}}}`, "created_at is missing"},
		{"resolved at no time", `{"event": {"event_type": "incident.resolved", "data": {"type": "incident", "id": "P", "title": "t", "created_at": "2026-03-01T14:00:00Z"}}}`, "event.occurred_at is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			alerts, err := ReadAlerts([]byte(c.src))
			wrong, ok := errors.AsType[*Error](err)
			if !ok || alerts != nil {
				t.Fatalf("%d alerts, %v", len(alerts), err)
			}
			if !strings.Contains(wrong.Error(), c.want) {
				t.Errorf("got  %s\nwant %s", wrong, c.want)
			}
			if len(wrong.Error()) > 400 || strings.ContainsFunc(wrong.Error(), isControl) {
				t.Errorf("a message that is no clear line: %q", wrong)
			}
		})
	}
}

// TestReadPost reads one post and refuses two, wherever the second stands.
func TestReadPost(t *testing.T) {
	if alerts, err := ReadPost([]byte(" \n" + one("") + "\n\n")); err != nil || len(alerts) != 1 {
		t.Fatalf("%d alerts, %v", len(alerts), err)
	}
	for _, c := range []struct{ src, want string }{
		{"{\n" + one("")[1:] + "\n\n  " + one(""), "line 4: a second post begins at column 3, and only one is read at a time; give each of them to pm new --from by itself, the earliest first"},
		{`{"version": "4", "alerts": []}` + one(""), "is a post without alerts"},
		{strings.Replace(one(""), "A", "Ä", 1) + one(""), fmt.Sprintf("line 1: a second post begins at column %d, and", len(one(""))+1)},
		{one("") + "\n" + one(`, "startsAt": "yesterday"`), "line 2: a second post begins at column 1, and"},
		{one("") + "\n{", "line 2: is not JSON: it ends in the middle"},
		{one("") + " null", "line 1: a second post begins at column"},
		{one("") + "]", "line 1: is not JSON: invalid character ']'"},
	} {
		alerts, err := ReadPost([]byte(c.src))
		wrong, ok := errors.AsType[*Error](err)
		if !ok || alerts != nil || !strings.HasPrefix(wrong.Error(), c.want) {
			t.Errorf("%d alerts, %v; want %s", len(alerts), err, c.want)
		}
	}
}

// TestHostileTitles makes entries of texts that would be Markdown, YAML or a path.
func TestHostileTitles(t *testing.T) {
	for _, name := range []string{
		`../../etc/passwd`, `C:\Windows\x`, `title: {a: b}`, `--- state: closed`, `# heading`, `- [ ] task`, `[x](javascript:alert)`,
		`![i](http://x/i.png)`, `<script>alert(1)</script>`, `<!-- pm:ignore blame x -->`, "`code`", `*b* _i_ ~~s~~`, `a | b`, `&lt;script&gt;`,
		`[x]: http://y`, `https://x/?a=1&copy=2`, `5 < 6 & 7_8`, `\`, "a\u2028b", "a\nb",
	} {
		src := one(`, "labels": {"alertname": ` + fmt.Sprintf("%q", name) + `}`)
		src = strings.ReplaceAll(src, `\x`, `\u00`)
		alerts, err := ReadAlerts([]byte(src))
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		i := written(t, "", alerts)
		entries := i.Timeline()
		if len(entries) != 1 || entries[0].Text != firedWords+alerts[0].Name+" (alertmanager f)" {
			t.Errorf("%q reads %+v\n%s", name, entries, i.Doc.Source())
		}
		if i.Title.V != alerts[0].Name || i.State.V != "in-progress" || len(i.Faults) > 0 || len(i.Doc.Faults()) > 0 {
			t.Errorf("%q is the title %q, state %s, %v %v", name, i.Title.V, i.State.V, i.Faults, i.Doc.Faults())
		}
	}
}
