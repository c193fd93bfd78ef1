package lint

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

var secret = &Rule{
	ID:      "secret",
	Summary: "no key, token or password stands in the file",
	Why: "Command lines, logs and chat are pasted at night, with the credentials that are in them, and a postmortem is read by many. " +
		"What was committed stays in the Git history and in every clone, so taking it out is not enough: rotate it first. " +
		"The whole file is read, code, comments and front matter too; what looks like a hash, an id or an example is left alone, " +
		"and no output shows more than the beginning that all secrets of a kind have in common.",
	Bad: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

The pool was full: psql ` + "postgres://checkout:" + `vK7-rT2m-Qp9x@db.internal/orders
`,
	Good: `---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

The pool was full: psql postgres://checkout:****@db.internal/orders
`,
	Configure: "rules: {secret: error}. Write what holds the place as `****`, `${TOKEN}` or `REDACTED`; example keys of manuals are known.",
	Severity:  Error,
	Syntax:    true,
	Adopted:   true,
	Check:     checkSecret,
}

func checkSecret(p *Pass) {
	for _, m := range p.secrets {
		k := secretKinds[m.kind]
		p.Report(document.Span{Start: m.start, End: m.end}, m.identity(),
			fmt.Sprintf("this looks like a secret: %s (%s), and whoever reads the file can use it", k.name, m.masked()),
			fmt.Sprintf("rotate it first: %s; then take it out of the file, and know that the Git history still has it", k.rotate))
	}
}

// HoldsSecret reports that something in a file looks like a secret, suppressed or
// not; it parses nothing.
func HoldsSecret(src []byte) bool { return len(findSecrets(src)) > 0 }

// identity tells a secret from others without giving it away. 24 bits of a hash
// say nothing about a random key; for what a person made up they would be a
// test for guesses, so that is known by its place and length alone.
func (m match) identity() string {
	k := secretKinds[m.kind]
	if k.place == nil {
		sum := sha256.Sum256(m.src[m.start:m.end])
		return fmt.Sprintf("%s %x", k.name, sum[:3])
	}
	return strings.Join([]string{k.name, m.masked()}, ", ")
}

// masked is what may be shown: at most four characters, and these only when
// every secret of the kind begins with them, the length, and for a password
// where it belongs.
func (m match) masked() string {
	k, v := secretKinds[m.kind], m.value()
	length := strconv.Itoa(len(v)) + " characters"
	if k.place != nil {
		if name := k.place(m); name != "" && name != k.name && !strings.Contains(name, v) {
			return name + ", " + length
		}
		return length
	}
	for _, word := range k.words() {
		if len(v) > 2*len(word) && strings.EqualFold(v[:len(word)], word) {
			return v[:min(4, len(word))] + "…, " + length
		}
	}
	return length
}
