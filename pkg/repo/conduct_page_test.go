package repo

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of docs/git.md anew")

// The page is written by hand down to this line, and from the cases after it.
const (
	pageFile  = "../../docs/git.md"
	pageBegin = "<!-- Written by the tests of pkg/repo: make docs. Edit the cases there. -->\n"
)

// page gathers what comes of the cases.
type page struct {
	mu   sync.Mutex
	said map[rowKey]string
}

type rowKey struct{ group, row, backend string }

// newPage compares with docs/git.md, or writes it, once all cases are through.
func newPage(t *testing.T) *page {
	p := &page{said: make(map[rowKey]string)}
	t.Cleanup(func() { p.check(t) })
	return p
}

// note keeps the answer of a case that ended well.
func (p *page) note(t *testing.T, group, row, backend, said string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := rowKey{group, row, backend}
	if _, twice := p.said[key]; twice {
		t.Errorf("two cases of %q read %q", group, row)
	}
	if !t.Failed() {
		p.said[key] = said
	}
}

func (p *page) check(t *testing.T) {
	if runtime.GOOS != "linux" {
		return // elsewhere paths and some refusals read otherwise
	}
	old, err := os.ReadFile(pageFile)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(old), pageBegin)
	want := head + pageBegin + p.tables(parsePage(string(old)))
	if strings.Contains(want, " |  |") {
		t.Error("docs/git.md has rows that nobody has measured; run make docs where they can be")
	}
	switch {
	case *update:
		if err := os.WriteFile(pageFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	case want != string(old):
		t.Errorf("docs/git.md is stale; run make docs and read the difference")
	}
}

// tables are the page's. A row that was not measured now, since a case was
// left out or cannot be arranged on this machine, stays as it is.
func (p *page) tables(old map[rowKey]string) string {
	var b strings.Builder
	for _, title := range pageTitles() {
		b.WriteString("\n## " + title + "\n\n| | git | built-in |\n|---|---|---|\n")
		for _, row := range pageRows(title) {
			b.WriteString("| " + row)
			for _, backend := range backends {
				said, ok := p.said[rowKey{title, row, backend}]
				if !ok {
					said = old[rowKey{title, row, backend}]
				}
				b.WriteString(" | " + said)
			}
			b.WriteString(" |\n")
		}
	}
	return b.String()
}

func pageTitles() []string {
	var titles []string
	for _, g := range conductGroups {
		titles = append(titles, g.title)
	}
	return append(titles, readingTitle)
}

func pageRows(title string) []string {
	var rows []string
	for _, g := range conductGroups {
		for _, c := range g.cases {
			if g.title == title {
				rows = append(rows, c.row())
			}
		}
	}
	if title == readingTitle {
		for _, c := range readingCases {
			rows = append(rows, c.row())
		}
	}
	return rows
}

// parsePage reads the tables back.
func parsePage(text string) map[rowKey]string {
	said := make(map[rowKey]string)
	title := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			title = heading
		}
		cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |"), " | ")
		if len(cells) == 1+len(backends) {
			for i, backend := range backends {
				said[rowKey{title, cells[0], backend}] = cells[1+i]
			}
		}
	}
	return said
}

// told is a cell: what the user is told, without what differs between machines.
func (s *sandbox) told(err error) string {
	if err == nil {
		return "works"
	}
	return s.cell(err.Error())
}

var (
	objectNames = regexp.MustCompile(`\b([0-9a-f]{64}|[0-9a-f]{40})\b`)
	markup      = strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "_", `\_`, "[", `\[`, "\n", " ")
)

func (s *sandbox) cell(text string) string {
	root := filepath.Dir(s.home())
	text = strings.ReplaceAll(text, filepath.Join(root, "work"), "/repo")
	text = strings.ReplaceAll(text, root, "")
	return markup.Replace(objectNames.ReplaceAllString(text, "ID"))
}
