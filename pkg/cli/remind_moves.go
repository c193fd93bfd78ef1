package cli

import (
	"context"
	"errors"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// addMoves adds to what a repository's reminders know of moved due dates those that
// only its commits tell of, since somebody edited the date by hand. One pass over
// the history serves all files. Of an incident on an open branch, and before a
// rename, only the file is asked.
func (d *digest) addMoves(ctx context.Context, w *workspace) error {
	files := d.dated(w)
	if len(files) == 0 {
		return nil
	}
	defer w.thrifty(ctx)()
	trails, err := w.trails(ctx, files)
	if incomplete, ok := errors.AsType[*repo.Incomplete](err); ok {
		w.warn("due dates that were moved by hand are not counted: " + incomplete.Error())
		return nil
	}
	if err != nil || trails == nil {
		return err
	}
	for path, trail := range trails {
		p, err := w.loadFile(path)
		if err != nil {
			return err
		}
		slips := history.Slips(trail.Moves(p.Incident))
		for _, r := range files[path] {
			r.moved(slips)
		}
	}
	return nil
}

// dated are a repository's reminders of action items with a due date, by file.
func (d *digest) dated(w *workspace) map[string][]*reminding {
	files := map[string][]*reminding{}
	for _, s := range d.sections {
		for n := range s.reminders {
			if r := &s.reminders[n]; r.w == w && r.Item != nil && r.Due != nil && r.Branch == nil {
				files[r.path] = append(files[r.path], r)
			}
		}
	}
	return files
}

// maxFollowed is how many files are followed by their names. More are found among
// all below dir, which the command line of git has room for.
const maxFollowed = 100

// trails are what changed the due dates of some files, of those that were changed
// since they were added; nil without Git.
func (w *workspace) trails(ctx context.Context, files map[string][]*reminding) (map[string]*history.Trail, error) {
	o := repo.HistoryOptions{Paths: fixedParts(w.config.Dir)}
	if len(files) <= maxFollowed {
		o.Paths = sortedKeys(files)
	}
	trails := map[string]*history.Trail{}
	var taken history.Snapshots
	snaps := map[string]*history.Snapshot{"": nil} // by blob
	for step, err := range w.repo.Replay(ctx, o) {
		if errors.Is(err, repo.ErrNoGit) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, b := range step.Blobs { // of any file: a renamed one begins with the blob of another
			snaps[b.ID] = taken.Of(b.Data)
		}
		change := step.Change
		if files[change.Path] == nil || isNew(change) {
			continue
		}
		if trails[change.Path] == nil {
			trails[change.Path] = new(history.Trail)
		}
		before := make([]*history.Snapshot, len(change.Before))
		for n, blob := range change.Before {
			before[n] = snaps[blob]
		}
		trails[change.Path].Change(step.Commit.ID, before, snaps[change.After])
	}
	return trails, nil
}
