package repo

import (
	"context"
	"strings"
)

// mergeBase asks git once where all is well, and for the reason only when not. Of
// several merge bases it takes the one that git diff A...B would.
func (g *gitBinary) mergeBase(ctx context.Context, base, rev string) (string, error) {
	res, err := g.read(ctx, "merge-base", base, rev)
	if err != nil {
		return "", err
	}
	if id := strings.TrimSpace(res.out); res.code == 0 && isObjectName(id) {
		return id, nil
	}
	id, err := g.commitID(ctx, base)
	if err != nil || id == "" {
		return "", firstError(err, g.noRevision(base))
	}
	other, err := g.commitID(ctx, rev)
	switch {
	case err != nil:
		return "", err
	case other == "" && rev == "HEAD":
		return "", g.noRevision(rev)
	case other == "": // a tree, unless opening it finds that it is nothing
		return id, nil
	}
	return "", unrelated(base, rev, g.shallow())
}

// changed compares the work tree with a commit by git's own record of what it
// looks like, and adds what git does not know yet.
func (g *gitBinary) changed(ctx context.Context, base treeReader, dirs []string) ([]string, error) {
	specs := append([]string{"--"}, pathspecs(dirs)...)
	var names []string
	for _, args := range [][]string{
		{"diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", base.fs().root.id},
		{"ls-files", "--others", "--exclude-standard", "-z"},
	} {
		res, err := g.read(ctx, append(args, specs...)...)
		if err != nil {
			return nil, err
		}
		if res.code != 0 {
			return nil, res.refused("git cannot tell what differs")
		}
		for name := range strings.SplitSeq(res.out, "\x00") {
			if name != "" && !strings.HasSuffix(name, "/") { // another repository inside
				names = append(names, name)
			}
		}
	}
	return names, nil
}
