package cli

import (
	"context"
	"errors"

	"github.com/postmortem-md/pm/pkg/history"
	"github.com/postmortem-md/pm/pkg/repo"
)

// trail follows the file at path back through the commits, and through renames
// to the paths that it had before. Nil without Git.
func (w *workspace) trail(ctx context.Context, path string) (*history.Trail, error) {
	f := follower{w: w, snaps: map[string]*history.Snapshot{"": nil}}
	for rev := ""; path != ""; {
		err := f.follow(ctx, rev, path)
		if errors.Is(err, repo.ErrNoGit) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if rev, path, err = f.before(ctx, path); err != nil {
			return nil, err
		}
	}
	// What was found last is oldest.
	var trail history.Trail
	for n := len(f.legs) - 1; n >= 0; n-- {
		for _, c := range f.legs[n] {
			trail.Change(c.commit, f.of(c.change.Before), f.snaps[c.change.After])
		}
	}
	return &trail, nil
}

// follower goes back through the history of one incident, a leg for each path
// that it had.
type follower struct {
	w     *workspace
	taken history.Snapshots
	snaps map[string]*history.Snapshot // by blob
	legs  [][]changeIn
	moved map[string]bool // commits that were found to rename it
}

// changeIn is a change and its commit. One without parents renames nothing.
type changeIn struct {
	commit string
	first  bool
	change repo.FileChange
}

func (f *follower) of(blobs []string) []*history.Snapshot {
	snaps := make([]*history.Snapshot, len(blobs))
	for n, blob := range blobs {
		snaps[n] = f.snaps[blob]
	}
	return snaps
}

// follow adds the leg of one path.
func (f *follower) follow(ctx context.Context, rev, path string) error {
	var leg []changeIn
	for step, err := range f.w.repo.Replay(ctx, repo.HistoryOptions{Rev: rev, Paths: []string{path}}) {
		if err != nil {
			return err
		}
		for _, b := range step.Blobs {
			f.snaps[b.ID] = f.taken.Of(b.Data)
		}
		leg = append(leg, changeIn{step.Commit.ID, len(step.Commit.Parents) == 0, step.Change})
	}
	f.legs = append(f.legs, leg)
	return nil
}

// before finds the rename that the last leg began with: where the file was in
// the parents of the commit that added it. "" when it was new.
func (f *follower) before(ctx context.Context, path string) (rev, old string, err error) {
	leg := f.legs[len(f.legs)-1]
	if len(leg) == 0 || leg[0].first || f.moved[leg[0].commit] {
		return "", "", nil
	}
	rev = leg[0].commit
	gone, made, err := f.exchanged(ctx, rev)
	if err != nil || len(gone) == 0 {
		return "", "", err
	}
	blobs, err := f.w.repo.Blobs(ctx)
	if err != nil {
		return "", "", err
	}
	changes, err := f.versions(blobs, gone)
	if err != nil {
		return "", "", err
	}
	additions, err := f.versions(blobs, made)
	if err != nil {
		return "", "", err
	}
	read := func(blob string) ([]byte, error) { return readable(blobs, blob) }
	from, ok, err := history.RenamedFrom(path, changes, additions, read)
	if !ok || err != nil {
		return "", "", err
	}
	if f.moved == nil {
		f.moved = map[string]bool{}
	}
	f.moved[rev] = true
	for _, change := range gone {
		if change.Path == from.Path {
			leg[0].change.Before = change.Before
		}
	}
	return rev, from.Path, nil
}

// exchanged are the incidents that a commit takes away, and those it adds.
func (f *follower) exchanged(ctx context.Context, commit string) (gone, made []repo.FileChange, err error) {
	o := repo.HistoryOptions{Rev: commit, Alone: true, Paths: fixedParts(f.w.config.Dir)}
	for c, err := range f.w.repo.History(ctx, o) {
		if err != nil {
			return nil, nil, err
		}
		for _, change := range c.Changes {
			switch {
			case !f.w.layout.heldOnce(change.Path):
			case change.After == "":
				gone = append(gone, change)
			case isNew(change):
				made = append(made, change)
			}
		}
	}
	return gone, made, nil
}

func isNew(change repo.FileChange) bool {
	for _, blob := range change.Before {
		if blob != "" {
			return false
		}
	}
	return true
}

// versions reads what changes begin and end with.
func (f *follower) versions(blobs *repo.Blobs, changes []repo.FileChange) ([]history.Change, error) {
	read := func(blob string) (*history.Version, error) {
		if blob == "" {
			return nil, nil
		}
		src, err := readable(blobs, blob)
		if err != nil {
			return nil, err
		}
		return history.Read(blob, src), nil
	}
	all := make([]history.Change, len(changes))
	for n, change := range changes {
		all[n].Path = change.Path
		var err error
		if all[n].After, err = read(change.After); err != nil {
			return nil, err
		}
		for _, blob := range change.Before {
			v, err := read(blob)
			if err != nil {
				return nil, err
			}
			all[n].Before = append(all[n].Before, v)
		}
	}
	return all, nil
}
