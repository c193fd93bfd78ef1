package prose

// omitted reads "failed to", "forgot to" and "neglected": a judgement of a
// person, a symptom of a machine.
func (s *sentence) omitted(i int) {
	t := s.toks[i]
	switch t.low {
	case "failure", "failures":
		s.failureTo(i)
		return
	case "failing", "forgetting", "neglecting":
		s.failing(i)
		return
	}
	if s.has(i, omit) && s.at(i+1) == "to" {
		s.omittedTo(i)
		return
	}
	if t.low == "failed" {
		s.failed(i)
		return
	}
	if v := s.passive(i); v >= 0 && t.forms&participle != 0 && s.has(i, forget|overlook) && t.low != "omitted" && t.low != "refused" {
		s.remark(Blame, Omission, s.doer(i), v, i+1)
	}
}

func (s *sentence) omittedTo(i int) {
	if !s.happened(i) || s.has(s.head(i-1)+1, modal) || s.guarded(i) {
		return
	}
	who := s.subject(i)
	switch {
	case who.accountable(),
		s.has(i, forget) && (who.role == unknown || who.role == missing),
		who.role == missing && s.opensClause(i) && s.has(i+2, duty): // "Also failed to verify it"
		s.remark(Blame, Omission, who, i, i+3)
	}
}

// failureTo reads "ops' failure to", "responsibility for failing to", "the
// failure of the support team to".
func (s *sentence) failureTo(i int) {
	if s.onOurPart(i) {
		return
	}
	if s.at(i+1) == "of" {
		if n, owner := s.by(i + 1); n.role == somebody && !owner && s.at(n.to) == "to" {
			s.remark(Blame, Omission, n, i, n.to+1)
		}
		return
	}
	if who := s.possessor(s.described(i)); who.accountable() && !s.plainNoun(i+1) {
		s.remark(Blame, Omission, who, i, i+1)
		return
	}
	v := s.skip(i+2, adverb)
	if s.at(i+1) == "to" && v < len(s.toks) && (s.has(v, duty) && s.toks[v].low != "respond" && s.toks[v].low != "read" || s.has(i+2, degree) && s.has(v, deed|duty)) {
		s.remark(Blame, Omission, noun{}, i, v+1)
	}
}

// failing reads "responsibility for failing to", and what somebody did
// "forgetting about" or "failing to notice" something else.
func (s *sentence) failing(i int) {
	to := s.at(i+1) == "to"
	if s.at(i-1) == "for" && to {
		who := s.subject(i - 1)
		if who.role == system {
			who = noun{}
		}
		s.remark(Blame, Omission, who, i-1, i+2)
		return
	}
	if s.at(i) == "failing" && !(to && s.has(i+2, duty|mind|watch)) || s.guarded(i) {
		return
	}
	if who := s.leading(i); who.accountable() || s.at(i) == "forgetting" && to {
		s.remark(Blame, Omission, who, i, i+2)
	}
}

// overlooked reads verbs that judge what a person saw or weighed, active and
// passive.
func (s *sentence) overlooked(i int) {
	t := s.toks[i]
	if v := s.passive(i); v >= 0 && t.forms&participle != 0 {
		if who := s.doer(i); s.wasOverlooked(i, v, who) {
			s.remark(Blame, deedOf(t), who, v, i+1)
		}
		return
	}
	if s.attributive(i) {
		s.remark(Blame, deedOf(t), noun{}, i, i+1)
		return
	}
	if !s.happened(i) || s.hypothetical(i) || s.guarded(i) {
		return
	}
	who := s.subject(i)
	if s.modalBefore(i) {
		return
	}
	switch {
	case t.is(overlook) && who.accountable() && !(who.role == ourselves && s.passesOver(i)),
		t.low == "underestimated" && who.role == unknown,
		t.is(overlook|miss) && who.role == somebody && t.low != "assumed",
		t.is(miss) && who.role == ourselves && !selfTold(t.low):
		s.remark(Blame, deedOf(t), who, i, i+1)
	}
}

// wasOverlooked reports a passive, from v to i, that judges whoever did it.
func (s *sentence) wasOverlooked(i, v int, who noun) bool {
	t := s.toks[i]
	switch t.low {
	case "overlooked", "forgotten", "neglected", "underestimated", "botched", "mishandled":
		return true
	case "missed":
		if s.subject(v).role == it && s.agentOf(i) == missing {
			return true
		}
	case "rushed":
		if s.agentOf(i) != system && !s.guarded(i) {
			return true
		}
	}
	return t.is(overlook) && who.accountable() || t.is(miss) && who.role == somebody
}

// failed reads "we failed at that", "I failed"; a fail-over is none.
func (s *sentence) failed(i int) {
	if w := s.at(i + 1); w != "" && w != "at" && w != "in" && w != "here" && w != "miserably" && w != "," && w != "." && w != "!" {
		return
	}
	if who := s.subject(i); who.accountable() && s.passive(i) < 0 && !s.modalBefore(i) {
		s.remark(Blame, Omission, who, i, i+1)
	}
}

// attributive reports "a rushed change", "an overlooked difference".
func (s *sentence) attributive(i int) bool {
	if w := s.at(i); w != "rushed" && w != "overlooked" && w != "forgotten" && w != "neglected" {
		return false
	}
	before := i == 0 || s.has(i-1, det) && !s.has(i-1, thing) || s.at(i-1) == "and" && i > 1 && !s.has(i-2, person|team)
	return before && (s.plainNoun(i+1) || s.at(i+1) == ",") && !s.guarded(i)
}

// selfTold reports what is no judgement when we tell it of ourselves: "we assumed".
func selfTold(verb string) bool {
	switch verb {
	case "assumed", "waved", "crashed", "corrupted", "destroyed", "blamed":
		return true
	}
	return false
}

// passesOver reports verbs that tell of a decision when they are our own: "it was
// expected, so I ignored it". Warnings are another matter.
func (s *sentence) passesOver(i int) bool {
	switch s.at(i) {
	case "ignored", "disregarded":
		return !s.within(i, 4, "warning") && !s.within(i, 4, "warnings") && !s.within(i, 4, "alert") && !s.within(i, 4, "alerts")
	case "skipped", "dismissed":
		return true
	}
	return false
}

// deedOf tells what was done wrong from what was not done.
func deedOf(t token) Kind {
	switch t.low {
	case "rushed", "broke", "broken", "crashed", "waved", "corrupted", "destroyed", "botched", "mishandled", "mismanaged":
		return Misdeed
	}
	return Omission
}

// neglected reads "did not" before an act of care, when the subject is somebody
// else: of ourselves it is how an honest account tells what was not there.
func (s *sentence) neglected(i int) {
	if i == 0 && s.has(1, vet) && s.toks[1].forms&ing != 0 {
		s.remark(Blame, Omission, noun{}, 0, 2) // "Not testing it before the release"
		return
	}
	if s.has(i-1, be) && s.at(s.skip(i+1, adverb)) == "followed" {
		s.remark(Blame, Omission, noun{}, i-1, s.skip(i+1, adverb)+1)
		return
	}
	if v := s.skip(i+1, adverb); s.at(i-1) == "had" && s.has(v, duty) && s.participleAt(v) {
		if who := s.subject(i); who.role == somebody {
			s.remark(Blame, Omission, who, i-1, v+1)
		}
		return
	}
	if w := s.at(i - 1); w != "did" && w != "do" && w != "does" && s.at(i) != "never" && s.at(i+1) != "paying" {
		return
	}
	v := s.skip(i+1, adverb)
	if w := s.at(v); (w == "pay" || w == "paying") && s.within(v, 5, "attention") || w == "take" && s.at(v+1) == "care" {
		if who := s.subject(i); who.accountable() {
			s.remark(Blame, Omission, who, i-1, v+1)
		}
		return
	}
	if who := s.subject(i); who.to > who.from && s.at(who.from) == "what" {
		return // "what the engineer did not know was"
	}
	if who := s.subject(i); s.has(v, deed) && who.role == somebody && (s.at(who.from) == "someone" || s.at(who.from) == "somebody") {
		s.remark(Blame, Omission, who, i-1, v+1)
		return
	}
	if !s.has(v, duty) {
		return
	}
	care := s.at(v) == "bother" || s.at(v) == "think" && s.at(v+1) == "to" || s.at(v) == "care"
	who := s.subject(i)
	if who.role == somebody && (s.at(i-1) == "did" || s.toks[v].forms&past != 0) || care && (who.accountable() || who.role == outside) {
		s.remark(Blame, Omission, who, i-1, v+1)
	}
}

// notEnough reads a negation with a degree of care: "did not understand well
// enough", "not thorough enough", "not properly tested".
func (s *sentence) notEnough(i int) {
	end := min(s.clauseEnd(i), i+14)
	switch {
	case s.at(s.skip(i+1, adverb|prep|det)) == "acceptable":
		s.remark(Blame, Verdict, noun{}, i, s.skip(i+1, adverb|prep|det)+1)
		return
	case s.within(i, 5, "diligence"):
		s.remark(Blame, Omission, noun{}, i, i+1)
		return
	case s.at(i+2) == "enough" && (s.at(i+1) == "thorough" || s.at(i+1) == "vigilant" || s.at(i+1) == "careful" || s.at(i+1) == "diligent" || s.at(i+1) == "rigorous" ||
		s.at(i+1) == "comprehensive" || s.at(i+1) == "extensive"):
		s.remark(Hindsight, TooLittle, noun{}, i, i+3)
		return
	case s.has(i+1, degree) && s.has(i+2, vet) && s.participleAt(i+2),
		s.has(i+1, vet) && s.participleAt(i+1) && s.at(i+2) == "well" && s.at(i+3) == "enough":
		s.remark(Hindsight, TooLittle, noun{}, i, i+3)
		return
	}
	if s.at(i-1) != "did" && !(s.at(i) == "nor" && s.has(i+1, aux)) {
		return
	}
	who := s.subject(i)
	if !who.accountable() && s.at(i+1) != "did" || s.has(i+1, pronoun) {
		return
	}
	for k := i + 1; k < end; k++ {
		if s.has(k, degree) && (s.at(k) == "carefully" || s.at(k) == "thoroughly" ||
			s.at(k) == "enough" && (s.at(k-1) == "well" || s.at(k-1) == "quickly" || s.at(k-1) == "early")) {
			s.remark(Blame, Omission, who, i-1, k+1)
			return
		}
	}
}

// nobodyDid reads "nobody checked".
func (s *sentence) nobodyDid(i int) {
	v := s.skip(i+1, adverb)
	if s.at(i) == "none" {
		return
	}
	if s.has(v, duty) && s.toks[v].forms&past != 0 {
		s.remark(Blame, Omission, noun{}, i, v+1)
	}
}
