package repo

import "context"

// Parting is a commit at which a history left its base, and what is otherwise at
// the history's end, whichever commits in between made it so.
type Parting struct {
	Commit  string       // a merge base
	Changes []FileChange // from it to the end, in order of path; Before has one blob
}

// Partings compares the end of a history with the best common ancestors of it
// and its base, of which there may be several. Merges that take something over
// from the base are no change of their own, so only this tells what they left
// out. Errors are those of History.
func (r *Repo) Partings(ctx context.Context, o HistoryOptions) ([]Parting, error) {
	b, q, err := r.query(o)
	if err != nil {
		return nil, err
	}
	found, err := b.partings(ctx, q)
	for n := range found {
		c := Commit{Changes: found[n].Changes}
		r.settle(&c)
		found[n].Changes = c.Changes
	}
	return found, err
}
