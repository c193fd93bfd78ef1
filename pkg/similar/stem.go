package similar

// stem cuts the endings of English words off, so that "crashed", "crashes" and
// "crashing" are one: plurals, -ed, -ing, -ment, -ion and a last e. It is the
// light part of Porter's algorithm (1980): what is cut too short would make
// different words one. At least three letters stay, and the first three are never
// changed. word is in lower case, and is written to.
func stem(word []byte) []byte {
	if len(word) < 4 || word[len(word)-1] >= 0x80 {
		return word
	}
	w := cutEnding(cutPlural(word))
	switch n := len(w); {
	case n > 7 && ends(w, "ment"):
		w = w[:n-4]
	case n > 6 && ends(w, "ion") && (w[n-4] == 's' || w[n-4] == 't'):
		w = w[:n-3]
	}
	switch n := len(w); {
	case n > 4 && w[n-1] == 'e':
		w = w[:n-1]
	case n > 4 && w[n-1] == 'y' && !isVowel(w, n-2):
		w[n-1] = 'i' // retry as retries
	}
	return w
}

func cutPlural(w []byte) []byte {
	n := len(w)
	switch {
	case w[n-1] != 's' || ends(w, "ss") || ends(w, "us") || ends(w, "is"):
		return w
	case n > 4 && (ends(w, "ies") || ends(w, "sses") || ends(w, "xes") || ends(w, "ches") || ends(w, "shes")):
		return w[:n-2]
	}
	return w[:n-1]
}

// cutEnding takes off -ing and -ed where a word is left.
func cutEnding(w []byte) []byte {
	n := len(w)
	switch {
	case ends(w, "ing"):
		n -= 3
	case ends(w, "ed") && !ends(w, "eed"):
		n -= 2
	default:
		return w
	}
	if n < 3 || !hasVowel(w[:n]) {
		return w
	}
	switch last := w[n-1]; {
	case last == w[n-2] && !isVowel(w, n-1) && last != 'l' && last != 's' && last != 'z':
		n-- // stopped, running
		if n < 3 {
			return w[:n+1]
		}
	case n == 3 && !isVowel(w, 0) && isVowel(w, 1) && !isVowel(w, 2) && last != 'w' && last != 'x' && last != 'y':
		w[n] = 'e' // timed, rating
		n++
	}
	return w[:n]
}

func ends(w []byte, ending string) bool {
	return len(w) >= len(ending) && string(w[len(w)-len(ending):]) == ending
}

func hasVowel(w []byte) bool {
	for i := range w {
		if isVowel(w, i) {
			return true
		}
	}
	return false
}

// isVowel takes y for one behind a consonant.
func isVowel(w []byte, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	case 'y':
		return i > 0 && !isVowel(w, i-1)
	}
	return false
}
