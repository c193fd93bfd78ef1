package incident

import "strings"

// Nearest is the one of among that word is probably a slip for, or "" when
// nothing is near, or several are equally so: sev9 is as near to sev1 as to sev2.
// Case, dashes, underscores and spaces are not significant; one slip is allowed
// for every four characters, a swap of neighbours being one.
func Nearest(word string, among []string) string {
	folded := foldName(word)
	best, bestSlips := "", -1
	for _, candidate := range among {
		n, near := slips(folded, foldName(candidate))
		switch {
		case !near || candidate == best:
		case bestSlips < 0 || n < bestSlips:
			best, bestSlips = candidate, n
		case n == bestSlips:
			best = ""
		}
	}
	return best
}

// NearestParts are those of names, which are words between dashes, in which as
// many words in a row as part has are probably what it is a slip for: chekout-5xx
// for 2026-03-01-checkout-5xx-in-europe. It keeps their order.
func NearestParts(part string, names []string) []string {
	folded, words := foldName(part), strings.Count(part, "-")+1
	var near []string
	for _, name := range names {
		parts := strings.Split(name, "-")
		for n := 0; n+words <= len(parts); n++ {
			if _, ok := slips(folded, foldName(strings.Join(parts[n:n+words], ""))); ok && folded != "" {
				near = append(near, name)
				break
			}
		}
	}
	return near
}

// slips counts how far two folded words are apart, and says whether that is near.
func slips(a, b string) (int, bool) {
	limit := max(len(a), len(b)) / 4
	// A long word cannot be near a short one: no need to compare.
	if abs(len(a)-len(b)) > limit {
		return 0, false
	}
	d := distance(a, b)
	return d, d <= limit
}

// foldName leaves out what people mix up without meaning another name: startedAt,
// started-at and started_at are one.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '_', ' ':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// distance is the optimal string alignment distance in bytes: insertions,
// deletions, substitutions and swaps of neighbours.
func distance(a, b string) int {
	before := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(b)]
}

func cost(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
