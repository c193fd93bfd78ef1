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

// agent leaves a bare name aside: it may be that of a program.
func (n noun) agent() Agent {
	switch n.role {
	case ourselves:
		return Self
	case somebody:
		return Other
	}
	return Nobody
}

// nounAt is the noun phrase whose last word is at j. Its head is what stands
// before the first preposition: "members of the team", "pods of the team".
func (s *sentence) nounAt(j int) noun {
	if j < 0 {
		return noun{}
	}
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
	if s.toks[from].is(prep) && from > 0 && s.toks[from-1].is(pronoun) {
		return noun{somebody, from - 1, j + 1} // "someone on the data team"
	}
	head := s.headOf(from, j)
	role := s.classify(from, head, j)
	if s.toks[from].is(prep) && head == j {
		from = min(from+1, j)
	}
	return noun{role, from, j + 1}
}

// possessor is whose the noun at i is, as far as it is a person's: "ops'
// failure", "our fault".
func (s *sentence) possessor(i int) noun {
	k := i - 1
	switch {
	case s.at(k) == "'s" || s.at(k) == "'" || s.at(k) == "’":
		n := s.nounAt(k - 1)
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
	if t.low == "that" && i+1 < len(s.toks) && (s.toks[i+1].is(det|name|handle|department) || s.toks[i+1].capital) {
		return true // "it is a pity that Kim"
	}
	return t.kind == mark || t.kind == number || t.quoted || t.is(conj|opener|aux|modal|self) && !t.is(det) || t.is(pronoun) && !t.is(person)
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
		if to > from && (t.low == "'s" || t.low == "'") {
			return noun{s.classify(from, to-1, to-1), from, to}, true
		}
		if t.kind == mark || t.is(prep|conj|opener|aux|modal|neg) || t.low == "who" && to > from || (t.is(thing) || t.forms&ing != 0) && to > from {
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
