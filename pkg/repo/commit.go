package repo

import "context"

// Commit writes the files and commits exactly them, with whatever else is
// staged or modified left as it is. Nothing is written when a file does not
// hold Was (*Conflict), or when the state of the repository forbids the commit
// and TakeBack is set. A commit that is refused after the files were written is
// a *Refused that says what became of them. Without a repository the files are
// written and the error is a *Refused with CauseNoRepository.
func (r *Repo) Commit(ctx context.Context, c Change) (Outcome, error) { panic("unwritten") }
