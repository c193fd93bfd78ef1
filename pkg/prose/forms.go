package prose

import "strings"

// verb is a verb's forms.
type verb struct{ base, third, past, participle, ing string }

// conjugate makes a verb's forms of "base", "base/past", "base/past/participle"
// or those and the form in -ing, whichever is needed to be right.
func conjugate(given string) verb {
	parts := strings.Split(given, "/")
	v := verb{base: parts[0], third: plural(parts[0]), past: regularPast(parts[0])}
	if len(parts) > 1 {
		v.past = parts[1]
	}
	v.participle = v.past
	if len(parts) > 2 {
		v.participle = parts[2]
	}
	v.ing = gerund(v.base, v.past)
	if len(parts) > 3 {
		v.ing = parts[3]
	}
	return v
}

// plural is the form in -s of a noun or verb.
func plural(word string) string {
	switch {
	case endsInAny(word, "s", "x", "z", "ch", "sh"):
		return word + "es"
	case consonantY(word):
		return word[:len(word)-1] + "ies"
	}
	return word + "s"
}

func regularPast(word string) string {
	switch {
	case strings.HasSuffix(word, "e"):
		return word + "d"
	case consonantY(word):
		return word[:len(word)-1] + "ied"
	case doubles(word):
		return word + word[len(word)-1:] + "ed"
	}
	return word + "ed"
}

// gerund follows the past tense where that is regular: what doubled there
// doubles here.
func gerund(word, past string) string {
	switch {
	case consonantY(word):
		return word + "ing"
	case strings.HasSuffix(past, "ed") && past != word:
		return past[:len(past)-2] + "ing"
	case strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "ee"):
		return word[:len(word)-1] + "ing"
	case doubles(word):
		return word + word[len(word)-1:] + "ing"
	}
	return word + "ing"
}

// doubles reports that a word's last letter is doubled before an ending: one
// syllable, one vowel, one consonant. Longer words are given with their past.
func doubles(word string) bool {
	n := len(word)
	if n < 3 || n > 4 || endsInAny(word, "a", "e", "i", "o", "u", "w", "x", "y") {
		return false
	}
	return vowel(word[n-2]) && !vowel(word[n-3]) && (n == 3 || !vowel(word[0]))
}

func consonantY(word string) bool {
	n := len(word)
	return n > 1 && word[n-1] == 'y' && !vowel(word[n-2])
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func endsInAny(word string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}
