// Package sample makes realistic incidents from a seed, for pm demo, tests and
// benchmarks.
package sample

import (
	"math/rand/v2"
	"time"
)

// Epoch is the present in which generated incidents live: nothing in them has
// happened later, and action items are overdue or not as of it.
var Epoch = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// Incident is one generated file.
type Incident struct {
	Path        string // slash-separated: 2026/2026-03-01-checkout-5xx.md, below the incidents' folder
	Data        []byte
	Attachments []string // paths of files that lie beside it, one line of text each
}

// Fault is the lint rule that a planted fault breaks.
type Fault = string

// Options say what is generated. The same options give the same bytes.
type Options struct {
	Seed  uint64
	N     int
	Dirty bool // plant faults
}

// Generate makes N incidents one by one, oldest first, 4 to 8 KB each: twenty
// timeline entries, action items in every status, all states, spread over the
// three years before Epoch. They are clean under lint, except that Dirty plants
// one fault in every incident of a known kind; the tally is by rule, nil unless
// Dirty. yield returning false stops.
func Generate(o Options, yield func(Incident) bool) map[Fault]int {
	var tally map[Fault]int
	if o.Dirty {
		tally = map[Fault]int{}
	}
	for i := range o.N {
		d := newDraft(o, i)
		if f, ok := planted(i); ok && o.Dirty {
			f.plant(d)
			tally[f.rule]++
		}
		if !yield(d.incident()) {
			break
		}
	}
	return tally
}

// span is the time over which incidents are spread, and settled what lies
// between the last of them and Epoch, so that each can have run its course.
const (
	day     = 24 * time.Hour
	span    = 3 * 365 * day
	settled = 45 * day
)

// random is the source of one incident's choices. It depends on the incident's
// number, not on those before it.
func random(o Options, i int) *rand.Rand { return rand.New(rand.NewPCG(o.Seed, uint64(i))) }

// started is when incident i began. Only the time of day is left to chance, so
// that incidents stay in order.
func started(o Options, i int) time.Time {
	first := Epoch.Add(-settled - span)
	at := first.Add(span / time.Duration(o.N) * time.Duration(i)).Truncate(day)
	minutes := random(o, i).IntN(20 * 60)
	return at.Add(time.Duration(minutes) * time.Minute)
}

// pick chooses one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
