package repo

import (
	"context"
	"iter"
	"strings"
)

// beside adds to each commit which blob a file is in it. git is asked about the
// following commits before it has answered about this one.
func (g *gitBinary) beside(ctx context.Context, cancel func(), path string, commits iter.Seq2[*Commit, error]) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		check, err := g.startCat(ctx, fetchNothing, "--batch-check=%(objectname) %(objecttype) 0")
		if err != nil {
			yield(nil, err)
			return
		}
		defer check.abort()
		for c, err := range lookAhead(cancel, commits, func(c *Commit) { _ = check.ask(c.ID + ":" + path) }) {
			if err == nil {
				c.Beside, err = check.blobName()
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// blobName reads one answer of --batch-check.
func (c *catFile) blobName() (string, error) {
	line, err := c.out.ReadString('\n')
	if err != nil {
		return "", c.ended()
	}
	if id, kind, _ := strings.Cut(strings.TrimSpace(line), " "); isObjectName(id) && strings.HasPrefix(kind, "blob ") {
		return strings.Clone(id), nil
	}
	return "", nil
}
