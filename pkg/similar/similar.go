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

// The constants of BM25F (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009): how soon a word said again adds nothing, and how far a long
// file counts for less. The values are those that the literature settles on.
const (
	saturation = 1.2
	lengthPart = 0.75
)

// maxTerms is how many of the query's terms decide: those that weigh most. The
// tail of a long file's words says what its author likes to write.
const maxTerms = 40

// Match is a file that shares something with the query.
type Match struct {
	Doc     int      // which one, counted from 0 in the order of Add
	Score   float64  // from 0 to 1: how much of what the query says is there
	Words   []string // the words shared, as the query has them, heaviest first
	Alerts  []string // the fingerprints of alerts shared
	Weights int      // how many of the query's terms are shared
}

// Index collects what files have in common with one query. Its size grows with
// the words shared, not with the files.
type Index struct {
	query  *Query
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
	x.scan = scanner{word: x.word, alert: x.alert}
	return x
}

// Add reads a file. It keeps nothing of src.
func (x *Index) Add(src []byte) {
	x.length = 0
	x.scan.file(src)
	for _, t := range x.hits {
		x.shared = append(x.shared, posting{t, uint16(min(x.seen[t], math.MaxUint16))})
		x.seen[t] = 0
	}
	x.hits = x.hits[:0]
	x.docs = append(x.docs, doc{len(x.shared), x.length})
}

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
	value := x.values()
	whole := 0.0
	for _, v := range value {
		whole += v
	}
	if whole == 0 {
		return nil
	}
	average := x.averageLength()
	var found []Match
	begin := 0
	for d, doc := range x.docs {
		norm := saturation * (1 - lengthPart + lengthPart*float64(doc.length)/average)
		score := 0.0
		for _, p := range x.shared[begin:doc.end] {
			score += rounded(value[p.term] * part(p.weight, norm))
		}
		begin = doc.end
		if score > 0 {
			found = append(found, Match{Doc: d, Score: score / whole})
		}
	}
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	found = found[:min(n, len(found))]
	for i := range found {
		x.explain(&found[i], value)
	}
	return found
}

// part is how much of a term's value a file has that says it so often; norm is
// the saturation for its length.
func part(weight uint16, norm float64) float64 {
	said := float64(weight) / 4
	return said / (said + norm)
}

// rounded makes sums the same on every processor: some multiply and add in one
// step, with another last bit.
func rounded(v float64) float64 { return math.Round(v*(1<<20)) / (1 << 20) }

// values is what each term of the query is worth: more when the query makes much
// of it and few files have it; 0 for those beyond maxTerms.
func (x *Index) values() []float64 {
	in := make([]int, len(x.query.terms))
	for _, p := range x.shared {
		in[p.term]++
	}
	value := make([]float64, len(x.query.terms))
	order := make([]int, len(value))
	for t, term := range x.query.terms {
		rarity := math.Log1p((float64(len(x.docs)-in[t]) + 0.5) / (float64(in[t]) + 0.5))
		value[t] = rounded(rarity * term.worth())
		order[t] = t
	}
	if x.query.whole {
		return value
	}
	for t := range value {
		if in[t] == 0 {
			value[t] = 0
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(value[b], value[a]) })
	for _, t := range order[min(maxTerms, len(order)):] {
		value[t] = 0
	}
	return value
}

func (x *Index) averageLength() float64 {
	sum := 0.0
	for _, d := range x.docs {
		sum += float64(d.length)
	}
	return max(sum/float64(len(x.docs)), 1)
}

// explain adds what is shared.
func (x *Index) explain(m *Match, value []float64) {
	begin := 0
	if m.Doc > 0 {
		begin = x.docs[m.Doc-1].end
	}
	average := x.averageLength()
	norm := saturation * (1 - lengthPart + lengthPart*float64(x.docs[m.Doc].length)/average)
	shared := slices.Clone(x.shared[begin:x.docs[m.Doc].end])
	slices.SortStableFunc(shared, func(a, b posting) int {
		return cmp.Or(cmp.Compare(rounded(value[b.term]*part(b.weight, norm)), rounded(value[a.term]*part(a.weight, norm))), cmp.Compare(a.term, b.term))
	})
	for _, p := range shared {
		term := x.query.terms[p.term]
		switch {
		case value[p.term] == 0:
		case term.alert:
			m.Alerts = append(m.Alerts, term.text)
			m.Weights++
		default:
			m.Words = append(m.Words, term.text)
			m.Weights++
		}
	}
}
