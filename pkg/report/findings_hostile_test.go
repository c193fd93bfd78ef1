package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/lint"
)

// hostile are texts that mean something to one of the formats, or to whoever
// shows them.
var hostile = []string{
	"::error::not ours",
	"\n::error file=a.md::not ours\r\n::add-mask::x",
	"%0A::error::not ours%0D%25",
	"##[error]not ours",
	"a:b,c=d::e",
	"]]></failure><failure message=\"x\">&amp;<!-- -->",
	"| x | y |\n| - | - |",
	"`code` ``` \\| \\",
	"<img src=x onerror=alert(1)><script>",
	"@everyone @org/team #1 org/repo#2 GH-3 !4 ~label",
	"[a](https://example.com) ![b](https://example.com/b.png) [c]: https://example.com",
	"https://example.com www.example.com someone@example.com",
	"\x00\x01\x1b[31m\x7f\u009b",
	"\xff\xfe\xc3",
	"\u202eevil\u2066\u2028\u2029\u200b\ufeff\ufffe\U000e0041",
	`{"a": "b"}`, "{0} {{x}}", "$x$ ~~y~~ **z** _w_",
	"/close", "---", "",
}

// hostileSeq puts each of them in every place that a file has a say in.
func hostileSeq() iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for n, s := range hostile {
			at := document.Position{Line: n + 1, Column: 2}
			f := lint.Finding{
				Rule: "unknown-field", Severity: lint.Severity(1 + n%3), File: "p/" + s + ".md", Start: at, End: at,
				Subject: s, Message: s, Help: s, Bytes: lint.Columns{Start: 2, End: 2},
				Suggest: &lint.Suggestion{Start: at, End: at, Text: s},
			}
			if !yield(f) {
				return
			}
		}
	}
}

func rendered(t testing.TB, format string, fs iter.Seq[lint.Finding]) string {
	t.Helper()
	var b bytes.Buffer
	if err := FindingFormats[format](&b, Style{}, fs, Summary{Files: 12, Passed: 2}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHostileFindings(t *testing.T) {
	for name := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			got := rendered(t, name, hostileSeq())
			assertSafe(t, got, true)
			golden(t, "findings_hostile_"+name, withoutRules(got))
		})
	}
}

func TestNoFindings(t *testing.T) {
	for name := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			golden(t, "findings_none_"+name, withoutRules(rendered(t, name, lint.All(nil))))
		})
	}
}

// FuzzFindings holds for any words at all: JSON and XML are what they say they
// are, and Markdown has a row for each finding and nothing active in it.
func FuzzFindings(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s, s)
	}
	f.Fuzz(func(t *testing.T, file, subject, message string) {
		at := document.Position{Line: 1, Column: 1}
		one := lint.Finding{Rule: "placeholder", Severity: lint.Error, File: file, Subject: subject, Message: message, Help: message, Suggest: &lint.Suggestion{Start: at, End: at, Text: message}}
		two := one
		two.Severity = lint.Info
		fs := lint.All([]lint.Finding{one, two})
		for _, format := range []string{"json", "gitlab", "sarif"} {
			if got := rendered(t, format, fs); !json.Valid([]byte(got)) {
				t.Errorf("%s is no JSON: %s", format, got)
			}
		}
		for line := range strings.Lines(rendered(t, "rdjsonl", fs)) {
			if !json.Valid([]byte(line)) {
				t.Errorf("rdjsonl is no JSON: %s", line)
			}
		}
		checkXML(t, rendered(t, "junit", fs))
		checkTable(t, rendered(t, "markdown", fs), 2)
	})
}

// checkXML wants two cases and no other element than those of the format.
func checkXML(t *testing.T, s string) {
	t.Helper()
	var names []string
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		if e, ok := token.(xml.StartElement); ok {
			names = append(names, e.Name.Local)
		}
	}
	want := []string{"testsuites", "testsuite", "testcase", "failure", "testcase", "skipped"}
	if !slices.Equal(names, want) {
		t.Errorf("elements are %q in %s", names, s)
	}
}

// many gives n findings, each fifth an error, 100 to a file, and keeps none.
func many(n int) iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for i := range n {
			at := document.Position{Line: 1 + i%100, Column: 3}
			f := lint.Finding{
				Rule: "placeholder", Severity: []lint.Severity{lint.Error, lint.Warning, lint.Info, lint.Info, lint.Warning}[i%5],
				File: fmt.Sprintf("postmortems/2026/2026-03-01-incident-%d.md", i/100), Start: at, End: at,
				Subject: fmt.Sprintf("prompt %d", i%7), Message: fmt.Sprintf("%q is a prompt left over from a template", "TBD"),
				Help: "write what belongs there, or take it away",
			}
			if !yield(f) {
				return
			}
		}
	}
}

// discard counts what it is given.
type discard int

func (d *discard) Write(p []byte) (int, error) {
	*d += discard(len(p))
	return len(p), nil
}

// TestMemoryOfFormats measures what a format holds on to while it writes: the live
// heap at every ten-thousandth finding, after a collection.
func TestMemoryOfFormats(t *testing.T) {
	const findings, most = 100_000, 8 << 20
	for name, format := range FindingFormats {
		t.Run(name, func(t *testing.T) {
			before, peak := live(), uint64(0)
			watched := func(yield func(lint.Finding) bool) {
				n := 0
				for f := range many(findings) {
					if n++; n%10_000 == 0 {
						peak = max(peak, live())
					}
					if !yield(f) {
						return
					}
				}
			}
			var out discard
			if err := format(&out, Style{}, watched, Summary{}); err != nil {
				t.Fatal(err)
			}
			used := int64(peak) - int64(before)
			t.Logf("%d findings: %d KiB written, %d KiB held", findings, out>>10, used>>10)
			if out == 0 || used > most {
				t.Errorf("%d KiB held for %d KiB of output", used>>10, out>>10)
			}
		})
	}
}

func live() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
