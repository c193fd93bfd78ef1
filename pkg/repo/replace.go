package repo

// Replace makes one file hold what is wanted, as Commit does, but without a
// commit and without waiting for other pm processes: it is for a merge driver,
// which git calls, perhaps for a pm that holds the lock and waits for git.
func (r *Repo) Replace(c PathChange) error {
	return r.write(r.planWrites([]PathChange{c})[0])
}
