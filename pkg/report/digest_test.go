package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func sampleDigest() Digest {
	item := func(why string, days int) Reminder {
		return Reminder{
			Why: why, Incident: new("2026-03-01-checkout-5xx"), Path: new("postmortems/2026/2026-03-01-checkout-5xx.md"), Title: new("Checkout returns 5xx"),
			State: new("follow-up"), Severity: new("sev1"), Item: new("add-canary"), ItemTitle: new("Add a canary_stage & *more*"), Owner: new("bob"),
			Due: new("2026-03-20"), DaysLate: new(days), TimesMoved: 2, DaysMoved: 14,
		}
	}
	whole := func(why, note string) Reminder {
		return Reminder{Why: why, Incident: new("2026-03-02-search-slow"), Path: new("postmortems/2026/2026-03-02-search-slow.md"), Title: new("Search is slow"), Note: Filled(note)}
	}
	soon := item("due", -3)
	soon.TimesMoved, soon.Branch, soon.Repository = 0, new("origin/postmortem/x"), new("shop")
	today := soon
	today.DaysLate = new(0)
	escalated := item("overdue", 21)
	escalated.Escalated = true
	return Digest{AsOf: time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC), Sections: []DigestSection{
		{
			People:    []Recipient{{Handle: "bob", Name: new("Bob Brown"), Email: new("bob@example.com"), Slack: new("U123")}},
			Reminders: []Reminder{item("overdue", 21), soon, today, whole("stuck", "root-cause-analysis for 9d")},
			Earlier:   2,
		},
		{People: []Recipient{{Handle: "carol"}}, Reminders: []Reminder{item("overdue", 1)}},
		{
			ProcessOwner: true, People: []Recipient{{Handle: "alice", Name: new("Alice Ames")}, {Handle: "dave", Slack: new("not-an-id>")}},
			Reminders: []Reminder{{Why: ProcessReview, Due: new("2026-04-01"), DaysLate: new(9), Title: new("The process itself")}, whole("no-owner", ""), escalated},
		},
		{ProcessOwner: true, Reminders: []Reminder{{Why: Unreadable, Path: new("postmortems/x.md"), Incident: new("x")}}},
	}}
}

func TestDigestFormats(t *testing.T) {
	for name, write := range DigestFormats {
		var b bytes.Buffer
		if err := write(&b, Style{}, sampleDigest()); err != nil {
			t.Fatal(err)
		}
		golden(t, "digest."+name, b.String())
	}
}

func TestEmptyDigestIsQuiet(t *testing.T) {
	for name, write := range DigestFormats {
		var b bytes.Buffer
		if err := write(&b, Style{}, Digest{}); err != nil {
			t.Fatal(err)
		}
		want := ""
		if name == "json" {
			want = `{"schema":"pm/v1","kind":"reminders","reminders":[]}` + "\n"
		}
		if b.String() != want {
			t.Errorf("%s: %q", name, b.String())
		}
	}
}

// hostileText is what a file may hold to be more than text.
const hostileText = "<!channel> <@U1> @here `x` *b* _i_ ~s~ <https://evil.example|click> &lt;\x1b[31m\u202e #1 [a](javascript:b) <script>"

// hugeDigest has n reminders for each of some people, with texts as long as can be.
func hugeDigest(people, n int) Digest {
	long := strings.Repeat(hostileText, 20)
	d := Digest{AsOf: asOf}
	for p := range people {
		s := DigestSection{ProcessOwner: p == people-1, People: []Recipient{{Handle: fmt.Sprint("p", p), Name: new(long), Slack: new(strings.Repeat("U1", 5000))}}, Earlier: 7}
		for r := range n {
			s.Reminders = append(s.Reminders, Reminder{
				Why: "overdue", Incident: new(fmt.Sprintf("R%d.%d%s", p, r, long)), Item: new(long), Title: new(long), ItemTitle: new(long), Owner: new(long),
				Due: new("2026-03-20"), DaysLate: new(1_000_000), TimesMoved: 1 << 30, DaysMoved: 1 << 30, Note: new(long), Branch: new(long), Repository: new(long),
			})
		}
		d.Sections = append(d.Sections, s)
	}
	return d
}

// TestSlackLimits: Slack refuses a message that is too long as a whole, so that
// nobody would be reminded.
func TestSlackLimits(t *testing.T) {
	for _, d := range []Digest{sampleDigest(), hugeDigest(1, 1), hugeDigest(3, 40), hugeDigest(60, 1)} {
		var b bytes.Buffer
		if err := digestSlack(&b, Style{}, d); err != nil {
			t.Fatal(err)
		}
		shown := 0
		for line := range strings.Lines(b.String()) {
			var m slackPayload
			decoder := json.NewDecoder(strings.NewReader(line))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&m); err != nil {
				t.Fatal(err)
			}
			total := 0
			for n, block := range m.Blocks {
				limit := slackSection
				if (n == 0) != (block.Type == "header") {
					t.Errorf("block %d is a %s", n, block.Type)
				}
				if n == 0 {
					limit = 150
				}
				if size := utf8.RuneCountInString(block.Text.Text); size == 0 || size > limit {
					t.Errorf("a %s of %d characters", block.Type, size)
				}
				total += len(block.Text.Text)
				shown += strings.Count(block.Text.Text, "\n• *overdue")
			}
			if len(m.Blocks) < 2 || len(m.Blocks) > 50 || total > slackTotal || len(m.Text) > 200 {
				t.Errorf("%d blocks with %d bytes, %q", len(m.Blocks), total, m.Text)
			}
		}
		want := 0
		for _, s := range d.Sections {
			for _, r := range s.Reminders {
				if r.Why == "overdue" {
					want++
				}
			}
		}
		if shown != want {
			t.Errorf("%d of %d are shown", shown, want)
		}
	}
}

// TestSlackIsEscaped: all that Slack acts on is ours.
func TestSlackIsEscaped(t *testing.T) {
	var b bytes.Buffer
	if err := digestSlack(&b, Style{}, hugeDigest(2, 3)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		var m slackPayload
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		for _, block := range m.Blocks {
			if strings.ContainsAny(block.Text.Text, "<>\x1b\u202e") {
				t.Errorf("%s", block.Text.Text)
			}
			if block.Type == "section" && !*block.Text.Verbatim {
				t.Error("Slack would look for links and names itself")
			}
		}
	}
}

func TestTextDigestIsClean(t *testing.T) {
	for _, style := range []Style{{}, {Width: 80, Terminal: true}} {
		var b bytes.Buffer
		if err := digestText(&b, style, hugeDigest(2, 3)); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\u202e") {
			t.Error("a text from a file reaches the terminal as it is")
		}
	}
}

func TestMarkdownDigestStaysShort(t *testing.T) {
	for _, people := range []int{1, 3, 40} {
		d := hugeDigest(people, 30)
		var b bytes.Buffer
		if err := digestMarkdown(&b, Style{}, d); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		shown := strings.Count(text, "- **overdue")
		if len(text) > 65_536 || shown == 0 {
			t.Errorf("%d bytes, %d shown", len(text), shown)
		}
		if left := people*30 - shown; left > 0 && !strings.Contains(text, fmt.Sprintf("%d reminders more that it does not show", left)) {
			t.Errorf("%d are left out and not counted: %s", left, text[len(text)-200:])
		}
		if strings.ContainsAny(text, "\x1b\u202e") || strings.Contains(text, "<script") || strings.Contains(strings.ReplaceAll(text, `\]`, ""), "](") {
			t.Error("a text from a file is more than text")
		}
	}
}

// FuzzMrkdwn: whatever a text holds, Slack shows it and does nothing.
func FuzzMrkdwn(f *testing.F) {
	for _, s := range []string{hostileText, "snake_case a*b*c", "`", "_", "&amp;", "\xff*", "*a*", "ä_ö", "1*2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := mrkdwn(s, 1<<20)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "<>`\n") {
			t.Fatalf("%q", got)
		}
		plain := strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "").Replace(got)
		if strings.Contains(plain, "&") {
			t.Fatalf("an & is not escaped in %q", got)
		}
		runes := []rune(" " + got + " ")
		for n := 1; n < len(runes)-1; n++ {
			if strings.ContainsRune("*_~", runes[n]) && !(isWordRune(runes[n-1]) && isWordRune(runes[n+1])) {
				t.Fatalf("a mark at the edge of a word in %q", got)
			}
		}
	})
}
