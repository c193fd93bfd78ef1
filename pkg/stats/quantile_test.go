package stats

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func minutes(values ...int) []time.Duration {
	all := make([]time.Duration, len(values))
	for n, v := range values {
		all[n] = time.Duration(v) * time.Minute
	}
	return all
}

// The values are worked out by hand: the p-quantile of n values stands at place
// 1 + p (n - 1).
func TestQuantile(t *testing.T) {
	cases := []struct {
		sample []time.Duration
		p      float64
		want   time.Duration
	}{
		{nil, 0.5, 0},
		{minutes(7), 0.9, 7 * time.Minute},
		{minutes(3, 4, 8, 10), 0.5, 6 * time.Minute},                              // place 2.5
		{minutes(3, 4, 8, 10), 0.9, 9*time.Minute + 24*time.Second},               // place 3.7: 8 + 0.7 x 2
		{minutes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 0.9, 10 * time.Minute},       // place 10
		{minutes(10, 20), 0.9, 19 * time.Minute},                                  // place 1.9
		{minutes(0, 0, 0, 100), 0.5, 0},                                           // place 2.5
		{minutes(5, 5, 5, 5), 0.9, 5 * time.Minute},                               // place 3.7
		{minutes(1, 2, 3), 0, time.Minute},                                        // place 1
		{minutes(1, 2, 3), 1, 3 * time.Minute},                                    // place 3
		{[]time.Duration{0, time.Duration(1 << 62)}, 0.5, time.Duration(1 << 61)}, // no overflow
	}
	for _, c := range cases {
		if got := Quantile(c.sample, c.p); got != c.want {
			t.Errorf("Quantile(%v, %v) = %v, want %v", c.sample, c.p, got, c.want)
		}
	}
}

// FuzzQuantile holds percentiles to what any definition has to keep: they lie in
// the sample, grow with p, do not depend on the order, and stretch and move with
// the values.
func FuzzQuantile(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, uint8(seed*13), 0.9)
	}
	f.Add(uint64(1), uint8(1), 0.0)
	f.Add(uint64(1), uint8(2), 1.0)
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, p float64) {
		if !(p >= 0 && p <= 1) || n == 0 {
			t.Skip()
		}
		r := rand.New(rand.NewPCG(seed, 1))
		sample := make([]time.Duration, n)
		for i := range sample {
			sample[i] = time.Duration(r.Int64N(int64(1000 * time.Hour)))
		}
		d := distribution(slices.Clone(sample))
		sorted := slices.Sorted(slices.Values(sample))
		got := Quantile(sorted, p)
		if got < sorted[0] || got > sorted[n-1] {
			t.Errorf("%v lies outside %v to %v", got, sorted[0], sorted[n-1])
		}
		if more := Quantile(sorted, min(1, p+0.05)); more < got {
			t.Errorf("quantile %v is %v, and a higher one %v", p, got, more)
		}
		if d.Median > d.P90 || d.P90 > d.Longest || d.Longest != sorted[n-1] || d.N != int(n) {
			t.Errorf("%+v is out of order", d)
		}
		below := 0
		for _, v := range sorted {
			if v < got {
				below++
			}
		}
		if share := float64(below) / float64(n); share > p+1/float64(n) {
			t.Errorf("%d of %d lie below the %v-quantile", below, n, p)
		}
		moved := make([]time.Duration, n)
		for i, v := range sorted {
			moved[i] = 3*v + time.Hour
		}
		if other := Quantile(moved, p); (other - 3*got - time.Hour).Abs() > 3 {
			t.Errorf("of three times as much and an hour: %v, not %v", other, 3*got+time.Hour)
		}
	})
}
