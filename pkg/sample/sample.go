// Package sample makes realistic incidents from a seed, for pm demo, tests and
// benchmarks.
package sample

// Incident is one generated file.
type Incident struct {
	Path string // slash-separated: 2026/2026-03-01-checkout-5xx.md, below the incidents' folder
	Data []byte
}

// Fault is the rule that a planted fault breaks.
type Fault = string

// Options say what is generated. The same options give the same bytes.
type Options struct {
	Seed  uint64
	N     int
	Dirty bool // plant faults
}

// Generate makes n incidents one by one, and the tally of planted faults by
// rule (nil unless Dirty). yield returning false stops.
func Generate(o Options, yield func(Incident) bool) map[Fault]int { panic("unwritten") }
