package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
)

// useGit is the way out of everything only the git binary can do.
const useGit = "use the git binary for this: install it, or set backend: auto"

// unsupported refuses what the built-in backend cannot honour.
func unsupported(format string, args ...any) *Refused {
	return &Refused{Cause: CauseUnsupported, Reason: "the built-in git backend cannot handle " + fmt.Sprintf(format, args...), Way: useGit}
}

// said is a failure where git itself would have stopped.
func said(err error) *Refused { return &Refused{Cause: CauseGit, Reason: err.Error()} }

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
		return &Refused{Cause: CauseGit, Reason: "the repository cannot be written: " + cause(err).Error()}
	case errors.Is(err, os.ErrPermission):
		return &Refused{Cause: CauseGit, Reason: "the repository cannot be written: " + err.Error()}
	}
	return said(err)
}
