package lint_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/adrg/frontmatter"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v3"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/prose"
	"github.com/postmortem-md/pm/pkg/sample"
)

// incidents are generated ones, in all states, of about 7 KB.
func incidents() (all []sample.Incident, size int64) {
	sample.Generate(sample.Options{Seed: 1, N: 200}, func(i sample.Incident) bool {
		all = append(all, i)
		size += int64(len(i.Data))
		return true
	})
	return all, size
}

// BenchmarkFiles lints two hundred incidents with all rules.
func BenchmarkFiles(b *testing.B) { benchmarkFiles(b, nil) }

// BenchmarkFilesUnread leaves out the rules that read prose.
func BenchmarkFilesUnread(b *testing.B) {
	off := make(map[string]lint.Severity)
	for _, r := range lint.Rules {
		if r.Reads != prose.Clean {
			off[r.ID] = lint.Off
		}
	}
	benchmarkFiles(b, off)
}

func benchmarkFiles(b *testing.B, severity map[string]lint.Severity) {
	all, size := incidents()
	tree := fstest.MapFS{}
	for _, i := range all {
		tree[i.Path] = &fstest.MapFile{Data: i.Data}
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		l := lint.New(lint.Options{FS: tree, Now: sample.Epoch, Severity: severity})
		for _, i := range all {
			if found := l.File(i.Path, i.Data, nil); len(found) > 0 {
				b.Fatal(found)
			}
		}
		l.Finish()
	}
}

// BenchmarkBaselineFiles parses the same bytes with the libraries alone.
func BenchmarkBaselineFiles(b *testing.B) {
	all, size := incidents()
	format := frontmatter.NewFormat("---", "---", yaml.Unmarshal)
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList)).Parser()
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, i := range all {
			var node yaml.Node
			rest, err := frontmatter.MustParse(bytes.NewReader(i.Data), &node, format)
			if err != nil {
				b.Fatal(err)
			}
			parser.Parse(text.NewReader(rest))
		}
	}
}
