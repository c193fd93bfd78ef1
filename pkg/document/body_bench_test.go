package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// benchSource is an incident of about 7 KB: twenty timeline entries, six
// sections of prose, a table, links.
func benchSource() []byte {
	var b strings.Builder
	b.WriteString("---\ntitle: Checkout answered 5xx\n---\n\n## Executive summary\n\nCheckout failed for 38 minutes.\n\n## Timeline\n\n")
	for i := range 20 {
		fmt.Fprintf(&b, "- 2026-03-01T14:%02d:00Z Alert %d fired: 5xx above 5 %%, see [the dashboard](https://grafana.example.com/d/%d)\n", i, i, i)
	}
	for i := range 6 {
		fmt.Fprintf(&b, "\n### Part %d\n\n", i)
		for range 4 {
			b.WriteString("The deploy of *checkout* `4.8.12` changed the pool size of the connection to the\n" +
				"orders database; under load the pool was **exhausted** & requests waited until they timed out.\n\n")
		}
		b.WriteString("| service | effect |\n|---|---|\n| checkout | 5xx |\n| cart | slow |\n\n<!-- what was known at the time -->\n")
	}
	return []byte(b.String())
}

func BenchmarkBody(b *testing.B) {
	src := benchSource()
	start := Parse(src).BodyStart()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		parseBody(src, start)
	}
}

// BenchmarkBaselineGoldmark parses the same bytes and does nothing with them.
func BenchmarkBaselineGoldmark(b *testing.B) {
	src := benchSource()
	start := Parse(src).BodyStart()
	p := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList)).Parser()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(text.NewReader(src[start:]))
	}
}
