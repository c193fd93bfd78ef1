package prose

// lapsed reads nouns for errors that only people make. Named as a cause they end
// the search for what let them happen; named as something to guard against they
// do not.
func (s *sentence) lapsed(i int) {
	if s.guarded(i) && !s.owed(s.described(i)) {
		return
	}
	if s.at(i-1) == "by" && s.at(i) == "mistake" {
		s.byMistake(i - 1)
		return
	}
	from := s.described(i)
	if s.at(from-2) == "from" && s.has(from-1, ours) {
		return // "we learn from our mistakes"
	}
	switch s.at(i) {
	case "oversight":
		if s.has(i+1, team|person) || !s.has(from-1, det|ours) && !s.causal(from, i) || s.at(from-1) == "of" {
			return
		}
	case "mistake", "mistakes", "misstep", "blunder":
		if !s.madeOrCaused(from, i) {
			return
		}
	default:
		if !s.causal(from, i) && !s.has(from-1, person|team|ours|outsider) && !s.made(from-1) {
			return
		}
	}
	kind := ErrorAsCause
	if s.at(i) == "misunderstanding" || s.at(i) == "misunderstandings" {
		kind = Misbelief
	}
	who := s.owner(from)
	if !who.accountable() {
		who = s.doer(i)
	}
	if s.has(from-1, outsider) {
		from--
	}
	s.remark(HumanError, kind, who, from, i+1)
}

// described goes back over the adjectives of the noun at i.
func (s *sentence) described(i int) int {
	for i > 0 {
		t := s.toks[i-1]
		if t.kind != word || t.is(det|prep|aux|conj|modal|opener|cause|person|team|outsider|ours) || t.low == "'s" || t.forms&(past|third) != 0 {
			break
		}
		i--
	}
	return i
}

// owner is whose error it was, as far as the words right before say.
func (s *sentence) owner(from int) noun {
	k := from - 1
	if s.at(k) == "'s" {
		k--
	}
	if s.has(k, ours) {
		return noun{ourselves, k, k + 1}
	}
	if s.has(k, person|team|name|handle) {
		return noun{somebody, k, k + 1}
	}
	if s.has(k, det) {
		k--
	}
	if s.made(k) {
		if n := s.subject(k); n.accountable() {
			return n
		}
	}
	return noun{}
}

func (s *sentence) made(i int) bool {
	w := s.at(i)
	return w == "made" || w == "making"
}

// madeOrCaused reports that an error was made or caused something, and is not
// one that was noticed, corrected or talked of.
func (s *sentence) madeOrCaused(from, i int) bool {
	before := from - 1
	if s.has(before, det|ours) || before >= 0 && s.toks[before].kind == number {
		before--
	}
	switch {
	case s.at(before) == "made" && s.at(from-1) != "the", s.has(i+1, be) && s.at(i+2) == "made",
		(s.at(before) == "was" || s.at(before) == "'s") && s.has(from-1, det) && (s.at(i+1) != "in" || s.ingAt(i+2)),
		s.at(from) == "human" || s.at(from) == "manual" || s.has(from-1, person) || s.possessor(from).accountable(),
		s.at(i+1) == "was" && s.at(i+2) == "mine",
		s.at(i+1) == "of" && s.ingAt(i+2), s.at(i+1) == "that" && s.at(i+2) == "should":
		return true
	}
	return s.at(from-1) != "the" && s.owed(from)
}

func (s *sentence) ingAt(i int) bool { return endsInAny(s.at(i), "ing") }

// owed reports words of cause right before i: "due to a", "caused by".
func (s *sentence) owed(i int) bool {
	k := i - 1
	for s.has(k, det|ours|adverb) {
		k--
	}
	if w := s.at(k); w != "to" && w != "by" && w != "of" && w != "was" && w != "is" && w != "from" && w != ":" {
		return false
	}
	return s.has(k-1, cause) || s.has(k-2, cause) || s.has(k-1, be)
}

// errorWord reads "human error" and its like, whose last word is no lapse by
// itself.
func (s *sentence) errorWord(i int) {
	if s.onOurPart(i) {
		return
	}
	k := i - 1
	for n := 1; n < 4; n++ {
		if w := s.at(k - n); (w == "manual" || w == "human" || w == "operator") && !s.has(k, person) {
			k -= n
			break
		}
	}
	switch w := s.at(k); {
	case w == "human" || w == "manual" || w == "clerical" || w == "pilot" || w == "operational":
	case w == "copy-paste" || w == "copy/paste" || w == "typing" || w == "typographical":
		if !s.causal(k, i) {
			return
		}
	case s.has(k, person) || w == "user" && s.at(i) == "error":
	case w == "'s" && s.has(k-1, person|team):
		k--
	case s.has(i+1, be) && s.at(i+2) == "made" && w != "the", s.made(i-2) && s.has(i-1, det):
		s.remark(HumanError, ErrorAsCause, s.maker(i), i, i+1)
		return
	default:
		return
	}
	if s.at(i) == "errors" && s.at(k) != "human" || s.guarded(k) && !s.owed(k) || s.at(k-1) == "no" || s.policy(i) {
		return
	}
	if s.at(i+1) == ":" && i == 1 || s.counted(i+1) {
		return
	}
	who := s.doer(i)
	if s.has(k, person|team|name|handle|outsider) && s.at(k) != "human" {
		who = noun{somebody, k, k + 1}
	}
	s.remark(HumanError, ErrorAsCause, who, k, i+1)
}

// counted reports "error rate", "error counter", "error message".
func (s *sentence) counted(i int) bool {
	return s.plainNoun(i) && s.toks[i].forms == 0 && !s.toks[i].is(aux|modal|cause|neg)
}

// onOurPart reads "an error on our part".
func (s *sentence) onOurPart(i int) bool {
	if s.at(i+1) == "on" && s.at(i+3) == "part" && s.at(i+4) == "of" {
		if n, owner := s.by(i + 4); n.accountable() && !owner {
			s.remark(HumanError, ErrorAsCause, n, i, i+5)
			return true
		}
	}
	if s.at(i+1) != "on" || s.at(i+3) != "part" && s.at(i+3) != "end" && s.at(i+3) != "side" || !s.has(i+2, ours) {
		return false
	}
	who := noun{ourselves, i + 2, i + 3}
	s.remark(HumanError, ErrorAsCause, who, i, i+4)
	return true
}

// maker is who made the error at i: "the dev team made an error", "an error was
// made by the dev team".
func (s *sentence) maker(i int) noun {
	if s.made(i - 2) {
		if n := s.subject(i - 2); n.accountable() {
			return n
		}
		return noun{}
	}
	return s.doer(i + 2)
}

// policy reports a sentence about human error itself: "human error is never a
// root cause".
func (s *sentence) policy(i int) bool {
	return s.at(i+1) == "is" || s.at(i+1) == "are" || s.at(i+1) == "can" || s.at(i+1) == "may"
}

// assumption reads "made an incorrect assumption".
func (s *sentence) assumption(i int) {
	k := s.skip(i+1, det|ours)
	switch s.at(k) {
	case "wrong", "incorrect", "bad", "false", "poor", "mistaken":
	default:
		return
	}
	switch s.at(k + 1) {
	case "assumption", "assumptions", "decision", "choice", "call", "judgement", "judgment":
		if who := s.subject(i); who.role != system && who.role != it {
			s.remark(HumanError, Misbelief, who, i, k+2)
		}
	}
}
