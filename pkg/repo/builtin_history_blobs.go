package repo

import (
	"context"
	"errors"

	"github.com/go-git/go-git/v5/plumbing"
)

// builtinBlobs reads with a session of its own, since a walk may be going on in
// another goroutine.
type builtinBlobs struct{ walk historyWalk }

// blobCacheSize bounds what is kept of unpacked files, in bytes: the versions of
// one file, each a difference from another, are far apart in a history.
const blobCacheSize = 2 << 20

func (b *builtin) blobs(ctx context.Context) (blobReader, error) {
	s, err := b.openCaching(blobCacheSize)
	if err != nil {
		return nil, err
	}
	return &builtinBlobs{historyWalk{revision: revision{session: s, ctx: ctx, cut: s.shallow()}}}, nil
}

func (b *builtinBlobs) ask(string) error { return nil }

func (b *builtinBlobs) read(id string, buf []byte) ([]byte, error) {
	if err := b.walk.ctx.Err(); err != nil {
		return nil, err
	}
	_, data, err := b.walk.objects.read(plumbing.NewHash(id), buf)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, b.walk.incomplete(err)
	}
	return data, err
}

func (b *builtinBlobs) close() { b.walk.close() }
