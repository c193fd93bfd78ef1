package repo

import "strings"

// What git says, in English, when a commit failed for a reason that has a
// cause of its own. These texts have stood unchanged for years; anything else
// is passed on in git's own words.
var gitPhrases = []struct {
	text  string
	cause Cause
}{
	{"Please tell me who you are", CauseIdentity},
	{"empty ident name", CauseIdentity},
	{"no name was given", CauseIdentity},
	{"no email was given", CauseIdentity},
	{"auto-detection is disabled", CauseIdentity},
	{"unable to auto-detect email address", CauseIdentity},
	{"name consists only of disallowed characters", CauseIdentity},
	{"index.lock': File exists", CauseLocked},
	{"cannot lock ref", CauseLocked},
	{"ignored by one of your .gitignore files", CauseIgnored},
	{"detected dubious ownership", CauseGit},
	{"failed to sign the data", CauseSigning},
	{"you need to resolve your current index first", CauseConflicted},
}

// gitFaults are failures that have no cause of their own, but words: the same
// that the built-in backend has for them. part takes out of git's what matters.
var gitFaults = []struct {
	text   string
	refuse func(words string) *Refused
}{
	{"unknown repository extension", func(words string) *Refused { return unknownExtension(lineAfter(words, "unknown repository extension")) }},
	{"Expected git repo version", func(words string) *Refused { return unknownFormat(lineFrom(words, ", found ")) }},
	{"cannot use bare repository '", func(words string) *Refused { return implicitBare(quoted(words, "cannot use bare repository '")) }},
	{"bad config line", func(words string) *Refused {
		return badConfig(strings.Replace(firstFault(words), " in file ", " in ", 1))
	}},
	{"invalid date format: ", func(words string) *Refused { return badDate(lineFrom(words, "invalid date format: ")) }},
	{"invalid path '", func(words string) *Refused { return badName(quoted(words, "invalid path '")) }},
	{"' is in submodule '", func(words string) *Refused {
		return elsewhere(strings.TrimPrefix(quoted(words, "Pathspec '"), pathspec("")), quoted(words, "is in submodule '"))
	}},
	{": reference broken", func(words string) *Refused { return brokenBranch(quoted(words, "unable to resolve reference '")) }},
	{"exists; cannot create '", func(words string) *Refused {
		return noRoom(quoted(words, "exists; cannot create '"), quotedBefore(words, "' exists; cannot create '"))
	}},
	{"LF would be replaced by CRLF in ", func(words string) *Refused {
		return unsafeLineEndings(lineFrom(words, "LF would be replaced by CRLF in "))
	}},
	{": clean filter '", func(words string) *Refused { return filterFailed(quoted(words, ": clean filter '")) }},
	{"insufficient permission for adding an object", func(words string) *Refused {
		return cannotWrite(lineFrom(words, "repository database "), "permission denied")
	}},
	{"': Permission denied", func(words string) *Refused {
		return cannotWrite(quotedBefore(words, "': Permission denied"), "permission denied")
	}},
	{"': Read-only file system", func(words string) *Refused {
		return cannotWrite(quotedBefore(words, "': Read-only"), "read-only file system")
	}},
	{"from promisor remote", func(words string) *Refused { return unfetched(firstFault(words)) }},
	{"index file smaller than expected", func(string) *Refused { return damagedIndex("it is cut off") }},
	{"index file corrupt", func(string) *Refused { return damagedIndex("it is damaged") }},
	{"bad signature 0x", func(string) *Refused { return damagedIndex("it is none") }},
	{"bad index version", func(string) *Refused { return damagedIndex("its version is not known") }},
	{"unknown index entry format", func(string) *Refused { return damagedIndex("it is damaged") }},
	{"unordered stage entries", func(string) *Refused { return damagedIndex("it is damaged") }},
}

// classify finds the cause in git's words.
func classify(words string) Cause {
	for _, p := range gitPhrases {
		if strings.Contains(words, p.text) {
			return p.cause
		}
	}
	return CauseGit
}

// refused makes a failed command a refusal; doing says what was tried.
func (r gitResult) refused(doing string) *Refused { return refusedBy(r.err, doing) }

func refusedBy(words, doing string) *Refused {
	for _, fault := range gitFaults {
		if strings.Contains(words, fault.text) {
			return fault.refuse(words)
		}
	}
	switch classify(words) {
	case CauseIdentity:
		return &Refused{
			Cause: CauseIdentity, Reason: "git does not know who you are",
			Way: `git config --global user.name "Your Name" and git config --global user.email you@example.com`,
		}
	case CauseLocked:
		return lockedRefusal(words)
	case CauseIgnored:
		return ignoredRefusal(ignoredPaths(words))
	case CauseSigning:
		return &Refused{Cause: CauseSigning, Reason: "git could not sign the commit", Way: wayToSign, Output: words}
	case CauseConflicted:
		return &Refused{Cause: CauseConflicted, Reason: "the index has conflicts", Way: "resolve them and git add the files"}
	}
	if strings.Contains(words, "detected dubious ownership") {
		return dubious(words)
	}
	return &Refused{Cause: CauseGit, Reason: doing + ": " + firstFault(words), Way: "git status and git fsck may say more"}
}

// lockedRefusal names the lock that stood in the way to the end.
func lockedRefusal(words string) *Refused {
	if name := quoted(words, "Unable to create '"); name != "" {
		return &Refused{Cause: CauseLocked, Reason: name + " exists: another git command is running, or one was killed", Way: "wait for it, or remove that file once none is running"}
	}
	return &Refused{Cause: CauseLocked, Reason: firstFault(words), Way: "another git command moved the branch at the same time; try again"}
}

// dubious is git's refusal to work in a repository of another user. git does
// not say so of each command alike, but always with the remedy.
func dubious(words string) *Refused {
	way := "check who owns it"
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "git config ") {
			way = "if you trust it: " + line
		}
	}
	return &Refused{Cause: CauseGit, Reason: "git does not trust " + quoted(words, "in repository at '") + ", which belongs to another user", Way: way}
}

// quoted is what stands after a lead-in up to the closing quote.
func quoted(words, lead string) string {
	_, rest, _ := strings.Cut(words, lead)
	name, _, ok := strings.Cut(rest, "'")
	if !ok {
		return ""
	}
	return name
}

// quotedBefore is what stands before a closing quote, from the opening one.
func quotedBefore(words, end string) string {
	before, _, _ := strings.Cut(words, end)
	return before[strings.LastIndexByte(before, '\'')+1:]
}

// lineFrom is what stands after a lead-in up to the end of the line.
func lineFrom(words, lead string) string {
	_, rest, _ := strings.Cut(words, lead)
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

// lineAfter is the line after the one that holds a text.
func lineAfter(words, text string) string {
	_, rest, _ := strings.Cut(words, text)
	_, rest, _ = strings.Cut(rest, "\n")
	return lineFrom(rest, "")
}

// ignoredPaths are the paths git lists after saying that they are ignored.
func ignoredPaths(words string) string {
	var paths []string
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		if line != "" && !isHint(line) && !strings.Contains(line, "ignored by one of") {
			paths = append(paths, line)
		}
	}
	return strings.Join(paths, ", ")
}

// firstFault is the first thing git calls fatal or an error, without the
// label; failing that its first line.
func firstFault(words string) string {
	first := ""
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		for _, label := range []string{"fatal: ", "error: "} {
			if fault, ok := strings.CutPrefix(line, label); ok {
				return fault
			}
		}
		if first == "" && !isHint(line) {
			first = line
		}
	}
	if first == "" {
		return "it gave no reason"
	}
	return first
}

// hasFault says whether git called anything fatal or an error; hints and
// warnings come with success too.
func hasFault(words string) bool {
	for line := range strings.Lines(words) {
		if strings.HasPrefix(line, "fatal: ") || strings.HasPrefix(line, "error: ") {
			return true
		}
	}
	return false
}

func isHint(line string) bool { return strings.HasPrefix(line, "hint:") }
