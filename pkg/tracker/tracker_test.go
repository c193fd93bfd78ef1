package tracker

import (
	"testing"
	"time"
)

func TestFind(t *testing.T) {
	one := func(url string) Ticket {
		t := Ticket{Name: url}
		t.names, t.repo = namesOfURL(url)
		return t
	}
	single, err := NewSet([]Ticket{one("https://github.com/acme/shop/issues/7"), one("https://github.com/acme/shop/issues/70")})
	if err != nil {
		t.Fatal(err)
	}
	double, err := NewSet([]Ticket{one("https://github.com/acme/shop/issues/7"), one("https://github.com/acme/till/issues/7"), {Name: "PAY-7", names: []string{"key:PAY-7"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, inSingle, inDouble string }{
		{"https://github.com/acme/shop/issues/7", "https://github.com/acme/shop/issues/7", "https://github.com/acme/shop/issues/7"},
		{"HTTP://GitHub.com/Acme/Shop/issues/7/?x=y#issuecomment-1", "https://github.com/acme/shop/issues/7", "https://github.com/acme/shop/issues/7"},
		{"acme/TILL#7", "", "https://github.com/acme/till/issues/7"},
		{"#7", "https://github.com/acme/shop/issues/7", ""},
		{" 70 ", "https://github.com/acme/shop/issues/70", ""},
		{"gh-7", "https://github.com/acme/shop/issues/7", ""},
		{"https://github.com/acme/other/issues/7", "", ""},
		{"https://git.example.com/acme/shop/issues/7", "", ""},
		{"pay-7", "", "PAY-7"},
		{"https://acme.atlassian.net/browse/PAY-7", "", "PAY-7"},
		{"", "", ""},
		{"#", "", ""},
		{"seven", "", ""},
	} {
		if got, _ := single.Find(c.text); got.Name != c.inSingle {
			t.Errorf("%q among those of one repository: %q, want %q", c.text, got.Name, c.inSingle)
		}
		if got, _ := double.Find(c.text); got.Name != c.inDouble {
			t.Errorf("%q among those of several: %q, want %q", c.text, got.Name, c.inDouble)
		}
	}
}

func TestJiraDay(t *testing.T) {
	for text, want := range map[string]string{
		"05/Mar/26 2:02 PM": "2026-03-05", "5/Mar/26": "2026-03-05", "2026-03-05 23:59": "2026-03-05", "2026-03-05": "2026-03-05",
		"2026-03-05T23:59:00.000+0200": "2026-03-05",
	} {
		got, err := jiraDay("Due date", text)
		if err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"05.03.2026", "03/05/2026", "soon"} {
		if got, err := jiraDay("Due date", text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestJiraState(t *testing.T) {
	for _, c := range []struct {
		resolution, category, status string
		want                         State
	}{
		{"", "", "To Do", Open},
		{"Unresolved", "In Progress", "Review", Open},
		{"", "Done", "Shipped", Done},
		{"", "", "Closed", Done},
		{"Fixed", "", "Whatever", Done},
		{"Won’t Do", "Done", "Closed", Dropped},
		{"Duplicate", "", "", Dropped},
	} {
		if got, _ := jiraState(c.resolution, c.category, c.status); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
}

// FuzzRead: whatever is read, the tickets can be found by their own names, and a mark
// is read back as it was made.
func FuzzRead(f *testing.F) {
	f.Add(`[{"url":"https://github.com/a/b/issues/1","state":"OPEN","body":"Postmortem-Item: a#b"}]`, "a", "b")
	f.Add("Issue key,Status,Due date\nPAY-1,Done,2026-03-01\n", "2026-03-01-x", "ö -->#")
	f.Add("\ufeffIssue key;Resolution;Description\nPAY-1;Won't Do;\"Postmortem-Item: a#b\n\"\n", "%2", "#")
	f.Fuzz(func(t *testing.T, data, incident, item string) {
		tickets, err := Read([]byte(data))
		if err == nil {
			if s, err := NewSet(tickets); err == nil {
				for _, ticket := range tickets {
					found, ok := s.Find(ticket.Name)
					if len(ticket.names) > 0 && (!ok || !found.says(ticket)) {
						t.Fatalf("%+v is not found by its name: %+v", ticket, found)
					}
				}
			}
		}
		if incident != "" && item != "" {
			if got := itemOf("x\n" + Mark(incident, item) + "\r\ny"); got != incident+"#"+item {
				t.Fatalf("%q: %q", Mark(incident, item), got)
			}
		}
	})
}
