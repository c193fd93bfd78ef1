package repo

import (
	"cmp"
	"context"
	"iter"
)

// Step is one change of a commit, with the blobs that no earlier step has
// handed out.
type Step struct {
	Commit *Commit
	Change FileChange // of Commit.Changes
	Last   bool       // of the commit's
	Blobs  []Blob     // of Change; their bytes are valid until the next step
}

// Blob is a file's content by its object name.
type Blob struct {
	ID   string
	Data []byte
	Err  error // ErrTooLarge: the content is passed over
}

// Replay is History change by change, with the bytes of each blob once, at the
// first change that names it. Blobs are read while the history is still being
// found, and let go one after the other, so memory does not grow with the
// repository, but for the names of the blobs.
func (r *Repo) Replay(ctx context.Context, o HistoryOptions) iter.Seq2[*Step, error] {
	return func(yield func(*Step, error) bool) {
		b, err := r.backend()
		if err != nil {
			yield(nil, err)
			return
		}
		stopped := ctx.Err // what was read ahead must not make an interrupted history look whole
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		blobs, err := b.blobs(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		defer blobs.close()
		p := replay{blobs: blobs, seen: map[string]bool{}}
		for t, err := range lookAhead(cancel, p.tasks(r.History(ctx, o)), p.ask) {
			if err != nil {
				yield(nil, err)
				return
			}
			for n, change := range t.commit.Changes {
				step := &Step{Commit: t.commit, Change: change, Last: n == len(t.commit.Changes)-1}
				step.Blobs, err = p.read(t.fresh[n])
				if err = cmp.Or(stopped(), err); err != nil {
					yield(nil, err)
					return
				}
				if !yield(step, nil) {
					return
				}
			}
		}
	}
}

// replay reads the blobs of one history.
type replay struct {
	blobs blobReader
	seen  map[string]bool // blobs that were asked for
	bufs  [][]byte        // used again for each step
}

// task is a commit with the blobs to read for each of its changes.
type task struct {
	commit *Commit
	fresh  [][]string
}

func (p *replay) tasks(commits iter.Seq2[*Commit, error]) iter.Seq2[task, error] {
	return func(yield func(task, error) bool) {
		for c, err := range commits {
			t := task{commit: c}
			if err == nil {
				for _, change := range c.Changes {
					t.fresh = append(t.fresh, p.fresh(change))
				}
			}
			if !yield(t, err) {
				return
			}
		}
	}
}

func (p *replay) fresh(change FileChange) []string {
	var ids []string
	take := func(id string) {
		if id != "" && !p.seen[id] {
			p.seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, id := range change.Before {
		take(id)
	}
	take(change.After)
	return ids
}

func (p *replay) ask(t task) {
	for _, ids := range t.fresh {
		for _, id := range ids {
			if p.blobs.ask(id) != nil {
				return // whoever reads is told why
			}
		}
	}
}

func (p *replay) read(ids []string) ([]Blob, error) {
	blobs := make([]Blob, len(ids))
	for n, id := range ids {
		if n == len(p.bufs) {
			p.bufs = append(p.bufs, nil)
		}
		data, err := p.blobs.read(id, p.bufs[n])
		if err != nil && err != ErrTooLarge { //nolint:errorlint // it is never wrapped
			return nil, err
		}
		p.bufs[n] = data
		blobs[n] = Blob{ID: id, Data: data[:len(data):len(data)], Err: err}
	}
	return blobs, nil
}

// Blobs reads single files by their object names.
type Blobs struct{ reader blobReader }

// Blobs opens the repository's object storage; it is closed with the Repo.
func (r *Repo) Blobs(ctx context.Context) (*Blobs, error) {
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	reader, err := b.blobs(ctx)
	if err != nil {
		return nil, err
	}
	blobs := &Blobs{reader}
	r.readers = append(r.readers, blobs)
	return blobs, nil
}

// Read is a blob's content: at most MaxFileSize, else ErrTooLarge. A blob that
// the clone lacks is an *Incomplete.
func (b *Blobs) Read(id string) ([]byte, error) {
	if err := b.reader.ask(id); err != nil {
		return nil, err
	}
	return b.reader.read(id, nil)
}

// Close ends what reads.
func (b *Blobs) Close() error {
	b.reader.close()
	return nil
}
