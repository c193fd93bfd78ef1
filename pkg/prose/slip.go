package prose

// slipped reads adverbs of a slip with what was done: "an operator accidentally
// deleted", "was mistakenly merged". Of a thing ("the policy change
// inadvertently blocked") they tell of a defect.
func (s *sentence) slipped(i int) {
	if s.guarded(i) || s.hypothetical(i) {
		return
	}
	v := s.skip(i+1, adverb)
	if s.at(v) == "and" && s.has(v+1, adverb) {
		v = s.skip(v+1, adverb) // "accidentally and permanently"
	}
	if s.verbAt(v) {
		s.slippedVerb(i, v)
		return
	}
	s.slippedBehind(i)
}

// hypothetical reports that the adverb at i is of what may happen.
func (s *sentence) hypothetical(i int) bool {
	if s.at(i-1) == "to" {
		return true
	}
	for k := i - 1; k >= 0 && s.toks[k].is(aux|modal|adverb|neg); k-- {
		if s.at(k) == "can" || s.at(k) == "could" || s.at(k) == "may" || s.at(k) == "might" || s.at(k) == "will" {
			return true
		}
	}
	return false
}

func (s *sentence) verbAt(i int) bool {
	return i < len(s.toks) && s.toks[i].kind == word && (s.toks[i].forms != 0 || s.participleAt(i) || endsInAny(s.toks[i].low, "ing"))
}

// slippedVerb reads an adverb at i before its verb at v.
func (s *sentence) slippedVerb(i, v int) {
	if s.passive(v) >= 0 {
		if s.passiveSlip(i, v) {
			s.remark(HumanError, Slip, s.doer(v), i, v+1)
		}
		return
	}
	if s.at(i-1) == "being" && !s.has(i-2, be) && s.has(i, slip) && s.has(v, deed) && s.agentOf(v) != system {
		s.remark(HumanError, Slip, s.doer(v), i, v+1) // "reports of it being accidentally deployed"
		return
	}
	if s.has(i-1, be) {
		return
	}
	who := s.subject(i)
	switch {
	case who.accountable(),
		who.role == unknown && s.has(v, deed) && s.has(i, slip),
		who.role == missing && s.has(v, deed) && s.has(i, slip) && s.toks[v].forms&(past|participle) != 0:
		s.remark(HumanError, s.slipKind(v), who, i, v+1)
	case (s.has(i-1, det|prep) && !s.has(i-1, thing) && s.at(i-1) != "to" || s.undergone(i)) && s.participleAt(v) && s.has(v, deed) && s.has(i, slip):
		s.remark(HumanError, Slip, noun{}, i, v+1)
	}
}

// slipKind tells what somebody believed from what somebody did.
func (s *sentence) slipKind(v int) Kind {
	if s.has(v, mind) {
		return Misbelief
	}
	return Slip
}

// undergone reports "had its directory accidentally deleted".
func (s *sentence) undergone(i int) bool {
	for k := i - 1; k > 0 && k > i-7; k-- {
		if w := s.at(k); w == "had" || w == "got" {
			return s.has(k+1, det|ours)
		}
		if s.toks[k].kind == mark {
			return false
		}
	}
	return false
}

// passiveSlip reports that a passive tells of a person's deed.
func (s *sentence) passiveSlip(i, v int) bool {
	if s.agentOf(v) == system {
		return false
	}
	if s.has(i, slip) {
		return s.has(v, deed|mind) || s.at(i) == "accidentally" || s.at(i) == "mistakenly"
	}
	if s.has(v, keyed) || s.doer(v).accountable() {
		return true
	}
	switch s.at(i) {
	case "prematurely":
		return s.has(v, ship)
	case "hastily", "carelessly", "recklessly", "blindly":
		return s.has(v, deed)
	}
	return false
}

// doer is who a passive says did it.
func (s *sentence) doer(v int) noun {
	for i := v + 1; i < len(s.toks) && i < v+4; i++ {
		if s.at(i) == "by" {
			if n, owner := s.by(i); n.accountable() && !owner {
				return n
			}
		}
	}
	return noun{}
}

// slippedBehind reads an adverb at i after its verb: "was executed prematurely",
// "deleted the branch accidentally".
func (s *sentence) slippedBehind(i int) {
	for v := i - 1; v >= 0 && v > i-9; v-- {
		t := s.toks[v]
		if t.kind == mark || t.is(conj|opener) {
			return
		}
		if !t.is(deed|keyed) || t.forms&(past|participle) == 0 || s.has(v-1, det) {
			continue
		}
		if s.passive(v) >= 0 {
			if s.passiveSlip(i, v) {
				s.remark(HumanError, Slip, s.doer(v), v, i+1)
			}
			return
		}
		if who := s.subject(v); who.accountable() || who.role == unknown && s.has(i, slip) {
			s.remark(HumanError, Slip, who, v, i+1)
		}
		return
	}
}

// byMistake reads "by mistake" and its like at i, as slippedBehind does, but a
// sentence without a deed is a slip too: "it was on the wrong cluster by mistake".
func (s *sentence) byMistake(i int) {
	if s.guarded(i) {
		return
	}
	for v := i - 1; v >= 0 && !s.has(v, conj|opener) && s.at(v) != ","; v-- {
		if s.has(v, deed) && s.toks[v].forms&past != 0 && s.passive(v) < 0 {
			if who := s.subject(v); v < i-1 && (who.role == system || who.role == hostile) {
				return
			}
		}
		if s.hypothetical(v) && s.has(v, deed) {
			return
		}
	}
	s.remark(HumanError, Slip, noun{}, i, i+2)
}

// accident reads "an accidental deletion caused".
func (s *sentence) accident(i int) {
	if s.guarded(i) {
		return
	}
	for k := i + 1; k < len(s.toks) && k < i+5; k++ {
		if s.has(k, act) && (s.causal(i, k) || i == 0 && s.at(k+1) == "of") {
			s.remark(HumanError, Slip, noun{}, i, k+1)
			return
		}
	}
}

// causal reports a word of cause near [from, to], in the same clause.
func (s *sentence) causal(from, to int) bool {
	for k := max(0, from-6); k < len(s.toks) && k < to+7; k++ {
		if s.has(k, cause) {
			return true
		}
	}
	return false
}

// wrongObject reads a person's deed on the wrong thing: "ran it in the wrong
// window".
func (s *sentence) wrongObject(v int) {
	if be := s.passive(v); be >= 0 {
		s.wrongPassive(be, v)
		return
	}
	if s.toks[v].forms&past == 0 {
		return
	}
	for k := v + 1; k < len(s.toks) && k < v+10; k++ {
		if s.toks[k].kind == mark || s.has(k, opener) {
			return
		}
		instead := s.at(k) == "instead" || s.at(k) == "rather" && s.at(k+1) == "than"
		if s.has(k, be) {
			return
		}
		if s.has(k, amiss) || instead {
			if who := s.subject(v); who.role == somebody || who.role == ourselves && !instead {
				s.remark(HumanError, Slip, who, v, k+1)
			}
			return
		}
	}
}

// wrongPassive reads "was run on the wrong server", "the wrong database was
// deleted": of what is started by hand.
func (s *sentence) wrongPassive(be, v int) {
	if !s.has(v, ship) && s.at(v) != "deleted" && s.at(v) != "dropped" && s.at(v) != "selected" || s.agentOf(v) == system {
		return
	}
	for k := v + 1; k < len(s.toks) && k < v+5 && s.toks[k].kind == word; k++ {
		if s.at(k) == "wrong" {
			s.remark(HumanError, Slip, s.doer(v), v, k+1)
			return
		}
	}
	if n := s.nounAt(s.head(be)); n.to > n.from && (s.at(n.from) == "wrong" || s.at(n.from+1) == "wrong") {
		s.remark(HumanError, Slip, s.doer(v), n.from, v+1)
	}
}

// fumbled reads verbs that are slips by themselves: "was mistyped".
func (s *sentence) fumbled(i int) {
	if s.guarded(i) || s.hypothetical(i) || s.toks[i].forms&(past|participle) == 0 {
		return
	}
	who := noun{}
	if s.passive(i) < 0 {
		if who = s.subject(i); !who.accountable() {
			who = noun{}
		}
	}
	s.remark(HumanError, Slip, who, i, i+1)
}

// wrongStroke reads "a wrong selection of", "the wrong push of a button".
func (s *sentence) wrongStroke(i int) {
	for k := i + 1; k < len(s.toks) && k < i+4; k++ {
		if s.has(k, stroke) && (s.at(k+1) == "of" || s.causal(i, k)) && !s.guarded(i) {
			s.remark(HumanError, Slip, noun{}, i, k+1)
			return
		}
	}
}
