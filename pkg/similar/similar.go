// Package similar finds the past incidents that are most like one, by the words
// that they share: BM25 with a weight for each part of a file. It reads the bytes
// of files, not their meaning, because ten thousand of them are gone through for
// one answer. The same files give the same answer everywhere.
package similar

import (
	"cmp"
	"math"
	"slices"
)

// Match is a file that shares something with the query.
type Match struct {
	Doc    int      // which one, counted from 0 in the order of Add
	Score  float64  // from 0 to 1: 1 says all that the query says
	Near   bool     // enough to speak of a repeat
	Words  []string // the words shared, as the query has them, heaviest first
	Alerts []string // the fingerprints of alerts shared
}

// Index collects what files have in common with one query. Its size grows with
// the words shared, not with the files.
type Index struct {
	query  *Query
	all    *Index // where words are counted
	scan   scanner
	docs   []doc
	shared []posting
	seen   []uint32 // of the file being read: weight of each of the query's terms
	hits   []uint16 // which of those are not 0
	length uint32
}

// doc is one file: where its postings end, and how long it is, in quarter words.
type doc struct {
	end    int
	length uint32
}

// posting is a term of the query in a file, with its weight in quarter words.
type posting struct{ term, weight uint16 }

// NewIndex is an index for one query.
func NewIndex(q *Query) *Index {
	x := &Index{query: q, seen: make([]uint32, len(q.terms))}
	x.all = x
	x.scan = scanner{word: x.word, alert: x.alert}
	return x
}

// Add reads a file. It keeps nothing of src.
func (x *Index) Add(src []byte) {
	x.length = 0
	x.scan.file(src)
	x.added()
}

func (x *Index) added() {
	for _, t := range x.hits {
		x.shared = append(x.shared, posting{t, uint16(min(x.seen[t], math.MaxUint16))})
		x.seen[t] = 0
	}
	x.hits = x.hits[:0]
	x.docs = append(x.docs, doc{len(x.shared), x.length})
}

// AddTitle is Add for an incident of which only a title is known, or its ID.
func (x *Index) AddTitle(title string) {
	x.length = 0
	x.scan.words(titleField, []byte(title))
	x.added()
}

// Among takes how rare words are from an index over more incidents: what is read
// in full may be a choice of those.
func (x *Index) Among(all *Index) { x.all = all }

func (x *Index) word(f field, word []byte) {
	weight := weights[f]
	x.length += weight
	if weight > 0 && x.query.begins.has(word) {
		if t, ok := x.query.byStem[string(stem(word))]; ok {
			x.hit(t, weight)
		}
	}
}

func (x *Index) alert(fingerprint []byte) {
	if t, ok := x.query.byAlert[string(fingerprint)]; ok {
		x.hit(t, weights[titleField])
	}
}

func (x *Index) hit(term uint16, weight uint32) {
	if x.seen[term] == 0 {
		x.hits = append(x.hits, term)
	}
	x.seen[term] += weight
}

// Nearest are the files most like the query, the nearest first, at most n.
func (x *Index) Nearest(n int) []Match {
	r := x.ranking()
	if r.whole == 0 {
		return nil
	}
	var found []Match
	for d := range x.docs {
		score := 0.0
		for _, p := range x.postings(d) {
			score += r.value(d, p)
		}
		if score > 0 {
			found = append(found, Match{Doc: d, Score: score / r.whole})
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	found = found[:min(n, len(found))]
	for i := range found {
		r.explain(&found[i])
	}
	return found
}

// postings are what the query and a file share.
func (x *Index) postings(d int) []posting {
	begin := 0
	if d > 0 {
		begin = x.docs[d-1].end
	}
	return x.shared[begin:x.docs[d].end]
}
