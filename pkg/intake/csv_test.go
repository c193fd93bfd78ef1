package intake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tableLine is an alert of a table as one line.
func tableLine(a Alert) string {
	end := "firing"
	if !a.Firing() {
		end = a.End.Format(time.RFC3339)
	}
	return fmt.Sprintf("%s|%s|%s|%s|%s|%s", a.Start.Format(time.RFC3339), end, strings.Join(a.Services, "+"), a.Severity, a.Name, a.Fingerprint)
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
		assumed  bool
	}{
		{
			"all columns", "start,end,service,severity,title,id\n2026-03-01T14:02:00Z,2026-03-01T14:40:00Z,checkout,critical,Down,abc\n",
			[]string{"2026-03-01T14:02:00Z|2026-03-01T14:40:00Z|checkout|critical|Down|abc"},
			false,
		},
		{
			"offsets, other names and order", "\xef\xbb\xbfID;Severity;Alertname;Started At;Note\r\nx;P1;\"Down; hard\";2026-03-01 15:02:00 +01:00;n\r\n",
			[]string{"2026-03-01T14:02:00Z|firing||P1|Down; hard|x"},
			false,
		},
		{
			"no offset", "start\tservice\n2026-03-01 14:02\tcheckout\n",
			[]string{"2026-03-01T14:02:00Z|firing|checkout||Alert of checkout|csv-d5fcb8cbc1a7129e"},
			true,
		},
		{
			"several services", "start,service,id\n2026-03-01T14:02:00.7Z,\"a, b;c,\",x\n",
			[]string{"2026-03-01T14:02:00Z|firing|a+b+c||Alert of a, b, c|x"},
			false,
		},
		{
			"twice, then with its end", "start,end,id,title\n2026-03-01T14:02:00Z,,x,A\n2026-03-01T14:02:00Z,2026-03-01T15:00:00Z,x,A\n2026-03-02T14:02:00Z,,x,A\n",
			[]string{"2026-03-01T14:02:00Z|2026-03-01T15:00:00Z|||A|x", "2026-03-02T14:02:00Z|firing|||A|x"},
			false,
		},
		{"header only", "start,end\n", nil, false},
		{"short rows", "start,end,service\n2026-03-01T14:02:00Z\n", []string{"2026-03-01T14:02:00Z|firing|||Alert|csv-0c32d0a536bbdf3e"}, false},
	} {
		table, err := ReadCSV([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []string
		for _, a := range table.Alerts {
			got = append(got, tableLine(a))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || table.Assumed != c.assumed {
			t.Errorf("%s: assumed %v\n%s", c.name, table.Assumed, diff)
		}
	}
}

func TestReadCSVWrong(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", " \n", "is empty; the first line names the columns: start, and where there are some end, service, severity, title, id"},
		{"no start", "end,service\nx,y\n", "line 1: has no column start; the first line names the columns: start, and where there are some end, service, severity, title, id"},
		{"two starts", "start,started_at\n", "line 1: has two columns that say start; take one of them out"},
		{"quotes", "start,title\n2026-03-01T14:02:00Z,\"a\n", `line 2: is no CSV: extraneous or missing " in quoted-field; nothing of it was used`},
		{"all that is wrong", "start,end\nyesterday,\n2026-03-01T14:02:00Z,2026-03-01T14:01:00Z\n,\n14:02,\n", "" +
			"line 2: start is \"yesterday\", which is no time; it should read like 2026-03-01T14:02:00Z\n" +
			"line 3: ends before it starts; look at both times\n" +
			"line 4: has no start; pm does not guess when an incident began\n" +
			"line 5: start is \"14:02\", which is no time; it should read like 2026-03-01T14:02:00Z"},
		{"control characters", "start,title\n2026-03-01T14:02:00Z,a\x1b[31mb\n", "line 2: title holds the control character U+001B; take it away at its source"},
	} {
		_, err := ReadCSV([]byte(c.in))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	_, err := ReadCSV([]byte("start\n" + strings.Repeat("x\n", 50)))
	if n := strings.Count(err.Error(), "\n"); n != maxFaults || !strings.HasSuffix(err.Error(), "has 30 more lines that are wrong; mend the first, and run the command again") {
		t.Errorf("%d lines: %v", n, err)
	}
	for _, column := range []string{"id", "service"} {
		if _, err := ReadCSV([]byte("start," + column + "\n2026-03-01T14:02:00Z," + strings.Repeat("x", maxMark+1))); err == nil || !strings.Contains(err.Error(), column+" is 1025 bytes long") {
			t.Errorf("%s: %v", column, err)
		}
	}
	if _, err := ReadCSV([]byte("start,title\n2026-03-01T14:02:00Z," + strings.Repeat("x", maxValue+1))); err == nil || !strings.Contains(err.Error(), "bytes long") {
		t.Errorf("a text of a size that nobody writes: %v", err)
	}
}

// FuzzReadCSV holds what is read to what an Alert promises, whatever the table.
func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{"start,end,service,severity\n2026-03-01T14:02:00Z,,x,sev1\n", "start;id\n2026-03-01 14:02;\"\x00\"\n", "start\n0001-01-01T00:00:00Z\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadCSV(data)
		if err != nil {
			return
		}
		for _, a := range table.Alerts {
			for _, s := range append([]string{a.Name, a.Fingerprint, a.Severity}, a.Services...) {
				if s != oneLine(s) {
					t.Errorf("%q is more than a line", s)
				}
			}
			if a.Name == "" || a.Fingerprint == "" || a.Start.IsZero() || a.Start.Location() != time.UTC || !a.Firing() && a.End.Before(a.Start) {
				t.Errorf("%+v", a)
			}
		}
	})
}
