package report

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

var overdue = Table{
	Columns: []Column{{Name: "days_late", Right: true}, {Name: "owner"}, {Name: "due", Keep: true}, {Name: "item", Keep: true}, {Name: "title"}},
	Rows: [][]Cell{
		{{"120", Bad}, {"alice", Plain}, {"2026-03-20", Plain}, {"checkout-5xx#canary", Plain}, {"Add a canary stage to the deploy pipeline", Plain}},
		{{"3", Caution}, {"bob.bobsen@example.com", Plain}, {"2026-07-15", Plain}, {"東京#a", Plain}, {"東京のデータセンターにアラートを追加する", Plain}},
		{{"", Plain}, {"", Plain}, {"2026-07-15", Plain}, {"x#y", Plain}, {"", Plain}},
		{{"1", Good}, {"eve\x1b[31m", Plain}},
	},
}

func TestTableText(t *testing.T) {
	for name, s := range map[string]Style{
		"table_pipe.txt":   {},
		"table_80.txt":     {Width: 80},
		"table_60.txt":     {Width: 60},
		"table_narrow.txt": {Width: 10},
		"table_colour.txt": {Width: 80, Color: true, Terminal: true},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := overdue.Text(&b, s); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.String())
		})
	}
}

// incidents is a table of the kind that most commands print: an ID, words of
// the process, a title that the ID repeats, and a column that nothing stands in.
var incidents = Table{
	Columns: []Column{
		{Name: "id", Ref: true},
		{Name: "severity", Keep: true},
		{Name: "state", Keep: true},
		{Name: "moved"},
		{Name: "owner", Drop: 3},
		{Name: "open", Right: true, Drop: 2},
		{Name: "title", Drop: 1},
	},
	Rows: [][]Cell{
		{{Text: "2026-03-01-checkout-returns-5xx-in-europe-and-asia"}, {Text: "sev1"}, {Text: "root-cause-analysis"}, {}, {Text: "alice"}, {Text: "12"}, {Text: "Checkout returns 5xx"}},
		{{Text: "2026-03-02-search-slow#add-index-over-filters"}, {Text: "sev3"}, {Text: "closed"}, {}, {Text: "bob"}, {}, {Text: "Search is slow"}},
	},
}

// TestTableGivesWay reads how a table shrinks: what says least goes first, no
// line is longer than the terminal, and a pipe gets it all.
func TestTableGivesWay(t *testing.T) {
	var b bytes.Buffer
	for _, width := range []int{0, 140, 110, 100, 80, 60, 40, 20} {
		b.WriteString("width " + strconv.Itoa(width) + "\n")
		var one bytes.Buffer
		if err := incidents.Text(&one, Style{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(one.String()) {
			if w := textWidth(strings.TrimSuffix(line, "\n")); width > 0 && w > width {
				t.Errorf("%d columns of %d: %q", w, width, line)
			}
		}
		b.Write(one.Bytes())
	}
	golden(t, "table_widths.txt", b.String())
}

// TestTableWraps reads a text that is meant to be read whole: below its column
// on a terminal, on one line in a pipe.
func TestTableWraps(t *testing.T) {
	table := Table{
		Columns: []Column{{Name: "word", Keep: true}, {Name: "question", Wrap: true}},
		Rows: [][]Cell{
			{{Text: "data-loss"}, {Text: "Was data lost or damaged, even for a moment?", Tone: Strong}},
			{{Text: "none"}, {}},
			{{Text: "long"}, {Text: "https://example.com/a/very/long/address"}},
		},
	}
	var b bytes.Buffer
	for _, s := range []Style{{}, {Width: 30}, {Width: 30, Color: true}} {
		if err := table.Text(&b, s); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "table_wrap.txt", b.String())
}

func TestTableWithoutRows(t *testing.T) {
	var b bytes.Buffer
	if err := (Table{Columns: overdue.Columns}).Text(&b, Style{}); err != nil || b.Len() > 0 {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"abcdef", 6, "abcdef"},
		{"abcdef", 5, "abcd…"},
		{"東京都", 6, "東京都"},
		{"東京都", 5, "東京…"},
		{"東京都", 4, "東…"},
		{"ééé́é", 4, "ééé́é"},
		{"👩\u200d🚒👩\u200d🚒👩\u200d🚒", 5, "👩\u200d🚒👩\u200d🚒…"},
	} {
		if got := cut(c.in, c.width); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// TestCutRef wants both halves told apart at any width, and the whole of what
// there is room for.
func TestCutRef(t *testing.T) {
	const ref = "2026-03-01-checkout-returns-5xx#add-canary-stage-deploy"
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{ref, 60, ref},
		{ref, 50, "…checkout-returns-5xx#add-canary-stage-deploy"},
		{ref, 40, "…checkout-returns-…#add-canary-stage-de…"},
		{ref, 20, "…checkou…#add-canar…"},
		{ref, 8, "2026-03…"},
		{"2026-03-01-checkout-returns-5xx", 20, "2026-03-01-checkout…"},
		{"2026-03-01-checkout-returns-5xx#a", 20, "…checkout-returns…#a"},
		{"checkout#add-canary-stage-deploy", 20, "checkout#add-canary…"},
		{"undated-name-of-a-file#canary", 20, "undated-name…#canary"},
	} {
		if got := cutRef(c.in, c.width); got != c.want {
			t.Errorf("cutRef(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestTableCSV(t *testing.T) {
	var b bytes.Buffer
	if err := overdue.CSV(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "table.csv", b.String())
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"plain":                "plain",
		"a=b":                  "a=b",
		"=1+1":                 "'=1+1",
		"+1":                   "'+1",
		"+49 30 1":             "'+49 30 1",
		"@SUM(A1)":             "'@SUM(A1)",
		"-3":                   "-3",
		"-3.25":                "-3.25",
		"-3+1":                 "'-3+1",
		"-":                    "'-",
		"-.":                   "'-.",
		"-1.":                  "'-1.",
		"- a list":             "'- a list",
		"\t=1":                 "'\t=1",
		"\r=1":                 "'\r=1",
		"＝1":                   "'＝1",
		"2026-03-01T14:02:00Z": "2026-03-01T14:02:00Z",
	} {
		if got := guard(in); got != want {
			t.Errorf("guard(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("days", "3", "a title that is rather long", uint8(20), false, false, 0)
	f.Add("", "\x1b[2J", "東京\u202e", uint8(1), true, false, 1)
	f.Add("incident", "2026-03-01-checkout-returns-5xx#add-canary-stage", "東京#x", uint8(30), false, true, 2)
	f.Fuzz(func(t *testing.T, name, a, b string, width uint8, right, ref bool, drop int) {
		table := Table{
			Columns: []Column{{Name: name, Right: right, Drop: drop % 4}, {Name: "b", Ref: ref}, {Name: "c", Keep: !right}},
			Rows:    [][]Cell{{{Text: a}, {Text: b}, {Text: a}}, {{Text: b}}},
		}
		var out bytes.Buffer
		if err := table.Text(&out, Style{Width: int(width)}); err != nil {
			t.Fatal(err)
		}
		assertSafe(t, out.String(), true)
		kept := 0
		for _, row := range table.cleaned() {
			for c, cell := range row {
				if table.Columns[c].Right {
					kept = max(kept, textWidth(cell.Text))
				}
			}
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(lines) != 3 {
			t.Fatalf("%d lines: %q", len(lines), lines)
		}
		for _, line := range lines {
			if strings.HasSuffix(line, " ") {
				t.Errorf("trailing space: %q", line)
			}
			least := 3*minWidth + 2*gap
			most := max(int(width), kept+least)
			if kept > maxPadding { // a number reaches beyond its column
				most = kept + max(int(width), least)
			}
			if w := textWidth(line); width > 0 && w > most {
				t.Errorf("%d columns of %d: %q", w, width, line)
			}
		}
	})
}

func BenchmarkTable(b *testing.B) {
	table := Table{Columns: overdue.Columns}
	for i := range 10_000 {
		row := append([]Cell{{Text: strconv.Itoa(i)}}, overdue.Rows[0][1:]...)
		table.Rows = append(table.Rows, row)
	}
	for _, width := range []int{0, 80} {
		b.Run("width "+strconv.Itoa(width), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := table.Text(&bytes.Buffer{}, Style{Width: width}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
