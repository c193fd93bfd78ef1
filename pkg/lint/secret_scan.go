package lint

import (
	"bytes"
	"cmp"
	"slices"
	"sync"
)

// match is a place that has the shape of a secret.
type match struct {
	src        []byte
	at         int // where the shape begins
	start, end int // the secret
	kind       int // its row in secretKinds
}

func (m match) value() string { return string(m.src[m.start:m.end]) }

// anchor is a word of a row.
type anchor struct {
	word string // in lower case
	kind int
}

// Every anchor is known by its first three bytes, each reduced to five bits.
// One pass over a file asks a table of 4 KB about each three bytes in a row,
// which costs a nanosecond per byte and spares nearly all files the patterns.
const (
	classBits = 5
	codes     = 1 << (3 * classBits)
)

type anchorTable struct {
	class [256]uint16
	known [codes / 64]uint64
	at    map[uint16][]anchor
}

var anchors = sync.OnceValue(newAnchorTable)

func newAnchorTable() *anchorTable {
	t := &anchorTable{at: make(map[uint16][]anchor)}
	for c := range 26 {
		t.class['a'+c], t.class['A'+c] = uint16(1+c), uint16(1+c)
	}
	for c := '0'; c <= '9'; c++ {
		t.class[c] = 27
	}
	t.class['-'], t.class['_'], t.class['/'], t.class['~'] = 28, 29, 30, 31
	for n, k := range secretKinds {
		for _, word := range k.words() {
			code := t.next(t.next(t.class[word[0]], word[1]), word[2])
			t.known[code/64] |= 1 << (code % 64)
			t.at[code] = append(t.at[code], anchor{word, n})
		}
	}
	return t
}

func (t *anchorTable) next(code uint16, c byte) uint16 {
	return (code<<classBits | t.class[c]) % codes
}

// findSecrets are the secrets of a file, in order and none within another.
func findSecrets(src []byte) []match {
	t := anchors()
	var found []match
	var code uint16
	for i, c := range src {
		code = t.next(code, c)
		if t.known[code/64]&(1<<(code%64)) == 0 || i < 2 {
			continue
		}
		for _, a := range t.at[code] {
			if m, ok := a.match(src, i-2); ok {
				found = append(found, m)
			}
		}
	}
	return apart(found)
}

// match tries an anchor's row where its first three bytes may stand.
func (a anchor) match(src []byte, at int) (match, bool) {
	k := secretKinds[a.kind]
	from := at - k.back
	if from < 0 || len(src)-at < len(a.word) || !bytes.EqualFold(src[at:at+len(a.word)], []byte(a.word)) {
		return match{}, false
	}
	if !k.inside && inWord(src, from) {
		return match{}, false
	}
	if k.needs != "" && !bytes.Contains(restOfLine(src[at:]), []byte(k.needs)) {
		return match{}, false
	}
	groups := k.compiled().FindSubmatchIndex(src[from:])
	if groups == nil {
		return match{}, false
	}
	start, end := groups[0], groups[1]
	for n := 2; n < len(groups); n += 2 {
		if groups[n] >= 0 {
			start, end = groups[n], groups[n+1]
			break
		}
	}
	m := match{src: src, at: from, start: from + start, end: from + end, kind: a.kind}
	ok := k.accepts(&m)
	return m, ok
}

// restOfLine is the line from a place on, with those that a backslash joins to
// it, as far as any shape reaches.
func restOfLine(src []byte) []byte {
	const most = 500
	src = src[:min(len(src), most)]
	for end, c := range src {
		if c == '\n' && (end == 0 || src[end-1] != '\\') {
			return src[:end]
		}
	}
	return src
}

// accepts judges what has the shape.
func (k *secretKind) accepts(m *match) bool {
	v := m.value()
	return entropy(v) >= k.bits && !isStandIn(v) && (k.judge == nil || k.judge(m))
}

// inWord reports that a place is in the middle of a word, and so of something
// longer. The letter of an escape as in "\nghp_" belongs to no word.
func inWord(src []byte, at int) bool {
	if at == 0 || !wordByte(src[at-1]) {
		return false
	}
	escaped := at > 1 && src[at-2] == '\\' || at > 2 && src[at-3] == '%'
	return !escaped
}

func wordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// apart keeps of matches that overlap the one whose row comes first.
func apart(found []match) []match {
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.kind, b.kind)) })
	kept := found[:0]
	for _, m := range found {
		last := len(kept) - 1
		switch {
		case last < 0 || kept[last].end <= m.start:
			kept = append(kept, m)
		case m.kind < kept[last].kind:
			kept[last] = m
		}
	}
	return kept
}
