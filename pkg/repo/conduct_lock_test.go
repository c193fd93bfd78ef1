package repo

// locking puts a lock of git's into the way, as a git that was killed would.
func locking(path string) func(*sandbox) {
	return func(s *sandbox) {
		s.Helper()
		s.write(path, "")
		s.kept = map[string]bool{lastPart(path): true}
	}
}

func unlocking(path string) func(*sandbox) { return func(s *sandbox) { s.remove(path) } }

// lockConduct are locks that stay, which are never removed, and places that
// cannot be written.
var lockConduct = []conduct{
	{name: "index.lock stays", doc: "`index.lock` stays: nothing is written, the file is as it was", cause: CauseLocked, change: changeA, prepare: locking(".git/index.lock"), mend: unlocking(".git/index.lock")},
	{name: "index.lock stays, new file", doc: "likewise, with a new file", cause: CauseLocked, change: createB, prepare: locking(".git/index.lock"), mend: unlocking(".git/index.lock")},
	{name: "branch lock stays", doc: "the lock of the branch stays", cause: CauseLocked, change: createB, prepare: locking(".git/refs/heads/main.lock"), mend: unlocking(".git/refs/heads/main.lock")},
	{name: "HEAD.lock stays", doc: "`HEAD.lock` stays", cause: CauseLocked, change: changeA, prepare: locking(".git/HEAD.lock"), mend: unlocking(".git/HEAD.lock")},
	{name: "other locks stay", doc: "locks stay that a commit does not need: of the configuration, of the packed refs, of another branch", change: changeA, prepare: func(s *sandbox) {
		for _, path := range []string{".git/config.lock", ".git/packed-refs.lock", ".git/refs/heads/side.lock"} {
			s.write(path, "")
		}
		s.kept = map[string]bool{"config.lock": true, "packed-refs.lock": true, "side.lock": true}
	}},
	{name: "read-only Git directory", doc: "a Git directory that cannot be written, and the change is kept", cause: CauseGit, change: changeA, written: true, prepare: readOnly(".git"), mend: func(s *sandbox) { s.chmod(".git", "u+w") }},
	{name: "read-only Git directory, taken back", doc: "likewise, and the change is taken back", cause: CauseGit, change: takingBack(createB), prepare: readOnly(".git"), mend: func(s *sandbox) { s.chmod(".git", "u+w") }},
	{name: "read-only object folder", doc: "an object folder that cannot be written", cause: CauseGit, change: takingBack(changeA), prepare: readOnly(".git/objects"), mend: func(s *sandbox) { s.chmod(".git/objects", "u+w") }},
	{name: "read-only checkout", doc: "a checkout that cannot be written at all: nothing is changed", failure: "permission denied", change: changeA, prepare: readOnly("."), mend: func(s *sandbox) { s.chmod(".", "u+w") }},
}
