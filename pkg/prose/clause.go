package prose

// role is what stands as a subject, as far as blame is concerned.
type role uint8

const (
	missing role = iota // no subject: "Accidentally deleted the branch."
	system              // anything that is not a person
	it                  // a pronoun for a thing
	outside             // users and customers
	hostile             // attackers
	unknown             // a bare capitalised word: a name, perhaps
	noOne               // "nobody checked"
	ourselves
	somebody
)

// noun is a noun phrase: what it is, and the tokens [from, to).
type noun struct {
	role     role
	from, to int
}

// accountable reports a noun for somebody who is held to account.
func (n noun) accountable() bool { return n.role == somebody || n.role == ourselves }

// human also takes a bare name for a person, and the absence of a subject: both
// need a verb that only people do.
func (n noun) human() bool { return n.accountable() || n.role == unknown || n.role == missing }

func (n noun) agent() Agent {
	switch n.role {
	case ourselves:
		return Self
	case somebody, unknown:
		return Other
	}
	return Nobody
}

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
	for k := j - 1; k > 0 && k > j-16; k-- {
		if s.toks[k].low == "," {
			if next := s.toks[k+1]; next.low == "who" || next.low == "which" || next.low == "whose" || next.is(det) {
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
		if t.is(person|team|pronoun|self|handle|name|department) && k+1 < j && s.finite(k+1) && (k == 0 || !s.toks[k-1].is(prep)) {
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

// nounAt is the noun phrase whose last word is at j. Its head is what stands
// before the first preposition: "members of the team", "pods of the team".
func (s *sentence) nounAt(j int) noun {
	t := s.toks[j]
	switch {
	case t.quoted:
		return noun{role: system, from: j, to: j + 1}
	case t.low == "it" && s.text[t.start:t.end] == "IT":
		return noun{somebody, j, j + 1}
	case t.is(nobody) || t.low == "one" && j > 0 && s.toks[j-1].low == "no":
		return noun{noOne, j, j + 1}
	case t.is(self):
		return noun{ourselves, j, j + 1}
	case t.is(pronoun) && !t.is(person):
		return noun{s.stands(j), j, j + 1}
	case t.is(thing):
		return noun{it, j, j + 1}
	}
	from := j
	for from > 0 && !s.bounds(from-1) {
		from--
	}
	head := s.headOf(from, j)
	return noun{s.classify(from, head, j), from, j + 1}
}

// possessor is whose the noun at i is, as far as it is a person's: "ops'
// failure", "our fault".
func (s *sentence) possessor(i int) noun {
	k := i - 1
	switch {
	case s.at(k) == "'s" || s.at(k) == "'" || s.at(k) == "’":
		n := s.nounAt(max(k-1, 0))
		n.to = max(n.to, k+1)
		return n
	case s.has(k, ours) && (s.at(k) == "our" || s.at(k) == "my"):
		return noun{ourselves, k, k + 1}
	case s.at(k) == "his" || s.at(k) == "her" || s.at(k) == "their" || s.at(k) == "your":
		return noun{somebody, k, k + 1}
	}
	return noun{}
}

// stands is what a pronoun at j stands for: attackers and users, when only they
// were spoken of.
func (s *sentence) stands(j int) role {
	if s.at(j) != "they" && s.at(j) != "he" && s.at(j) != "she" {
		return somebody
	}
	for k := j - 1; k >= 0; k-- {
		switch {
		case s.has(k, person|team|name|handle):
			return somebody
		case s.has(k, attacker):
			return hostile
		case s.has(k, outsider) && s.at(j) == "they":
			return outside
		}
	}
	return somebody
}

// bounds reports that a noun phrase does not reach back over the token.
func (s *sentence) bounds(i int) bool {
	t := s.toks[i]
	if t.low == "'s" || t.low == "-" || t.low == "/" || t.low == "*" || t.low == "'" {
		return false
	}
	return t.kind == mark || t.quoted || t.is(conj|opener|aux|modal|self) && !t.is(det) || t.is(pronoun) && !t.is(person)
}

// headOf finds the head of the phrase [from, to].
func (s *sentence) headOf(from, to int) int {
	for i := from + 1; i < to; i++ {
		if !s.toks[i].is(prep) || s.toks[i].low == "on" && s.toks[i+1].low == "call" {
			continue
		}
		if s.toks[i-1].kind != mark && s.toks[i-1].low != "'s" && !s.toks[i-1].is(det|prep) {
			return i - 1
		}
		if s.toks[i-1].is(det) && i-1 > from || s.toks[i-1].low == "one" {
			return to
		}
	}
	return to
}

// classify says what a noun phrase [from, to] with a head is.
func (s *sentence) classify(from, head, to int) role {
	h := s.toks[head]
	switch {
	case h.kind != word || h.is(placed):
		return system
	case h.is(handle | name):
		return somebody
	case h.low == "call" && head > from && s.toks[head-1].low == "on":
		return somebody
	case h.is(team):
		for i := from; i < head; i++ {
			if s.toks[i].is(ours) {
				return ourselves
			}
		}
		return somebody
	case h.is(person):
		if head > from && s.toks[head-1].is(software) && (h.low == "operator" || h.low == "operators" || h.low == "manager" || h.low == "managers") {
			return system
		}
		return somebody
	case h.is(department) && from == head && head == to && h.low != "it":
		return somebody
	case h.is(attacker):
		return hostile
	case h.is(outsider):
		return outside
	case h.capital && from == to && !h.is(software|adverb|prep|opener|det|conj):
		return unknown
	}
	return system
}

// by is the noun after "by" or another preposition at i, and whether it is only
// the owner of what is named: "Kim's deploy".
func (s *sentence) by(i int) (n noun, owner bool) {
	from := i + 1
	for to := from; to < len(s.toks); to++ {
		t := s.toks[to]
		if t.low == "'s" || t.low == "'" && to > from {
			n := noun{s.classify(from, to-1, to-1), from, to}
			if s.toks[to-1].is(team | person) {
				n.role = s.classify(from, to-1, to-1)
			}
			return n, true
		}
		if t.kind == mark || t.is(prep|conj|opener|aux|modal|neg) || t.is(thing) && to > from {
			return s.after(from, to), false
		}
	}
	return s.after(from, len(s.toks)), false
}

// after is the noun phrase [from, to), whose head is its last word.
func (s *sentence) after(from, to int) noun {
	if from >= to {
		return noun{role: system, from: from, to: max(from, to)}
	}
	last := s.toks[to-1]
	switch {
	case last.quoted:
		return noun{system, from, to}
	case last.is(self):
		return noun{ourselves, from, to}
	case last.is(pronoun) && !last.is(person):
		return noun{somebody, from, to}
	case last.is(thing):
		return noun{it, from, to}
	}
	return noun{s.classify(from, to-1, to-1), from, to}
}

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
