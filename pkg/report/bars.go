package report

import (
	"cmp"
	"math"
	"strings"
)

// ASCIIWanted decides whether bars and sparklines are of plain characters: where
// the locale (LC_ALL, LC_CTYPE, LANG, in the order of POSIX) names a character set
// other than UTF-8, and on a dumb terminal. No locale at all is no reason, because
// jobs run without one.
func ASCIIWanted(getenv func(string) string) bool {
	locale := strings.ToLower(cmp.Or(getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")))
	utf8 := strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	return locale != "" && !utf8 || getenv("TERM") == "dumb"
}

// bar is a part of a whole, from 0 to 1, as wide as it may be. What is more than
// nothing is seen.
func bar(part float64, width int, ascii bool) string {
	part = min(max(part, 0), 1)
	if ascii {
		n := int(math.Round(part * float64(width)))
		if n == 0 && part > 0 {
			n = 1
		}
		return strings.Repeat("#", n)
	}
	eighths := int(math.Round(part * float64(width) * 8))
	if eighths == 0 && part > 0 {
		eighths = 1
	}
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}

// noPoint is a value that a sparkline leaves out, because there is none.
var noPoint = math.NaN()

const (
	blockLevels = "▁▂▃▄▅▆▇█"
	asciiLevels = "_-~=+*%#"
)

// sparkline draws values from 0 up to the largest, one character each: the lowest
// step is 0. Where there is no value it has a dot.
func sparkline(values []float64, ascii bool) string {
	levels, gap := []rune(blockLevels), "·"
	if ascii {
		levels, gap = []rune(asciiLevels), "."
	}
	most := largest(values)
	var b strings.Builder
	for _, v := range values {
		switch {
		case math.IsNaN(v):
			b.WriteString(gap)
		case most <= 0:
			b.WriteRune(levels[0])
		default:
			b.WriteRune(levels[int(math.Round(max(v, 0)/most*float64(len(levels)-1)))])
		}
	}
	return b.String()
}

// largest is 0 where there is no value.
func largest(values []float64) float64 {
	most := 0.0
	for _, v := range values {
		if !math.IsNaN(v) {
			most = max(most, v)
		}
	}
	return most
}
