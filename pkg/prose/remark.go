package prose

import (
	"cmp"
	"slices"
)

// reading looks for one kind of language in a sentence. Most sentences hold no
// word that it begins with, and it is not asked about those.
type reading struct {
	cue  group
	read func(s *sentence, i int) // called for each token of the cue
}

// readings are all of them. Where remarks overlap, the earlier reading is kept.
var readings = []reading{
	{modal, (*sentence).wish},
	{expected, (*sentence).supposed},
	{conditional, (*sentence).condition},
	{slip | wrongly, (*sentence).slipped},
	{accidental, (*sentence).accident},
	{lapse, (*sentence).lapsed},
	{fumble, (*sentence).fumbled},
	{amiss, (*sentence).wrongStroke},
	{avoidable, (*sentence).avoidable},
	{deed, (*sentence).wrongObject},
	{omit | forget, (*sentence).omitted},
	{overlook | miss, (*sentence).overlooked},
	{neg, (*sentence).neglected},
	{neg, (*sentence).notEnough},
	{nobody, (*sentence).nobodyDid},
	{quality | verdict, (*sentence).judged},
	{care, (*sentence).carefully},
	{effort, (*sentence).demanded},
	{idiom, (*sentence).saying},
	{cause, (*sentence).caused},
	{wisdom, (*sentence).inHindsight},
	{signs, (*sentence).signsSeen},
}

// remark adds a remark about the tokens [from, to) on who did what. What a reading
// looks for beyond the ends of the sentence is cut off; an allowed phrase anywhere
// in the remark is reason to say nothing.
func (s *sentence) remark(c Class, k Kind, who noun, from, to int) {
	from, to = max(from, 0), min(to, len(s.toks))
	if s.allowed(from, to) || who.agent() != Nobody && s.allowed(who.from, who.to) {
		return
	}
	first, last := s.toks[from], s.toks[to-1]
	m := Remark{Class: c, Kind: k, Agent: who.agent(), Start: first.start, End: last.end, What: s.text[first.start:last.end]}
	if (m.Agent != Nobody || who.role == unknown) && who.to > who.from {
		if m.Agent != Nobody {
			m.Who = s.text[s.toks[who.from].start:s.toks[who.to-1].end]
		}
		m.Start = min(m.Start, s.toks[who.from].start)
		m.End = max(m.End, s.toks[who.to-1].end)
	}
	s.found = append(s.found, m)
}

func (s *sentence) allowed(from, to int) bool {
	return slices.ContainsFunc(s.toks[from:max(from, to)], func(t token) bool { return t.allowed })
}

// read runs every reading that has a cue in the sentence.
func (s *sentence) read() {
	var all group
	for _, t := range s.toks {
		if !t.quoted {
			all |= t.in
		}
	}
	for _, r := range readings {
		if all&r.cue == 0 {
			continue
		}
		for i, t := range s.toks {
			if t.is(r.cue) && !t.quoted {
				r.read(s, i)
			}
		}
	}
	s.singles()
}

// remarks are the sentence's remarks in order. Each on somebody else counts, one
// of a class; of ourselves or nobody, one is enough to think the sentence over.
func (s *sentence) remarks() []Remark {
	slices.SortStableFunc(s.found, func(a, b Remark) int { return cmp.Compare(b.Agent, a.Agent) })
	var kept []Remark
	for _, m := range s.found {
		if !slices.ContainsFunc(kept, func(k Remark) bool {
			return m.Agent != Other || m.Class == k.Class || m.Start < k.End && k.Start < m.End
		}) {
			kept = append(kept, m)
		}
	}
	slices.SortFunc(kept, func(a, b Remark) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}

// phraseAt is how many tokens a phrase of the group covers that begins at i, 0
// for none.
func (s *sentence) phraseAt(i int, in group) int {
	longest := 0
	for _, p := range english().phrases[s.toks[i].low] {
		if p.in == in && len(p.rest) >= longest && follows(s.toks, i+1, p.rest) {
			longest = len(p.rest) + 1
		}
	}
	return longest
}
