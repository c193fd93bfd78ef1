package repo

import (
	"path"
	"strings"
)

// The refusals that both backends make, each in its own way of finding out, in
// the same words.

func partly(name string) *Refused {
	word := shellWord(name)
	return &Refused{
		Cause:  CausePartly,
		Reason: printable(name) + " is staged, and was changed again since: a commit would take both",
		Way:    "git add " + word + " to commit all of it, or git restore --staged " + word,
	}
}

func ignoredRefusal(name string) *Refused {
	return &Refused{
		Cause:  CauseIgnored,
		Reason: "a .gitignore rule covers " + printable(name),
		Way:    "change that rule, or git add -f " + shellWord(name),
	}
}

func conflicted(name string) *Refused {
	return &Refused{
		Cause:  CauseConflicted,
		Reason: "the index has unresolved conflicts: " + printable(name),
		Way:    "resolve them and git add " + shellWord(name),
	}
}

// skipped is a file that git status has nothing to say of, and so neither
// backend. sparse says that it is out of a sparse checkout.
func skipped(name string, sparse bool) *Refused {
	r := &Refused{
		Cause:  CauseUnsupported,
		Reason: "git is told not to look at " + printable(name) + " (skip-worktree)",
		Way:    "git update-index --no-skip-worktree " + shellWord(name),
	}
	if sparse {
		r.Reason = printable(name) + " is outside of the sparse checkout"
		r.Way = "git sparse-checkout add " + shellWord(sparsePattern(name))
	}
	return r
}

// sparsePattern is the folder of a path, or the path itself at the top.
func sparsePattern(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return "/" + name
}

func elsewhere(name, inner string) *Refused {
	return &Refused{
		Cause:  CauseUnsupported,
		Reason: printable(name) + " lies in another repository, " + printable(inner),
		Way:    "run pm in " + shellWord(inner),
	}
}

func brokenBranch(ref string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: printable(ref) + " is broken: it names no commit",
		Way:    wayToMendRef(ref),
	}
}

func wayToMendRef(ref string) string {
	return "remove that file, then git update-ref " + shellWord(ref) + " COMMIT; git fsck --lost-found lists commits"
}

func noRoom(ref, other string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: printable(ref) + " cannot be made where there is " + printable(other),
		Way:    "git symbolic-ref HEAD refs/heads/NAME gives the branch another name",
	}
}

// branchThere is a branch that somebody made after it was found to be free.
func branchThere(name string) *Refused {
	return &Refused{
		Cause: CauseGit, Reason: "the branch " + printable(name) + " exists already",
		Way: "git switch " + shellWord(name) + " goes on there",
	}
}

// noBranch is noRoom for a branch that is new: HEAD is on another, and stays.
func noBranch(name, other string) *Refused {
	r := noRoom("refs/heads/"+name, other)
	r.Way = "rename or delete " + printable(shortRef(other))
	return r
}

func damagedIndex(reason string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "the index cannot be read: " + reason,
		Way:    "move the file away, and git reset makes a new one; what was staged is then unstaged",
	}
}

func badConfig(reason string) *Refused {
	return &Refused{Cause: CauseGit, Reason: reason, Way: "correct that line"}
}

func badDate(text string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "the environment sets a date that git does not understand: " + printable(text),
		Way:    "unset GIT_AUTHOR_DATE and GIT_COMMITTER_DATE, or write them as 2026-03-01T14:02:00Z",
	}
}

func badName(name string) *Refused {
	return &Refused{Cause: CauseGit, Reason: "git does not allow the path " + printable(name), Way: "take another name"}
}

// cannotWrite is a place that could not be written, and why, in the system's
// words.
func cannotWrite(place, why string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "the repository cannot be written: " + printable(place) + ": " + strings.ToLower(why),
		Way:    "see who owns it, and whether it is meant to be written here",
	}
}

func unsafeLineEndings(name string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "LF would be replaced by CRLF in " + printable(name) + ", and core.safecrlf forbids that",
		Way:    "write CRLF there, or git config core.safecrlf warn",
	}
}

func implicitBare(dir string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "a bare repository is used only where it is named (safe.bareRepository): " + dir,
		Way:    "set GIT_DIR=" + shellWord(dir),
	}
}

func unknownExtension(name string) *Refused {
	return &Refused{
		Cause:  CauseUnsupported,
		Reason: "the repository uses the extension " + printable(name) + ", which is not known here",
		Way:    "a newer git may know it",
	}
}

func unknownFormat(version string) *Refused {
	return &Refused{
		Cause:  CauseUnsupported,
		Reason: "the repository has format " + printable(version) + ", which is not known here",
		Way:    "a newer git may know it",
	}
}

const wayToSign = "see git config user.signingKey, gpg.format and gpg.program"

func filterFailed(name string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "the filter " + printable(name) + " failed",
		Way:    "git config filter." + printable(name) + ".clean names the program",
	}
}

func unfetched(reason string) *Refused {
	return &Refused{
		Cause:  CauseGit,
		Reason: "the clone is partial, and git could not fetch what is missing: " + reason,
		Way:    "git fetch shows whether the remote can be reached",
	}
}

// shellWord quotes a path for a command that is to be copied, where it needs it.
func shellWord(s string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 0x7f || strings.ContainsRune("/._-+=:@%,", c)
	}
	s = printable(s)
	if strings.HasPrefix(s, "-") {
		s = "./" + s // or git takes it for an option
	}
	if s != "" && strings.TrimLeftFunc(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
