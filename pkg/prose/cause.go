package prose

// caused reads people as the cause: "caused by Kim's deploy", "due to an
// operator", "a misconfiguration by the network team caused".
func (s *sentence) caused(i int) {
	by := i + 1
	switch s.at(i) {
	case "caused", "triggered", "introduced", "brought", "broke":
		if s.at(by) != "by" {
			s.authored(i)
			return
		}
	case "due":
		if s.at(by) != "to" {
			return
		}
	case "down":
		if s.at(by) != "to" || !s.has(i-1, be) {
			return
		}
	default:
		return
	}
	n, owner := s.by(by)
	if n.role == system && !owner && (s.at(n.to) == "by" || s.at(n.to) == "from") {
		n, owner = s.by(n.to) // "caused by a deploy from the payments team"
	}
	if n.role == ourselves && !owner && !s.ingAt(n.to) || n.role == somebody && (!owner || s.namedOwner(n)) && s.personal(n) {
		s.remark(Blame, NamedCause, n, i, by+1)
	}
}

// authored reads an active verb of cause at i whose subject somebody made: "a
// change by Priya caused".
func (s *sentence) authored(i int) {
	n := s.nounAt(s.head(i - 1))
	if n.role == system && n.to > n.from {
		for k := n.from + 1; k < n.to; k++ {
			if s.at(k) == "by" {
				n = s.after(k+1, n.to)
				break
			}
		}
	}
	if n.role == somebody && s.personal(n) && s.at(n.from-1) == "by" {
		s.remark(Blame, NamedCause, n, n.from-1, i+1)
	}
}

// because reads a deed of somebody else as the reason: "because the SRE pushed a
// config". What we did ourselves is told that way by everybody.
func (s *sentence) because(i int) {
	for v := i + 2; v < len(s.toks) && v < i+8; v++ {
		if s.toks[v].kind == mark || s.has(v, opener|aux|modal|neg) {
			return
		}
		if !s.has(v, deed|ship) || s.toks[v].forms&past == 0 {
			continue
		}
		if who := s.nounAt(s.head(v - 1)); who.role == somebody && who.from > i && s.personal(who) {
			s.remark(Blame, NamedCause, who, i, v+1)
		}
		return
	}
}

// namedOwner reports an owner that is a person by name, handle or role: "Kim's
// deploy", "an engineer's change".
func (s *sentence) namedOwner(n noun) bool {
	return n.to > n.from && s.has(n.to-1, name|handle|person|team)
}

// personal leaves out pronouns, for which "by them" is mostly a thing.
func (s *sentence) personal(n noun) bool {
	return n.to > n.from && !s.has(n.to-1, pronoun) || n.to > n.from && s.has(n.to-1, person)
}
