package prose

// wish reads modal verbs with "have": what somebody should, could or would have
// done. A requirement ("should have an alert") has no participle, a regret has.
func (s *sentence) wish(i int) {
	have := s.skip(i+1, adverb)
	if s.at(have) == "to" {
		have = s.skip(have+1, adverb)
	}
	denied := false
	for s.has(have, neg) {
		denied = true
		have = s.skip(have+1, adverb)
	}
	if w := s.at(have); w != "have" && w != "'ve" && w != "had" || s.asked() {
		return
	}
	verb := have + 1
	for s.has(verb, neg|adverb) {
		denied = denied || s.has(verb, neg)
		verb++
	}
	switch s.at(i) {
	case "should", "ought", "shall":
		s.shouldHave(i, verb, denied)
	case "could", "might", "may":
		if !denied {
			s.couldHave(i, verb)
		}
	case "would", "'d":
		s.wouldHave(i, verb, denied)
	}
}

// asked reports a sentence that wonders rather than regrets.
func (s *sentence) asked() bool {
	return s.at(len(s.toks)-1) == "?" || s.at(len(s.toks)-2) == "?"
}

func (s *sentence) shouldHave(i, verb int, denied bool) {
	who := s.subject(i)
	if s.at(verb) == "been" {
		done := s.skip(verb+1, adverb)
		switch {
		case s.automatic(verb+1, done):
		case denied && s.has(done, ship) && s.participleAt(done) && s.agentOf(done) != system:
			s.remark(Counterfactual, ShouldHave, s.neutral(who), i, done+1) // "it should not have been merged"
		case done >= len(s.toks) || s.toks[done].kind == mark && s.at(done) != ",":
			if s.than(i) || s.at(done) == ":" {
				s.remark(Counterfactual, ShouldHave, s.neutral(who), i, done)
			}
		case who.accountable(), s.possessed(who), s.has(done, better), s.has(done, watch) && s.participleAt(done) && s.agentOf(done) != system:
			s.remark(Counterfactual, ShouldHave, s.owned(who), i, done+1)
		}
		return
	}
	if s.than(i) && (verb >= len(s.toks) || s.toks[verb].kind == mark) {
		s.remark(Counterfactual, ShouldHave, s.neutral(who), i, verb)
		return
	}
	if who.accountable() && verb < len(s.toks) && s.toks[verb].kind == mark && s.at(verb) != ":" {
		s.remark(Counterfactual, ShouldHave, who, i, verb) // "as I should have"
		return
	}
	if !s.participleAt(verb) || s.at(verb+1) == "access" {
		return
	}
	human := s.has(verb, deed|duty|watch|common|mind)
	switch {
	case who.accountable() && (human || !s.vague(who)),
		who.role == unknown && human,
		who.role == missing && s.opensClause(i),
		denied && who.to > who.from && (who.role == it && s.at(who.from) != "that" || s.has(who.to-1, outcome)), // "it should not have lasted"
		s.improves(verb),
		s.has(verb, guarding):
		s.remark(Counterfactual, ShouldHave, s.neutral(who), i, verb+1)
	}
}

// opensClause reports that nothing stands before the verb group at i that could be
// its subject: "(should have looked closer)".
func (s *sentence) opensClause(i int) bool {
	j := s.head(i - 1)
	return j < 0 || s.toks[j].kind == mark && s.toks[j].low != "," && s.toks[j].low != ")"
}

// than reports "longer than it should have".
func (s *sentence) than(i int) bool { return s.at(i-1) == "than" || s.at(i-2) == "than" }

// possessed reports something of ours as the subject: "our limit".
func (s *sentence) possessed(n noun) bool {
	return n.role == system && n.to > n.from && s.has(n.from, ours)
}

// owned makes a subject that is ours ourselves.
func (s *sentence) owned(n noun) noun {
	if s.possessed(n) {
		n.role = ourselves
	}
	return n
}

// automatic reports that a machine should have done it.
func (s *sentence) automatic(from, to int) bool {
	for i := from; i <= to+1; i++ {
		if s.at(i) == "automatically" {
			return true
		}
	}
	return false
}

// agentOf is who did it, of a passive whose participle is at v.
func (s *sentence) agentOf(v int) role {
	for i := v + 1; i < len(s.toks) && i < v+4; i++ {
		if s.at(i) == "by" {
			n, _ := s.by(i)
			return n.role
		}
	}
	return missing
}

func (s *sentence) couldHave(i, verb int) {
	who := s.subject(i)
	if who.role == hostile || who.role == outside || s.at(who.from) == "no" {
		return
	}
	if s.at(verb) == "been" {
		if s.at(i) == "may" {
			return
		}
		done := s.skip(verb+1, adverb)
		if s.has(done, better) || s.at(done) == "more" || s.has(done, good|watch|deed) && s.participleAt(done) && !s.has(done, bad|harm) ||
			s.comparison(i, done) || s.at(i-1) == "there" && s.at(i) == "could" && !s.has(done, bad|harm) {
			s.remark(Counterfactual, CouldHave, who, i, done+1)
		}
		return
	}
	if who.accountable() && s.comparison(i, verb) {
		s.remark(Counterfactual, CouldHave, who, i, verb) // "not as fast as we could have"
		return
	}
	if !s.participleAt(verb) || s.at(i) == "may" && !s.has(verb, guarding) {
		return
	}
	regret := s.at(i) == "could" && (who.accountable() && !s.vague(who) && !s.has(verb, bad) || who.role == missing && s.opensClause(i))
	if regret && !s.has(verb, good) && s.nearMiss() || !regret && (!s.has(verb, good) || s.harms(verb+1)) {
		return
	}
	s.remark(Counterfactual, CouldHave, who, i, verb+1)
}

// vague reports a pronoun for somebody that the sentence has not spoken of: an
// attacker of the sentence before, perhaps.
func (s *sentence) vague(who noun) bool {
	if w := s.at(who.from); w != "they" && w != "he" && w != "she" {
		return false
	}
	for k := range who.from {
		if s.has(k, person|team|name|handle) {
			return false
		}
	}
	return true
}

// comparison reports "not as well as it could have been".
func (s *sentence) comparison(i, done int) bool {
	if done < len(s.toks) && s.toks[done].kind != mark {
		return false
	}
	for k := max(0, i-4); k < i; k++ {
		if s.at(k) == "as" {
			return true
		}
	}
	return false
}

// nearMiss reports luck told as a condition: "had we not noticed".
func (s *sentence) nearMiss() bool {
	for k := range s.toks {
		if s.at(k) == "had" && s.has(s.nextAfterNoun(k+1), neg) {
			return true
		}
	}
	return false
}

// nextAfterNoun skips a short subject.
func (s *sentence) nextAfterNoun(i int) int {
	for k := i; k < len(s.toks) && k < i+3; k++ {
		if s.has(k, neg) || s.participleAt(k) {
			return k
		}
	}
	return i
}

// harms reports an attacker as the object at i: "could have enabled an attacker".
func (s *sentence) harms(i int) bool {
	return s.has(s.skip(i, det|adverb), attacker)
}

func (s *sentence) wouldHave(i, verb int, denied bool) {
	who := s.subject(i)
	denied = denied || s.at(who.from-2) == "none" || s.at(who.from) == "nothing" || s.at(who.from) == "no"
	if s.at(verb) == "been" {
		done := s.skip(verb+1, adverb|det)
		switch {
		case denied && s.at(done) == "able" && who.role == hostile,
			denied && s.has(done, bad) && s.participleAt(done),
			denied && s.at(done) == "necessary",
			!denied && (s.has(done, better) || s.superior(who)),
			!denied && s.has(done, good) && s.participleAt(done):
			s.remark(Counterfactual, WouldHave, s.neutral(who), i, done+1)
		}
		return
	}
	if !s.participleAt(verb) {
		return
	}
	switch {
	case denied:
		if s.has(verb, bad) && who.role != ourselves && !s.dreads() {
			s.remark(Counterfactual, WouldHave, s.neutral(who), i, verb+1)
		}
	case s.has(verb, good) && who.role != hostile && !s.harms(verb+1), !s.has(verb, bad) && (s.improves(verb) || s.has(verb+1, self)):
		s.remark(Counterfactual, WouldHave, s.neutral(who), i, verb+1)
	}
}

// superior reports a subject that is better by its own words: "the best approach".
func (s *sentence) superior(who noun) bool {
	for k := who.from; k < who.to; k++ {
		if s.has(k, better) {
			return true
		}
	}
	return false
}

// dreads reports a condition that was bad: "if it had been exploited".
func (s *sentence) dreads() bool {
	for k := range s.toks {
		if s.at(k) == "exploited" || s.at(k) == "attacked" || s.at(k) == "without" {
			return true
		}
	}
	return false
}

// improves reports a comparative after the verb: "would have started sooner".
func (s *sentence) improves(verb int) bool {
	end := s.clauseEnd(verb)
	for k := verb + 1; k < end; k++ {
		if s.has(k, better) && s.at(k) != "good" && s.at(k) != "best" {
			return true
		}
	}
	return false
}

// avoidable reads "an avoidable problem".
func (s *sentence) avoidable(i int) {
	if !s.guarded(i) && !s.modalBefore(i) {
		s.remark(Counterfactual, CouldHave, noun{}, i, i+1)
	}
}

// neutral takes a subject that is not a person for nobody.
func (s *sentence) neutral(n noun) noun {
	if n.accountable() || n.role == unknown {
		return n
	}
	return noun{}
}
