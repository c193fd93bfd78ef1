package incident

import (
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/document"
)

// long is an incident of about 7 KB: its Markdown is parsed before the clock
// runs.
func long() *Incident {
	entries := strings.Repeat("- 2026-03-01T14:02:00Z The alert fired again and two people looked at the graphs\n", 20)
	prose := strings.Repeat("The pool was sized for half the traffic that came after the promotion went out. ", 8)
	src := strings.NewReplacer("- 2026-03-01T14:02:00Z Alert\n", entries, "\nx\n", "\n"+prose+"\n").Replace(complete)
	i := read(src)
	i.Doc.Body().Sections()
	return i
}

func BenchmarkUnmet(b *testing.B) {
	i, p := long(), DefaultProcess()
	b.ReportAllocs()
	for b.Loop() {
		p.Unmet(i, Closed)
	}
}

func BenchmarkTimeline(b *testing.B) {
	doc := long().Doc
	b.ReportAllocs()
	for b.Loop() {
		(&Incident{Doc: doc}).Timeline()
	}
}

func BenchmarkPlaceholders(b *testing.B) {
	text := string(long().Doc.Source())
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Placeholders(text)
	}
}

func BenchmarkParse(b *testing.B) {
	src := long().Doc.Source()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		document.Parse(src).Front()
	}
}
