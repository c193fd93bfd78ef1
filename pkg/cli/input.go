package cli

import (
	"errors"
	"io/fs"

	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/repo"
)

// stdinName is what --from takes for standard input.
const stdinName = "-"

// readInput reads what --from names: a file, wherever it lies, or standard input.
func (w *workspace) readInput(from string) ([]byte, error) {
	if from == stdinName {
		data, err := repo.ReadStream(w.env.In)
		if errors.Is(err, repo.ErrTooLarge) {
			return nil, usagef("standard input is %s, and no more is read; split it", repo.ErrTooLarge)
		}
		return data, err
	}
	if w.repo.IsFolder(from) {
		return nil, &usageError{from + " is a folder", "name a file in it"}
	}
	data, err := w.repo.ReadInput(from)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("%s does not exist", from)
	case errors.Is(err, repo.ErrTooLarge):
		return nil, usagef("%s is %s, and no more is read; split it", from, repo.ErrTooLarge)
	}
	return data, err
}

// ofInput names the input in an error about what it holds. The command line named
// it, and so it is what is wrong with that.
func ofInput(from string, err error) error {
	wrong, ok := errors.AsType[*intake.Error](err)
	if !ok {
		return err
	}
	if from == stdinName {
		from = "standard input"
	}
	reason := from + " " + wrong.Reason
	if wrong.Line > 0 {
		reason = (&intake.Error{Line: wrong.Line, Reason: wrong.Reason}).Error()
		reason = from + ": " + reason
	}
	return &usageError{reason, wrong.Way}
}

// inputName is what an input is called in messages.
func inputName(from string) string {
	if from == stdinName {
		return "standard input"
	}
	return from
}
