package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark/ast"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/stats"
)

// hostileStats is what a file may hold to get out of the place where it is shown.
const hostileStats = "=1+1 <script>alert(1)</script> \"onload=x' | `a` [x](javascript:1) @all \x1b[31m\u202e</style><!--"

// hostileRecords have it wherever a record has text.
func hostileRecords() []*stats.Record {
	h := hostileStats
	start := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	one := func(n int) *stats.Record {
		return &stats.Record{
			Repository: h, ID: fmt.Sprint(h, n), Title: h, Severity: h, State: incident.Closed, Services: []string{h}, Triggers: []string{h}, Alerts: []string{h},
			Owner: h, Team: h, Started: start.AddDate(0, 0, n), Ended: start.AddDate(0, 0, n).Add(time.Hour), Why: h, FollowupLate: 3,
			Contradicts: []stats.Contradiction{{Key: "ended_at", Says: h, Line: 3}},
			Items: []stats.Item{
				{ID: h, Title: h, Team: h, Kind: h, Status: incident.Open, Late: 4},
				{ID: h, Title: h, Team: h, Kind: h, Status: incident.Done, Done: start.AddDate(0, 0, n+1)},
			},
		}
	}
	return []*stats.Record{one(0), one(1)}
}

func hostilePage(by stats.By) *stats.Page {
	p := stats.Period{Since: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)}
	return stats.NewPage(stats.Summarize(hostileRecords(), stats.Options{Period: p, AsOf: p.Until, By: by, Compare: true}))
}

func outputOf(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// acting are the nodes of Markdown that are more than text and tables.
func acting(src []byte) []string {
	var kinds []string
	_ = ast.Walk(document.ParseMarkdown(src), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Link, *ast.Image, *ast.AutoLink, *ast.RawHTML, *ast.HTMLBlock, *ast.CodeSpan, *ast.CodeBlock, *ast.FencedCodeBlock:
			if entering {
				kinds = append(kinds, n.Kind().String())
			}
		}
		return ast.WalkContinue, nil
	})
	return kinds
}

func TestHostileStats(t *testing.T) {
	for _, by := range stats.Groupings {
		page := hostilePage(by)
		for name, text := range map[string]string{
			"text": outputOf(t, func(w io.Writer) error { return StatsText(w, Style{}, page.Summary) }),
			"narrow text": outputOf(t, func(w io.Writer) error {
				return StatsText(w, Style{Width: 60, Terminal: true}, page.Summary)
			}),
			"markdown": outputOf(t, func(w io.Writer) error { return StatsMarkdown(w, page.Summary) }),
			"page":     outputOf(t, func(w io.Writer) error { return StatsPageMarkdown(w, page) }),
			"html":     outputOf(t, func(w io.Writer) error { return StatsPageHTML(w, page) }),
			"csv":      outputOf(t, func(w io.Writer) error { return StatsCSV(w, page.Summary) }),
			"json":     outputOf(t, func(w io.Writer) error { return StatsEnvelope(w, page.Summary) }),
		} {
			if strings.ContainsAny(text, "\x1b\u202e") {
				t.Errorf("%s by %s: a control character came through", name, by)
			}
			for _, bad := range []string{"<script", "</style><", "<!--"} {
				if strings.Contains(text, bad) && name != "csv" && name != "json" && !strings.HasSuffix(name, "text") {
					t.Errorf("%s by %s holds %s", name, by, bad)
				}
			}
			if name == "markdown" || name == "page" {
				if kinds := acting([]byte(text)); len(kinds) > 0 {
					t.Errorf("%s by %s does something: %v", name, by, kinds)
				}
			}
		}
	}
}

// Cells that a spreadsheet would compute are none, and numbers stay numbers.
func TestStatsCSV(t *testing.T) {
	text := outputOf(t, func(w io.Writer) error { return StatsCSV(w, hostilePage(stats.ByService).Summary) })
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	perGroup := len(stats.Measures) + len(stats.Shares)
	if want := 1 + 3*perGroup; len(rows) != want { // this period, the one before, one service
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	found := false
	for _, row := range rows[1:] {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a formula: %q", cell)
			}
		}
		if row[0] == "this" && row[1] == "all" && row[4] == "time-to-resolve" {
			found = true
			if got := strings.Join(row[5:], ","); got != "2,,3600,3600,3600,0,0" {
				t.Errorf("time to resolve: %s", got)
			}
		}
	}
	if !found {
		t.Error("there is no row of the time to resolve")
	}
}

func TestStatsSchema(t *testing.T) {
	schema := compile(t)
	for _, by := range append([]stats.By{stats.ByNothing}, stats.Groupings...) {
		text := outputOf(t, func(w io.Writer) error { return StatsEnvelope(w, hostilePage(by).Summary) })
		if err := validate(schema, []byte(text)); err != nil {
			t.Errorf("by %q: %v", by, err)
		}
	}
	empty := outputOf(t, func(w io.Writer) error {
		return StatsEnvelope(w, stats.Summarize(nil, stats.Options{AsOf: time.Unix(0, 0)}))
	})
	if err := validate(schema, []byte(empty)); err != nil {
		t.Error(err)
	}
	var out struct {
		Stats []StatsGroup
	}
	if err := json.Unmarshal([]byte(empty), &out); err != nil || len(out.Stats) != 1 || out.Stats[0].Measures[0].Median != nil {
		t.Errorf("of nothing: %+v, %v", out, err)
	}
}

// Text fits the terminal as tables do, however narrow.
func TestStatsFit(t *testing.T) {
	records := hostileRecords()
	for n, r := range records {
		r.Repository, r.ID, r.Severity = "", fmt.Sprint("2026-03-01-checkout-returns-5xx-after-deploy-", n), "sev1"
		r.Services, r.Contradicts[0].Says = []string{"checkout"}, "ended_at is before started_at"
	}
	s := stats.Summarize(records, stats.Options{AsOf: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), By: stats.ByService})
	for _, width := range []int{80, 100, 140} {
		text := outputOf(t, func(w io.Writer) error { return StatsText(w, Style{Width: width}, s) })
		for line := range strings.Lines(text) {
			if line = strings.TrimSuffix(line, "\n"); textWidth(line) > width {
				t.Errorf("width %d: %d columns: %s", width, textWidth(line), line)
			}
		}
	}
	plain := outputOf(t, func(w io.Writer) error { return StatsText(w, Style{Width: 80, ASCII: true}, s) })
	if strings.ContainsAny(plain, blockLevels+"·▏▎▍▌▋▊▉") {
		t.Errorf("not plain characters:\n%s", plain)
	}
}
