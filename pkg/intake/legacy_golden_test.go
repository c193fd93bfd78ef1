package intake

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var updateLegacy = flag.Bool("update-legacy", false, "write the golden files of old postmortems anew")

var adoptedOn = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

// legacyOptions are those of the examples that need some.
var legacyOptions = map[string]LegacyOptions{
	"keys":      {Zone: place("Europe/London")},
	"boldlines": {Zone: place("Europe/Madrid")},
	"yaml":      {Zone: place("Europe/Berlin")},
}

func place(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

// legacyExamples are our own postmortems in the forms in which people write them.
func legacyExamples(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/legacy/*.md")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	examples := map[string][]byte{}
	for _, f := range files {
		if strings.HasSuffix(f, ".want.md") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		examples[strings.TrimSuffix(filepath.Base(f), ".md")] = src
	}
	return examples
}

func adoptExample(name string, src []byte) (*Adoption, error) {
	o := legacyOptions[name]
	o.Path = "postmortems/" + name + ".md"
	return Adopt(src, o, incident.FollowUp, adoptedOn)
}

// TestLegacy holds what is read of each example, and the file that it becomes, to
// golden files.
func TestLegacy(t *testing.T) {
	for name, src := range legacyExamples(t) {
		t.Run(name, func(t *testing.T) {
			a, err := adoptExample(name, src)
			var refusal *document.Refusal
			if errors.As(err, &refusal) {
				legacyGolden(t, name+".txt", []byte(err.Error()+"\n"))
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			legacyGolden(t, name+".txt", []byte(told(a, src)))
			legacyGolden(t, name+".want.md", a.Bytes)
		})
	}
}

func legacyGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata/legacy", name)
	if *updateLegacy {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// told is what was read, one thing a line.
func told(a *Adoption, src []byte) string {
	l, d := a.Legacy, document.Parse(src)
	var b strings.Builder
	line := func(name, format string, args ...any) {
		if text := strings.TrimSpace(fmt.Sprintf(format, args...)); strings.Trim(text, "()- ") != "" {
			b.WriteString(name + ": " + text + "\n")
		}
	}
	line("outcome", "%s", a.Outcome)
	line("title", "%s (%s)", l.Title, l.TitleFrom)
	line("day", "%s (%s)", stampText(l.Day), l.DayFrom)
	line("start", "%s (%s)", stampText(l.StartedAt), l.StartedFrom)
	line("end", "%s (%s)", stampText(l.EndedAt), l.EndedFrom)
	line("zone", "%s", l.Zone)
	line("severity", "%s (%s)", l.Severity, l.SeverityWritten)
	line("status", "%s", l.Status)
	line("owner", "%s", l.Owner)
	line("participants", "%s", strings.Join(l.Participants, ", "))
	line("sections", "%s", strings.Join(l.Sections, ", "))
	line("extra", "%s", strings.Join(l.Extra, ", "))
	line("keys", "%s", strings.Join(a.Keys, ", "))
	for _, e := range l.Entries {
		line("entry", "%d %s [%s] %s", d.Position(e.Offset).Line, stampText(e.At), e.Written, e.Text)
	}
	for _, x := range l.Actions {
		mark := " "
		if x.Done {
			mark = "x"
		}
		line("action", "%d [%s] %s | %s | %s | %s | %s", d.Position(x.Offset).Line, mark, x.Title, x.Owner, stampText(x.Due), x.Ticket, x.Kind)
	}
	for _, q := range l.Questions {
		line("question", "%d %s; %s", d.Position(q.Offset).Line, q.Text, q.Ask)
	}
	return b.String()
}

func stampText(t time.Time) string {
	switch {
	case t.IsZero():
		return "-"
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04Z")
}
