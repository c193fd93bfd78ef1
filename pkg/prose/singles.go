package prose

// singles reads what hangs on one word.
func (s *sentence) singles() {
	for i, t := range s.toks {
		if t.kind != word || t.quoted {
			continue
		}
		switch t.low {
		case "error", "errors":
			s.errorWord(i)
			if s.at(i-1) == "in" && s.has(i-2, deed) {
				s.byMistake(i - 1)
			}
		case "accident":
			if s.at(i-1) == "by" {
				s.byMistake(i - 1)
			}
		case "made", "making":
			s.assumption(i)
		case "blame", "fault":
			s.atFault(i)
		case "responsible":
			s.responsible(i)
		case "lazy":
			s.lazy(i)
		case "why", "who":
			s.interrogation(i)
		case "obviously", "obvious", "clearly":
			s.obvious(i)
		case "slow":
			s.slow(i)
		case "human-caused", "human-induced":
			s.remark(HumanError, ErrorAsCause, noun{}, i, i+1)
		case "long", "much":
			s.tooLong(i)
		case "late", "early", "soon", "quickly":
			s.tooSoon(i)
		case "time", "hours", "hour", "minutes", "days":
			s.wasted(i)
		case "just", "simply", "only":
			s.justHad(i)
		case "lack":
			s.lack(i)
		case "lacked", "lacks":
			s.lacked(i)
		case "let":
			s.letExpire(i)
		case "because":
			s.because(i)
		case "poor", "bad":
			s.poor(i)
		case "inadequately", "insufficiently", "poorly", "badly":
			s.inadequate(i)
		}
	}
}

// atFault reads "is to blame", "the network team's fault". A page fault is none.
func (s *sentence) atFault(i int) {
	if s.guarded(i) {
		return
	}
	switch {
	case s.at(i) == "blame" && s.at(i-1) == "to":
		if who := s.subject(i - 1); who.role == somebody || who.role == ourselves || s.at(0) == "whoever" {
			s.remark(Blame, Fault, who, i-1, i+1)
		}
	case s.at(i) == "fault" && s.possessor(i).accountable():
		s.remark(Blame, Fault, s.possessor(i), i, i+1)
	case s.at(i) == "fault" && s.at(i+1) == "of":
		if n, owner := s.by(i + 1); n.accountable() && !owner || s.at(i+2) == "myself" || s.at(i+2) == "ourselves" {
			s.remark(Blame, Fault, n, i, i+2)
		}
	case s.at(i) == "fault" && s.at(i-1) == "at":
		if who := s.subject(i - 1); who.accountable() {
			s.remark(Blame, Fault, who, i-1, i+1)
		}
	}
}

// responsible reads who is responsible for an outcome, not for a task.
func (s *sentence) responsible(i int) {
	if s.at(i+1) != "for" || !s.has(s.head(i-1)+1, aux|adverb) {
		return
	}
	k := s.skip(i+2, det|adverb)
	if who := s.subject(i); s.has(k, outcome) && who.role == somebody {
		s.remark(Blame, Fault, who, i, k+1)
	}
}

// lazy leaves "lazy loading" alone: only a person is lazy after a verb.
func (s *sentence) lazy(i int) {
	if who := s.subject(i); who.accountable() && s.has(i-1, aux|adverb) || s.has(i+1, person) {
		s.remark(Blame, Quality, who, i, i+1)
	}
}

// interrogation reads questions for somebody: "why didn't she test?".
func (s *sentence) interrogation(i int) {
	if i > 1 || s.at(len(s.toks)-1) != "?" {
		return
	}
	if s.at(i) == "who" {
		if s.has(i+1, deed|miss|duty) && s.toks[i+1].forms&past != 0 {
			s.remark(Blame, Interrogation, noun{}, i, i+2)
		}
		return
	}
	k := s.skip(i+1, aux|neg)
	if k == i+1 {
		return
	}
	for to := k; to < len(s.toks) && to < k+4; to++ {
		if s.has(to, self) {
			return
		}
		if s.has(to, person|team|pronoun|name|handle) {
			s.remark(Blame, Interrogation, noun{somebody, k, to + 1}, i, to+1)
			return
		}
		if !s.has(to, det|adverb) {
			return
		}
	}
}

// obvious reads what was plain only afterwards. "Nothing obviously wrong" and
// "no obvious cause" tell what was not.
func (s *sentence) obvious(i int) {
	switch s.at(i) {
	case "obviously":
		if s.guarded(i) || s.has(i-1, det) || endsInAny(s.at(i-1), "thing") || s.at(i+1) == "wrong" {
			return
		}
		if s.tells(i) && s.at(i+2) != "is" && s.at(i+1) != "is" {
			s.remark(Hindsight, Obvious, noun{}, i, i+1)
		}
	case "clearly":
		if w := s.at(i + 1); w == "knew" || w == "should" || w == "did" || w == "failed" {
			if who := s.subject(i); who.accountable() {
				s.remark(Hindsight, Obvious, who, i, i+2)
			}
		}
	case "obvious":
		if s.at(i-1) == "been" && s.modalBefore(i-1) || s.at(i-1) == "was" && s.at(i-2) == "it" && s.at(i+1) == "that" && s.foretold(i) {
			s.remark(Hindsight, Obvious, noun{}, i-1, i+1)
		}
	}
}

// tells reports past tense around i: the sentence looks back.
func (s *sentence) tells(i int) bool {
	for k := range s.toks {
		if w := s.at(k); w == "was" || w == "were" || w == "had" || w == "did" || w == "should" || s.toks[k].forms&past != 0 && k > i {
			return true
		}
	}
	return false
}

// foretold reports that what was obvious lay in the future.
func (s *sentence) foretold(i int) bool {
	for k := i; k < len(s.toks); k++ {
		if w := s.at(k); w == "would" || w == "could" || w == "going" || w == "should" {
			return true
		}
	}
	return false
}

// slow reads people who are said to have been slow.
func (s *sentence) slow(i int) {
	if s.at(i+1) != "to" && s.at(i+1) != "in" {
		return
	}
	if who := s.subject(i); who.accountable() && s.has(s.head(i-1)+1, aux) {
		s.remark(Hindsight, Slow, who, i, i+3)
	}
}

// tooLong reads "took us far too long", "spent way too much time".
func (s *sentence) tooLong(i int) {
	if s.at(i-1) != "too" {
		return
	}
	if s.at(i+1) == "to" && s.has(i+2, watch|duty|mind) && s.at(i) == "long" {
		s.remark(Hindsight, Slow, noun{}, i-1, i+3)
		return
	}
	for k := i - 2; k >= 0 && k > i-7; k-- {
		switch s.at(k) {
		case "spent", "spend", "wasted":
			if who := s.subject(k); who.accountable() {
				end := i + 1
				if s.at(end) == "time" {
					end++
				}
				s.remark(Hindsight, Slow, who, k, end)
			}
			return
		case "took", "taken", "waited":
			if s.has(k+1, self|pronoun|person|team) || s.has(k+2, person|team) || s.at(k) == "waited" && s.subject(k).accountable() {
				s.remark(Hindsight, Slow, noun{}, k, i+1)
			}
			return
		}
	}
}

// tooSoon reads "was updated too late", "we rolled out too quickly"; what a program
// does too early is a defect.
func (s *sentence) tooSoon(i int) {
	if s.at(i-1) != "too" {
		return
	}
	for v := i - 2; v >= 0 && v > i-10; v-- {
		if !s.has(v, deed|watch) || s.toks[v].forms&(past|participle) == 0 {
			continue
		}
		who := s.subject(v)
		if be := s.passive(v); be >= 0 {
			if s.agentOf(v) == system || s.at(be) == "is" || s.at(be) == "are" || !s.has(v, watch|ship) || s.at(i) == "quickly" {
				return
			}
			s.remark(Hindsight, Slow, noun{}, i-1, i+1)
		} else if who.accountable() {
			s.remark(Hindsight, Slow, who, v, i+1)
		}
		return
	}
}

// wasted reads "wasted valuable time".
func (s *sentence) wasted(i int) {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if s.at(k) != "wasted" {
			continue
		}
		if who := s.subject(k); who.accountable() {
			s.remark(Hindsight, Slow, who, k, i+1)
		}
	}
}

// justHad reads "they just had to restart it".
func (s *sentence) justHad(i int) {
	if w := s.at(i + 1); (w == "had" || w == "needed") && s.at(i+2) == "to" {
		if who := s.subject(i); who.accountable() && who.role != ourselves {
			s.remark(Hindsight, Simple, who, i, i+3)
		}
	}
}

// lack reads "Flexential's lack of communication".
func (s *sentence) lack(i int) {
	if s.at(i+1) != "of" || !s.has(i+2, virtue) {
		return
	}
	if who := s.possessor(i); who.accountable() {
		s.remark(Blame, Quality, who, i, i+3)
		return
	}
	for j := i + 3; j < len(s.toks) && j < i+6; j++ {
		if w := s.at(j); w == "by" || w == "from" || w == "of" && s.at(j-1) == "part" {
			if n, owner := s.by(j); n.accountable() && !owner {
				s.remark(Blame, Quality, n, i, i+3)
			}
			return
		}
	}
}

// inadequate reads "inadequately reviewed".
func (s *sentence) inadequate(i int) {
	if s.has(i+1, vet) && s.participleAt(i+1) {
		s.remark(Hindsight, TooLittle, noun{}, i, i+2)
	}
}

// lacked reads "the engineer lacked experience".
func (s *sentence) lacked(i int) {
	what := s.skip(i+1, det|degree)
	if who := s.subject(i); who.role == somebody && s.has(what, virtue) {
		s.remark(Blame, Quality, who, i, what+1)
	}
}

// letExpire reads "we let the certificate expire".
func (s *sentence) letExpire(i int) {
	if who := s.subject(i); who.accountable() && (s.within(i, 6, "expire") || s.within(i, 6, "lapse")) {
		s.remark(Blame, Omission, who, i, i+1)
	}
}

// poor reads "poor communication", "poor regression testing". Error handling is a
// program's.
func (s *sentence) poor(i int) {
	for k := i + 1; k < i+3; k++ {
		if s.has(k, virtue) && (k == i+1 || s.at(k) == "testing") && !s.guarded(i) {
			s.remark(Blame, Quality, noun{}, i, k+1)
			return
		}
	}
}

// inHindsight reads phrases that look back in order to judge; "in hindsight, it
// is most likely that" only explains.
func (s *sentence) inHindsight(i int) {
	n := s.phraseAt(i, wisdom)
	if n == 0 {
		return
	}
	for k, t := range s.toks {
		switch w := s.at(k); {
		case w == "was", w == "were", w == "should", w == "could", w == "would", w == "had", w == "did", t.forms&past != 0 && t.forms&base == 0:
			s.remark(Hindsight, InHindsight, noun{}, i, i+n)
			return
		}
	}
}

// signsSeen reads signs that were there for anybody to see.
func (s *sentence) signsSeen(i int) {
	if n := s.phraseAt(i, signs); n > 0 && !s.guarded(i) {
		s.remark(Hindsight, Obvious, noun{}, i, i+n)
	}
}
