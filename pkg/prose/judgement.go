package prose

// judged reads words that judge care or character.
func (s *sentence) judged(i int) {
	if s.guarded(i) || s.at(i+1) == "loading" {
		return
	}
	who := noun{}
	if n := s.subject(i); n.accountable() && s.has(i-1, be|adverb|aux) {
		who = n
	} else if s.has(i+1, person|team) {
		who = noun{somebody, i + 1, i + 2}
	} else if n := s.possessor(i); n.accountable() {
		who = n
	}
	kind := Quality
	if s.has(i, verdict) {
		kind = Verdict
	}
	s.remark(Blame, kind, who, i, i+1)
}

// saying reads idioms of the same kind.
func (s *sentence) saying(i int) {
	n := s.phraseAt(i, idiom)
	if n == 0 || s.guarded(i) || s.at(i-1) == "seemed" || s.at(i-1) == "looked" {
		return
	}
	who := s.subject(i)
	if who.to > who.from && s.at(who.from-1) == "what" {
		return // "what we did wrong, what we did right"
	}
	if !who.accountable() {
		who = noun{}
	}
	s.remark(Blame, Quality, who, i, i+n)
}

// carefully reads care as the remedy. "A more careful migration" asks for a
// migration.
func (s *sentence) carefully(i int) {
	n := s.phraseAt(i, care)
	if n == 0 || s.guarded(i) || s.has(i+n, neg) || s.at(i+n) == "can" || s.at(i) == "more" && s.at(i+1) == "careful" && s.plainNoun(i+2) {
		return
	}
	k := i
	for s.at(k-1) == "be" || s.at(k-1) == "to" || s.has(k-1, modal) || demands(s.at(k-1)) {
		k--
	}
	who := s.subject(k)
	switch who.role {
	case outside, noOne:
		return
	case somebody, ourselves:
	default:
		who = noun{}
	}
	s.remark(HumanError, CareAsFix, who, i, i+n)
}

// plainNoun reports a word that none of the groups of grammar know.
func (s *sentence) plainNoun(i int) bool {
	return i < len(s.toks) && s.toks[i].kind == word && !s.toks[i].is(prep|conj|opener|det|adverb)
}

// demanded reads what somebody else is told to do better; "we have to do better"
// is a way to close.
func (s *sentence) demanded(i int) {
	n := s.phraseAt(i, effort)
	if n == 0 {
		return
	}
	k := i - 1
	if s.at(k) == "to" {
		k--
	}
	if !demands(s.at(k)) {
		return
	}
	who := s.subject(k)
	if who.role == somebody || who.role == unknown {
		s.remark(Blame, Demand, who, k, i+n)
	}
}

// demands reports a word that asks something of its subject.
func demands(word string) bool {
	switch word {
	case "must", "should", "need", "needs", "has", "have", "ought", "will", "shall":
		return true
	}
	return false
}
