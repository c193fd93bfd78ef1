package repo

import (
	"fmt"
	"os"
	"path/filepath"
)

// operations are the files by which git remembers what it is in the middle of,
// each in the work tree's own git directory, the more telling ones first.
var operations = []struct{ file, name, abort string }{
	{"rebase-apply/applying", "am (patches being applied)", "git am --continue or git am --abort"},
	{"rebase-apply", "rebase", "git rebase --continue or git rebase --abort"},
	{"rebase-merge", "rebase", "git rebase --continue or git rebase --abort"},
	{"MERGE_HEAD", "merge", "git merge --continue or git merge --abort"},
	{"CHERRY_PICK_HEAD", "cherry-pick", "git cherry-pick --continue or git cherry-pick --abort"},
	{"REVERT_HEAD", "revert", "git revert --continue or git revert --abort"},
	{"sequencer", "cherry-pick or revert of several commits", "git cherry-pick --continue or git revert --continue"},
	{"BISECT_LOG", "bisect", "git bisect reset"},
}

// operationInProgress refuses by name while git is in the middle of something:
// a commit would become part of it, or end it.
func operationInProgress(gitDir string) error {
	for _, op := range operations {
		if _, err := os.Lstat(filepath.Join(gitDir, filepath.FromSlash(op.file))); err == nil {
			return &Refused{
				Cause:  CauseOperation,
				Reason: fmt.Sprintf("a %s is in progress", op.name),
				Way:    "finish it first: " + op.abort,
			}
		}
	}
	return nil
}
