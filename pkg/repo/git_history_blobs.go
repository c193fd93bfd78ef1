package repo

import (
	"context"
	"errors"
)

// gitBlobs is a cat-file that fetches nothing.
type gitBlobs struct {
	cat *catFile
}

func (g *gitBinary) blobs(ctx context.Context) (blobReader, error) {
	cat, err := g.startCat(ctx, fetchNothing, "--batch")
	if err != nil {
		return nil, err
	}
	return &gitBlobs{cat: cat}, nil
}

func (b *gitBlobs) ask(id string) error { return b.cat.ask(id) }

func (b *gitBlobs) read(_ string, buf []byte) ([]byte, error) {
	data, err := b.cat.next(buf)
	if errors.Is(err, errMissing) {
		err = &Refused{Cause: CauseGit, Reason: "a file of the history is not in the repository", Way: "git fsck says more"}
	}
	return data, err
}

func (b *gitBlobs) close() { b.cat.abort() }
