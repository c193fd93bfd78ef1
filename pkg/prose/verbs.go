package prose

// passive is where the form of "be" stands that makes the participle at v a
// passive that was: "was deleted", "had been wrongly deleted". It is -1 for what
// may be ("can be deleted"), shall be, or is being done.
func (s *sentence) passive(v int) int {
	for i := v - 1; i >= 0; i-- {
		t := s.toks[i]
		switch {
		case t.low == "being":
			return -1
		case t.is(be):
			if i > 0 && (s.toks[i-1].low == "to" || t.low == "be" && s.toks[i-1].is(modal|adverb|neg)) {
				return -1
			}
			if t.low == "been" && s.modalBefore(i) {
				return -1
			}
			return i
		case t.is(adverb | neg):
		default:
			return -1
		}
	}
	return -1
}

// modalBefore reports a modal in the verb group that ends at i.
func (s *sentence) modalBefore(i int) bool {
	for i--; i >= 0 && s.toks[i].is(aux|modal|adverb|neg); i-- {
		if s.toks[i].is(modal) {
			return true
		}
	}
	return false
}

// guarded reports that what stands at i is to be prevented, is made harder or
// is denied: "reduce human error", "harder to accidentally run".
func (s *sentence) guarded(i int) bool {
	told, opened := false, false // a verb that says it happened; a clause inside
	for k, steps := i-1, 0; k >= 0 && steps < 12; k, steps = k-1, steps+1 {
		t := s.toks[k]
		switch {
		case t.low == ";" || t.low == ":":
			return false
		case t.is(risk) || t.is(guard) && t.forms&(base|ing|third) != 0 && t.forms&past == 0:
			return !told || opened
		case steps < 3 && t.is(neg):
			return true
		case t.low == "had" || t.low == "was" || t.low == "were":
			told = true
		case t.is(opener):
			opened = true
		}
	}
	return false
}

// clauseEnd is the end of the clause that goes on at i.
func (s *sentence) clauseEnd(i int) int {
	for ; i < len(s.toks); i++ {
		t := s.toks[i]
		if t.low == ";" || t.low == ":" || t.low == "," && i+1 < len(s.toks) && s.toks[i+1].is(conj|opener) {
			return i
		}
	}
	return i
}

// happened reports a verb that tells of the past: "forgot", "had forgotten".
func (s *sentence) happened(i int) bool {
	t := s.toks[i]
	if t.forms&past != 0 {
		return true
	}
	if t.forms&participle == 0 {
		return false
	}
	for k := i - 1; k >= 0 && s.toks[k].is(aux|adverb|neg); k-- {
		if w := s.at(k); w == "had" || w == "have" || w == "has" || w == "'ve" || w == "'d" {
			return true
		}
	}
	return false
}

// within reports a word among the next few after i.
func (s *sentence) within(i, most int, word string) bool {
	for k := i + 1; k <= i+most; k++ {
		if s.at(k) == word {
			return true
		}
	}
	return false
}

// participleAt reports a word that can be a past participle.
func (s *sentence) participleAt(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	t := s.toks[i]
	return t.kind == word && (t.forms&participle != 0 || t.forms == 0 && len(t.low) > 4 && endsInAny(t.low, "ed"))
}

// skip goes forward over adverbs and the groups given.
func (s *sentence) skip(i int, over group) int {
	for i < len(s.toks) && s.toks[i].kind == word && s.toks[i].is(over) {
		i++
	}
	return i
}

// at is the word at i, "" past the ends and for quoted words.
func (s *sentence) at(i int) string {
	if i < 0 || i >= len(s.toks) || s.toks[i].quoted {
		return ""
	}
	return s.toks[i].low
}

// has reports that the token at i is in a group and not quoted.
func (s *sentence) has(i int, g group) bool {
	return i >= 0 && i < len(s.toks) && !s.toks[i].quoted && s.toks[i].is(g)
}
