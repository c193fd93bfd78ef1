package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// useGit is the way out of everything only the git binary can do.
const useGit = "use the git binary for this: install it, or set backend: auto"

// unsupported refuses what the built-in backend cannot honour.
func unsupported(format string, args ...any) *Refused {
	return &Refused{Cause: CauseUnsupported, Reason: "the built-in git backend cannot handle " + fmt.Sprintf(format, args...), Way: useGit}
}

// placeOf is the path that an error of the file system is about.
func placeOf(err error) string {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path) && strings.HasPrefix(filepath.Base(path.Path), strayObject):
		return filepath.Dir(path.Path) // the name is by chance
	case errors.As(err, &path):
		return path.Path
	case errors.As(err, &link):
		return link.New
	}
	return err.Error()
}

// said is a failure where git itself would have stopped.
func said(err error) *Refused {
	var config *configSyntaxError
	var index *indexFormatError
	var ref *brokenRefError
	var clash *kindClashError
	switch {
	case errors.As(err, &config):
		return badConfig(err.Error())
	case errors.As(err, &index):
		return damagedIndex(index.reason)
	case errors.As(err, &ref):
		return brokenBranch(ref.name)
	case errors.As(err, &clash):
		return &Refused{Cause: CauseGit, Reason: err.Error(), Way: "remove or rename " + shellWord(clash.path) + " first"}
	case errors.Is(err, os.ErrPermission):
		return cannotWrite(placeOf(err), "permission denied")
	}
	return &Refused{Cause: CauseGit, Reason: err.Error(), Way: "git status and git fsck may say more"}
}

// refusal makes a *Refused of what stopped a commit.
func refusal(err error) error {
	var refused *Refused
	var locked *lockedError
	var missing *missingObjectError
	switch {
	case err == nil, errors.As(err, &refused), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &locked):
		return &Refused{
			Cause:  CauseLocked,
			Reason: err.Error() + ": another git command is running, or one was killed",
			Way:    "wait for it, or remove that file once none is running",
		}
	case errors.Is(err, errRefMoved):
		return &Refused{Cause: CauseLocked, Reason: "the branch kept moving while pm was committing", Way: "try again"}
	case errors.As(err, &missing):
		return &Refused{Cause: CauseUnsupported, Reason: err.Error() + " (a partial clone, or a damaged one)", Way: useGit}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EROFS):
		// Which of git's files it was would only lead away from the reason.
		return &Refused{Cause: CauseGit, Reason: "the repository cannot be written: " + cause(err).Error(), Way: "make room, or make it writable, and run the command again"}
	}
	return said(err)
}
