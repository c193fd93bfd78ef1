package similar

import (
	"cmp"
	"slices"
)

// maxVocabulary is how many terms a query has at most; the words of a file of
// ordinary size.
const maxVocabulary = 512

// Query is what incidents are compared with: an incident, or some words.
type Query struct {
	terms   []term
	byStem  map[string]uint16
	byAlert map[string]uint16
	begins  beginnings
	title   bool // it is no file but a few words, all of which count
}

// term is a word of the query, or a fingerprint.
type term struct {
	text   string // as written where it weighs most, in lower case
	alert  bool
	weight uint32 // in quarter words
	most   uint32 // the weight of the heaviest place where it stands
}

// worth is how much the query makes of a term.
func (t term) worth() float64 {
	if t.alert {
		return alertWorth
	}
	said := float64(t.weight) / quarters
	return said / (said + querySaturation)
}

// alertWorth is the worth of a fingerprint: the same alert fired, which says more
// than any one word.
const alertWorth = 4

// FromFile is the query for incidents like the one in a file.
func FromFile(src []byte) *Query {
	q := newQuery()
	s := scanner{word: q.add, alert: q.addAlert}
	s.file(src)
	return q.done()
}

// Subject is what is known of an incident when it is recorded.
type Subject struct {
	Title                  string
	Services, Tags, Alerts []string
}

// FromSubject is the query for incidents like one that has just begun. All that is
// said counts: what no past incident has is a sign that this one is new.
func FromSubject(about Subject) *Query {
	q := newQuery()
	q.title = true
	s := scanner{word: q.add}
	s.words(titleField, []byte(about.Title))
	for _, v := range about.Services {
		s.words(servicesField, []byte(v))
	}
	for _, v := range about.Tags {
		s.words(tagsField, []byte(v))
	}
	for _, v := range about.Alerts {
		q.addAlert([]byte(v))
	}
	return q.done()
}

// Empty reports that there is nothing to compare with: no word that says what
// happened.
func (q *Query) Empty() bool { return len(q.terms) == 0 }

func newQuery() *Query {
	return &Query{byStem: map[string]uint16{}, byAlert: map[string]uint16{}}
}

func (q *Query) add(f field, word []byte) {
	weight := weights[f]
	if weight == 0 || stopped(word) {
		return
	}
	text := string(word)
	key := string(stem(word))
	if stopped([]byte(key)) {
		return
	}
	n, ok := q.byStem[key]
	if !ok {
		if len(q.terms) == 1<<16-1 {
			return
		}
		n = uint16(len(q.terms))
		q.byStem[key] = n
		q.terms = append(q.terms, term{})
	}
	t := &q.terms[n]
	if weight > t.most {
		t.most, t.text = weight, text
	}
	t.weight += weight
}

func (q *Query) addAlert(fingerprint []byte) {
	if _, ok := q.byAlert[string(fingerprint)]; ok || len(q.terms) == 1<<16-1 {
		return
	}
	q.byAlert[string(fingerprint)] = uint16(len(q.terms))
	q.terms = append(q.terms, term{text: string(fingerprint), alert: true, weight: weights[titleField]})
}

// done keeps the heaviest terms of a long file, numbers them anew, and notes how
// they begin.
func (q *Query) done() *Query {
	if len(q.terms) > maxVocabulary {
		q.cut()
	}
	for key := range q.byStem {
		q.begins.add(key)
	}
	return q
}

func (q *Query) cut() {
	order := make([]uint16, len(q.terms))
	for n := range order {
		order[n] = uint16(n)
	}
	slices.SortStableFunc(order, func(a, b uint16) int {
		return cmp.Or(cmp.Compare(q.terms[b].worth(), q.terms[a].worth()), cmp.Compare(a, b))
	})
	place := make(map[uint16]uint16, maxVocabulary)
	kept := make([]term, maxVocabulary)
	for n, old := range order[:maxVocabulary] {
		place[old], kept[n] = uint16(n), q.terms[old]
	}
	for _, index := range []map[string]uint16{q.byStem, q.byAlert} {
		for key, old := range index {
			if n, ok := place[old]; ok {
				index[key] = n
			} else {
				delete(index, key)
			}
		}
	}
	q.terms = kept
}

// beginnings are the first three letters of words. Most words of a file begin as
// none of the query does, and need not be looked up.
type beginnings [1 << 15 / 64]uint64

func (b *beginnings) add(word string) {
	n := beginning([]byte(word))
	b[n/64] |= 1 << (n % 64)
}

func (b *beginnings) has(word []byte) bool {
	n := beginning(word)
	return b[n/64]&(1<<(n%64)) != 0
}

// beginning folds three letters of five bits each, in which a to z differ.
func beginning(word []byte) uint16 {
	var n uint16
	for i := range 3 {
		n <<= 5
		if i < len(word) {
			n |= uint16(word[i] & 31)
		}
	}
	return n
}
