package stats

import (
	"math"
	"slices"
	"time"
)

// Few is the number of observations below which a 90th percentile is little more
// than the longest one, and a change from one period to the next may be chance.
const Few = 10

// Quantile is the p-quantile of a sorted sample, 0 <= p <= 1: definition 7 of
// Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
// Statistician 50 (1996), which is PERCENTILE.INC of spreadsheets and the default
// of R and NumPy. For 0.5 it is the usual median. Zero of an empty sample.
func Quantile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	at := p * float64(len(sorted)-1)
	low := min(int(math.Floor(at)), len(sorted)-1)
	high := min(low+1, len(sorted)-1)
	between := at - float64(low)
	return sorted[low] + time.Duration(math.Round(between*float64(sorted[high]-sorted[low])))
}

// Distribution sums up a sample of durations. There is no mean: a few long
// outages decide it.
type Distribution struct {
	N                    int
	Median, P90, Longest time.Duration // zero when N is
}

// distribution sorts the sample it is given.
func distribution(sample []time.Duration) Distribution {
	if len(sample) == 0 {
		return Distribution{}
	}
	slices.Sort(sample)
	return Distribution{
		N: len(sample), Median: Quantile(sample, 0.5), P90: Quantile(sample, 0.9), Longest: sample[len(sample)-1],
	}
}
