package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/postmortem-md/pm/pkg/lint"
)

// identities tell findings apart without their place, so that a finding is the
// same one after lines above it were added or removed: by file, rule and subject,
// and by a number where several have those in common.
type identities struct {
	file string
	seen map[[2]string]int // by rule and subject; of the present file only
}

// ordinal counts findings of one file, rule and subject from 1. It is to be
// called once for each finding, those of one file together.
func (i *identities) ordinal(f lint.Finding) int {
	if i.seen == nil || i.file != f.File {
		i.file, i.seen = f.File, make(map[[2]string]int)
	}
	key := [2]string{f.Rule, f.Subject}
	i.seen[key]++
	return i.seen[key]
}

// fingerprint is 32 hexadecimal digits that stand for a finding over versions of
// a file. It holds no line, column or wording.
func (i *identities) fingerprint(f lint.Finding) string {
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + f.File + "\x00" + strconv.Itoa(i.ordinal(f)) + "\x00" + f.Subject))
	return hex.EncodeToString(sum[:16])
}
