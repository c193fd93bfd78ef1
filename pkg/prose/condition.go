package prose

// supposed reads "was supposed to" with a person as its subject.
func (s *sentence) supposed(i int) {
	if s.at(i+1) != "to" || !s.has(i-1, aux|adverb) {
		return
	}
	who := s.subject(i)
	if s.vague(who) && s.at(i+2) == "be" {
		return // "they were supposed to be paused"
	}
	if who.accountable() || who.role == unknown && s.has(i+2, duty|deed|mind) {
		s.remark(Counterfactual, ShouldHave, who, i, i+2)
	}
}

// condition reads the other half of a counterfactual: "if the team had looked",
// "had we tested", "if only".
func (s *sentence) condition(i int) {
	switch s.at(i) {
	case "if":
		s.ifHad(i)
	case "had":
		if i == 0 || s.toks[i-1].kind == mark || s.clauseBreak(i) {
			s.hadDone(i)
		}
	}
}

// clauseBreak reports that a clause can begin with "had" at i: "could have been
// avoided had we ...".
func (s *sentence) clauseBreak(i int) bool {
	return s.has(i+1, self|pronoun) || s.has(i+1, det) && (s.has(i+2, person|team) || s.has(i+3, person|team))
}

func (s *sentence) ifHad(i int) {
	if s.at(i+1) == "only" {
		s.remark(Counterfactual, WouldHave, noun{}, i, i+2)
		return
	}
	end := s.clauseEnd(i)
	for k := i + 2; k < end && k < i+12; k++ {
		if s.at(k) != "had" && s.at(k) != "'d" {
			continue
		}
		who := s.nounAt(k - 1)
		done := s.skip(k+1, adverb)
		if who.accountable() && s.participleAt(done) && s.wishes() {
			s.remark(Counterfactual, WouldHave, who, i, done+1)
		}
		return
	}
}

// hadDone reads an inverted condition.
func (s *sentence) hadDone(i int) {
	for k := i + 1; k < len(s.toks) && k < i+6; k++ {
		if s.has(k, neg) {
			return
		}
		if !s.participleAt(k) || k == i+1 {
			continue
		}
		who := s.nounAt(s.head(k - 1))
		if who.accountable() && s.wishes() {
			who.from = max(who.from, i+1)
			s.remark(Counterfactual, WouldHave, who, i, k+1)
		}
		return
	}
}

// wishes reports a would, could or might in the sentence: without one, "if we
// had" only tells.
func (s *sentence) wishes() bool {
	for k := range s.toks {
		switch s.at(k) {
		case "would", "could", "might", "wo":
			return true
		case "'d":
			if s.within(k, 2, "have") {
				return true
			}
		}
	}
	return false
}
