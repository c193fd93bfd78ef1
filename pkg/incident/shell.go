package incident

import "strings"

// ShellWord is s as one word of a POSIX shell, quoted where it needs it. Names of
// files and words in them go into commands that messages offer to be copied, and
// must not run anything there.
func ShellWord(s string) string {
	if s != "" && s[0] != '#' && !strings.ContainsFunc(s, shellSpecial) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func shellSpecial(r rune) bool {
	plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+:@%,=#", r)
	return !plain
}

// Ref is the incident's ID as a command line takes it.
func (i *Incident) Ref() string { return ShellWord(i.ID) }
