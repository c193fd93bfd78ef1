package repo

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// operations are what git can be in the middle of, by the file or folder that
// says so. git commit itself would go on in some of them: it lands on a
// rebase's detached HEAD, and it ends a revert by deleting REVERT_HEAD.
var operations = []struct{ file, name, finish string }{
	{"rebase-apply/applying", "an am", "git am --continue"},
	{"rebase-apply", "a rebase", "git rebase --continue"},
	{"rebase-merge", "a rebase", "git rebase --continue"},
	{"MERGE_HEAD", "a merge", "git merge --continue"},
	{"CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue"},
	{"REVERT_HEAD", "a revert", "git revert --continue"},
	{"BISECT_LOG", "a bisect", "git bisect reset"},
}

// inProgress names the operation that the work tree is in the middle of.
func inProgress(loc location, env environment) *Refused {
	for _, o := range operations {
		if _, err := os.Lstat(filepath.Join(loc.gitDir, o.file)); err == nil {
			return operationRefused(o.name, o.finish)
		}
	}
	if todo, err := os.ReadFile(filepath.Join(loc.gitDir, "sequencer", "todo")); err == nil {
		if bytes.HasPrefix(todo, []byte("revert")) {
			return operationRefused("a revert of several commits", "git revert --continue")
		}
		return operationRefused("a cherry-pick of several commits", "git cherry-pick --continue")
	}
	if insideHook(loc, env) {
		return &Refused{Cause: CauseOperation, Reason: "this is a hook of a git commit in progress", Way: "run it outside the hook"}
	}
	return nil
}

func operationRefused(name, finish string) *Refused {
	way := "finish it first: " + finish
	if strings.HasSuffix(finish, "--continue") {
		way += " or --abort"
	}
	return &Refused{Cause: CauseOperation, Reason: name + " is in progress", Way: way, Finish: finish}
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

// inTheWay notes in a refusal which files of a change that was written all the
// same are in the way of finishing the operation: those that git knows. All of
// them when it cannot be told.
func (r *Repo) inTheWay(ctx context.Context, refusal *Refused, changes []PathChange) {
	all, unmerged, err := r.indexed(ctx, changes)
	head, headErr := r.At(ctx, "HEAD")
	for _, c := range changes {
		name := path.Join(r.prefix, c.Path)
		if err == nil && !slices.Contains(all, name) {
			continue
		}
		refusal.Aside = append(refusal.Aside, c.Path)
		if headErr == nil {
			_, missing := fs.Stat(head.FS(), c.Path)
			refusal.Along = refusal.Along || missing != nil || slices.Contains(unmerged, name)
		}
	}
}

// indexed are the paths, from the top, of those files of a change that the index
// has, and that have a conflict there.
func (r *Repo) indexed(ctx context.Context, changes []PathChange) (all, unmerged []string, err error) {
	b, err := r.backend()
	if err != nil {
		return nil, nil, err
	}
	return b.tracked(ctx, r.fromTop(changes))
}
