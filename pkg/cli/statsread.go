package cli

import (
	"context"
	"errors"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/stats"
)

// records are what the measures need of all incidents, repository by repository.
// Commits are asked only about those whose own history does not lead to the state
// that they are in.
func records(ctx context.Context, e *Env, all []*workspace) ([]*stats.Record, error) {
	progress := newProgress(e, "incidents read")
	defer progress.done()
	var found []*stats.Record
	untold := map[*workspace]map[string]*stats.Record{} // by path
	err := eachIncident(ctx, all, func(w *workspace, i *incident.Incident) error {
		progress.step()
		if i.Doc.Front().Kind() == document.None {
			return nil // said by eachIncident
		}
		r := stats.Of(i, w.process, e.now())
		r.Repository = w.label
		found = append(found, r)
		if !r.Way.Told && i.State.Known() {
			if untold[w] == nil {
				untold[w] = map[string]*stats.Record{}
			}
			untold[w][i.Path] = r
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		if err := w.askCommits(ctx, untold[w]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// maxAsked is how many files git is asked about by name.
const maxAsked = 500

// askCommits finds when incidents changed state by the commits.
func (w *workspace) askCommits(ctx context.Context, untold map[string]*stats.Record) error {
	if len(untold) == 0 {
		return nil
	}
	defer w.thrifty(ctx)()
	passages, err := w.passages(ctx, untold)
	var partial *repo.Incomplete
	switch {
	case errors.Is(err, repo.ErrNoGit):
		return nil
	case errors.As(err, &partial):
		w.warn("the time in each state of " + report.Count(len(untold), "incident") + " is not known: " + partial.Error())
		return nil
	case err != nil:
		return err
	}
	for path, r := range untold {
		r.FromCommits(passages.Of(path))
	}
	return nil
}

// passages replays the commits that changed some of the files.
func (w *workspace) passages(ctx context.Context, untold map[string]*stats.Record) (*history.Passages, error) {
	o := repo.HistoryOptions{Paths: fixedParts(w.config.Dir)}
	if len(untold) <= maxAsked {
		o.Paths = sortedKeys(untold)
	}
	progress := newProgress(w.env, "commits read")
	defer progress.done()
	var passages history.Passages
	states := map[string]incident.State{} // by blob
	for step, err := range w.repo.Replay(ctx, o) {
		if err != nil {
			return nil, err
		}
		for _, b := range step.Blobs {
			states[b.ID] = passages.State(b.Data)
		}
		if step.Last {
			progress.step()
		}
		if untold[step.Change.Path] == nil {
			continue
		}
		var before []incident.State
		for _, blob := range step.Change.Before {
			before = append(before, states[blob])
		}
		passages.Change(step.Change.Path, step.Commit.Author.When, before, states[step.Change.After])
	}
	return &passages, nil
}

// period reads --since and --until; what is given must make sense together.
func period(e *Env, since, until string) (stats.Period, error) {
	var p stats.Period
	var err error
	if p.Since, err = bound("--since", since, e.now(), 0); err != nil {
		return p, err
	}
	if p.Until, err = bound("--until", until, e.now(), day); err != nil {
		return p, err
	}
	if p.Since.After(e.now()) {
		return p, usagef("--since %s lies in the future, where nothing has happened yet", since)
	}
	if !p.Until.IsZero() && !p.Since.Before(p.Until) {
		return p, usagef("--until %s is not after --since %s", until, since)
	}
	return p, nil
}
