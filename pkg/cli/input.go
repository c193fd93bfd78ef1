package cli

import (
	"errors"
	"io/fs"

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

// inputName is what an input is called in messages.
func inputName(from string) string {
	if from == stdinName {
		return "standard input"
	}
	return from
}
