package similar

import (
	"cmp"
	"math"
	"slices"
)

// The constants of BM25F (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009), with the values that the literature settles on: how soon a
// word said again adds nothing in a file, and in the query; how far a long file
// counts for less.
const (
	fileSaturation  = 1.2
	querySaturation = 8
	lengthPart      = 0.75
)

// maxTerms is how many of a file's words decide when it is the query: those that
// weigh most. The tail says what its author likes to write.
const maxTerms = 40

// What makes a match near: its share of a query that is a title, of one that is a
// whole file, the words shared, and how rare they are together. Words that so many
// files would share by chance, one in 150 or the only one of fewer, say nothing.
const (
	nearTitle, nearTitleWords = 0.67, 2
	nearFile, nearFileWords   = 0.45, 3
	nearRarity                = 5 // the natural logarithm of 150
)

// ranking is an index that is complete.
type ranking struct {
	*Index
	rarity  []float64 // of each term of the query: the more, the fewer files have it
	values  []float64 // what a term is worth; 0 for those that do not decide
	whole   float64   // the score of a file that says what the query says
	average float64   // length of a file
}

func (x *Index) ranking() ranking {
	terms := x.query.terms
	r := ranking{Index: x, rarity: make([]float64, len(terms)), values: make([]float64, len(terms))}
	in := make([]int, len(terms))
	for _, p := range x.all.shared {
		in[p.term]++
	}
	for _, p := range x.shared {
		if x.all != x && terms[p.term].alert { // no title names one
			in[p.term]++
		}
	}
	known, sum := 0, 0.0
	for t, term := range terms {
		r.rarity[t] = math.Log1p((float64(len(x.all.docs)-in[t]) + 0.5) / (float64(in[t]) + 0.5))
		if in[t] > 0 {
			r.values[t] = rounded(r.rarity[t] * term.worth())
			known, sum = known+1, sum+r.values[t]
		}
	}
	// What no other file says is chance in a long file. In a title it is a sign that
	// this is new, but one strange word must not outweigh all others. Fingerprints are
	// new with every machine, and say nothing then.
	for t := range terms {
		if in[t] == 0 && x.query.title && known > 0 && !terms[t].alert {
			r.values[t] = rounded(sum / float64(known))
		}
	}
	r.keepHeaviest()
	for t, v := range r.values {
		r.whole += rounded(v * part(terms[t].weight, 1))
	}
	for _, d := range x.docs {
		r.average += float64(d.length)
	}
	r.average = max(r.average/float64(max(len(x.docs), 1)), 1)
	return r
}

// keepHeaviest lets only maxTerms of a file decide.
func (r *ranking) keepHeaviest() {
	if r.query.title || len(r.values) <= maxTerms {
		return
	}
	order := make([]int, len(r.values))
	for t := range order {
		order[t] = t
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.values[b], r.values[a]) })
	for _, t := range order[maxTerms:] {
		r.values[t] = 0
	}
}

// value is what a shared term adds to a file's score.
func (r *ranking) value(d int, p posting) float64 {
	return rounded(r.values[p.term] * part(uint32(p.weight), float64(r.docs[d].length)/r.average))
}

// part is how much of a term's value a file has that says it with some weight; length
// is the file's beside that of others.
func part(weight uint32, length float64) float64 {
	said := float64(weight) / quarters
	return said / (said + fileSaturation*(1-lengthPart+lengthPart*length))
}

// rounded makes sums the same on every processor: some multiply and add in one
// step, with another last bit.
func rounded(v float64) float64 { return math.Round(v*(1<<20)) / (1 << 20) }

// explain adds what is shared, and whether that is much.
func (r *ranking) explain(m *Match) {
	shared := slices.DeleteFunc(slices.Clone(r.postings(m.Doc)), func(p posting) bool { return r.values[p.term] == 0 })
	slices.SortStableFunc(shared, func(a, b posting) int {
		return cmp.Or(cmp.Compare(r.value(m.Doc, b), r.value(m.Doc, a)), cmp.Compare(a.term, b.term))
	})
	m.Score = min(m.Score, 1)
	rarity := 0.0
	for _, p := range shared {
		rarity += r.rarity[p.term]
		if term := r.query.terms[p.term]; term.alert {
			m.Alerts = append(m.Alerts, term.text)
		} else {
			m.Words = append(m.Words, term.text)
		}
	}
	share, words := nearFile, nearFileWords
	if r.query.title {
		share, words = nearTitle, nearTitleWords
	}
	rare := rarity >= min(nearRarity, math.Log(float64(len(r.all.docs))))
	m.Near = len(m.Alerts) > 0 || m.Score >= share && len(m.Words) >= words && rare
}
