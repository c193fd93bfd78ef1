package lint

import (
	"testing"

	"github.com/postmortem-md/pm/pkg/sample"
)

// BenchmarkSecrets looks for secrets in two hundred clean incidents.
func BenchmarkSecrets(b *testing.B) {
	var all [][]byte
	size := 0
	sample.Generate(sample.Options{Seed: 1, N: 200}, func(i sample.Incident) bool {
		all, size = append(all, i.Data), size+len(i.Data)
		return true
	})
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range all {
			if found := findSecrets(src); found != nil {
				b.Fatalf("%q", found[0].value())
			}
		}
	}
}
