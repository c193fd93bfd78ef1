package repo

import (
	"context"
	"strings"
)

// overtakes recognises an index that missed a commit. git commit reads the index
// before it locks it and, with --only, writes it back after the branch has moved:
// what another process commits in between, or what git itself was committing when
// it was killed, then seems to be staged the other way round. Nobody has staged
// that. The file is as HEAD has it, and what the index holds stands in the
// history of the file, so nothing is lost when the index is brought up to HEAD.
func (g *gitBinary) overtakes(ctx context.Context, path string, s pathState) (bool, error) {
	if s.unmerged || s.untracked {
		return false, nil // without an entry in the index it may be a removal
	}
	if same, err := g.holds(ctx, path, s.head); err != nil || !same {
		return false, err
	}
	const recent = "5"
	log, err := g.read(ctx, "log", "-n", recent, "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "HEAD", "--", pathspec(path))
	if err != nil {
		return false, err
	}
	for record := range strings.SplitSeq(log.out, ":") {
		// mode mode was is status
		if fields := strings.Fields(record); len(fields) > 3 && fields[2] == s.index {
			return true, nil
		}
	}
	return false, nil
}

// holds says whether a file is what git would store as an object, zeros for no
// file at all.
func (g *gitBinary) holds(ctx context.Context, path, object string) (bool, error) {
	if !g.exists(path) {
		return strings.Trim(object, "0") == "", nil
	}
	file, err := g.read(ctx, "hash-object", "--path="+path, "--", path)
	return strings.TrimSpace(file.out) == object, err
}
