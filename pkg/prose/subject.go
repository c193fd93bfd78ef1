package prose

// subject is the subject of the verb, or of the adverb before it, at v.
func (s *sentence) subject(v int) noun {
	j := s.head(v - 1)
	if j < 0 {
		return noun{}
	}
	t := s.toks[j]
	switch {
	case t.low == "," && t.kind == mark:
		if k := s.aside(j); k > 0 {
			return s.nounAt(k - 1)
		}
		return s.leading(j)
	case t.is(conj):
		return s.leading(j)
	case t.kind == mark:
		return noun{}
	case t.low == "who":
		if n := s.antecedent(j); n.role != system && n.role != missing {
			n.to = j + 1
			return n
		}
		return noun{role: it, from: j, to: j + 1} // "shows who broke it"
	case t.low == "that" || t.low == "which":
		return s.antecedent(j)
	case t.is(opener):
		return noun{}
	}
	return s.nounAt(j)
}

// head goes back over auxiliaries, adverbs and asides in brackets.
func (s *sentence) head(j int) int {
	for ; j >= 0; j-- {
		t := s.toks[j]
		if t.low == ")" {
			for j > 0 && s.toks[j].low != "(" {
				j--
			}
			continue
		}
		if t.low == "up" && j > 0 && s.toks[j-1].low == "ended" {
			j--
			continue
		}
		if t.is(person|team|name) || !t.is(aux|modal|neg|adverb) && t.low != "'s" && t.low != "*" {
			return j
		}
	}
	return j
}

// antecedent is what a relative pronoun at j stands for.
func (s *sentence) antecedent(j int) noun {
	if j > 0 && s.toks[j-1].low == "," {
		j--
	}
	if j == 0 || s.toks[j-1].kind == mark {
		return noun{role: it, from: j, to: j + 1}
	}
	return s.nounAt(j - 1)
}

// aside is where ", who was tired," begins that ends at the comma j; 0 when
// there is none.
func (s *sentence) aside(j int) int {
	listed := false // "and" in between: no apposition, but perhaps a relative clause
	for k := j - 1; k > 0 && k > j-16; k-- {
		if s.toks[k].low == ";" {
			return 0
		}
		listed = listed || s.toks[k].is(conj)
		if s.toks[k].low == "," {
			if next := s.toks[k+1]; next.low == "who" || next.low == "which" || next.low == "whose" || next.is(det) && !listed {
				return k
			}
			return 0
		}
	}
	return 0
}

// leading is the subject that a clause shares with the one before: "an operator
// opened the console and forgot to ...".
func (s *sentence) leading(j int) noun {
	for k := j - 1; k >= 0; k-- {
		t := s.toks[k]
		if t.low == ";" || t.low == ":" || t.is(opener) && !t.is(thing) {
			break
		}
		if t.is(person|team|pronoun|self|handle|name|department) && k+1 < j && (s.finite(k+1) || t.is(handle|name) && s.plainNoun(k+1)) && (k == 0 || !s.toks[k-1].is(prep)) {
			return s.nounAt(k)
		}
		if t.kind == word && t.capital && k == 0 && s.finite(1) {
			return s.nounAt(k)
		}
	}
	return noun{}
}

// finite reports that what stands at i goes on with a verb.
func (s *sentence) finite(i int) bool {
	t := s.toks[i]
	return t.is(aux|modal|adverb|neg) || t.forms&(past|third) != 0 || t.kind == word && endsInAny(t.low, "ed")
}
