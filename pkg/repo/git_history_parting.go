package repo

import (
	"bufio"
	"context"
	"slices"
	"strings"
)

// partings runs a git diff-tree for each merge base.
func (g *gitBinary) partings(ctx context.Context, q historyQuery) ([]Parting, error) {
	rev, err := g.commitID(ctx, q.rev)
	switch {
	case err == nil && rev == "" && q.unborn:
		return nil, nil
	case err != nil || rev == "":
		return nil, firstError(err, g.noRevision(q.rev))
	}
	base, err := g.mergeable(ctx, q, rev)
	if err != nil {
		return nil, err
	}
	res, err := g.read(ctx, "merge-base", "--all", base, rev)
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot find where the history left its base")
	}
	var found []Parting
	for _, id := range slices.Sorted(strings.FieldsSeq(res.out)) {
		changes, err := g.between(ctx, id, rev, q.paths)
		if err != nil {
			return nil, err
		}
		found = append(found, Parting{Commit: id, Changes: changes})
	}
	return found, nil
}

// between are the changes from one commit to another.
func (g *gitBinary) between(ctx context.Context, from, to string, paths []string) ([]FileChange, error) {
	args := []string{"diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "-O/dev/null", from, to, "--"}
	diff, err := g.stream(ctx, append(args, pathspecs(paths)...)...)
	if err != nil {
		return nil, err
	}
	changes, err := parseDiff(diff.out)
	if err != nil {
		diff.abort()
		return nil, diff.explain(err)
	}
	return changes, diff.end(ctx)
}

// parseDiff reads pairs of a raw line and a path, each with NUL at its end.
func parseDiff(out *bufio.Reader) ([]FileChange, error) {
	p := logParser{in: out}
	var changes []FileChange
	for p.next(); !p.done(); {
		change, ok := parseRaw(p.take(), 1)
		if change.Path = p.take(); !ok || p.err != nil {
			return nil, firstError(p.err, errBadLog)
		}
		changes = append(changes, change)
	}
	return changes, p.err
}
