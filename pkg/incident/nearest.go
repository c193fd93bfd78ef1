package incident

import "strings"

// Nearest is the one of among that word is probably a slip for, or "" when
// nothing is near. Case, dashes, underscores and spaces are not significant; one
// slip is allowed for every four characters, a swap of neighbours being one.
func Nearest(word string, among []string) string {
	folded := foldName(word)
	best, bestDistance := "", -1
	for _, candidate := range among {
		other := foldName(candidate)
		limit := max(len(folded), len(other)) / 4
		// A long word cannot be near a short one: no need to compare.
		if abs(len(folded)-len(other)) > limit {
			continue
		}
		d := distance(folded, other)
		if d <= limit && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = candidate, d
		}
	}
	return best
}

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
