package repo

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// operations are what git can be in the middle of, by the file or folder that
// says so. git commit itself would go on in some of them: it lands on a
// rebase's detached HEAD, and it ends a revert by deleting REVERT_HEAD.
var operations = []struct{ file, name, way string }{
	{"rebase-apply/applying", "an am", "git am --continue or --abort"},
	{"rebase-apply", "a rebase", "git rebase --continue or --abort"},
	{"rebase-merge", "a rebase", "git rebase --continue or --abort"},
	{"MERGE_HEAD", "a merge", "git merge --continue or --abort"},
	{"CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue or --abort"},
	{"REVERT_HEAD", "a revert", "git revert --continue or --abort"},
	{"BISECT_LOG", "a bisect", "git bisect reset"},
}

// inProgress names the operation that the work tree is in the middle of.
func inProgress(loc location, env environment) *Refused {
	for _, o := range operations {
		if _, err := os.Lstat(filepath.Join(loc.gitDir, o.file)); err == nil {
			return operationRefused(o.name, o.way)
		}
	}
	if todo, err := os.ReadFile(filepath.Join(loc.gitDir, "sequencer", "todo")); err == nil {
		if bytes.HasPrefix(todo, []byte("revert")) {
			return operationRefused("a revert of several commits", "git revert --continue or --abort")
		}
		return operationRefused("a cherry-pick of several commits", "git cherry-pick --continue or --abort")
	}
	if insideHook(loc, env) {
		return &Refused{Cause: CauseOperation, Reason: "this is a hook of a git commit in progress", Way: "run it outside the hook"}
	}
	return nil
}

func operationRefused(name, way string) *Refused {
	return &Refused{Cause: CauseOperation, Reason: name + " is in progress", Way: "finish it first: " + way}
}

// insideHook recognises a hook of git commit by the index that git hands to
// it: the repository's own by name, or one under a lock. A commit from there
// would pull HEAD away from under the one that is being made. An index of
// somebody's own choice lies elsewhere.
func insideHook(loc location, env environment) bool {
	file := env.value("GIT_INDEX_FILE")
	if file == "" {
		return false
	}
	file = absolute(loc.top, file)
	return filepath.Dir(file) == loc.gitDir && (filepath.Base(file) == "index" || strings.HasSuffix(file, ".lock"))
}
