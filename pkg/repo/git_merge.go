package repo

import (
	"context"
	"slices"
	"strings"
)

// merged is a merge of two commits that exists only as a tree.
type merged struct {
	tree      string
	merged    []string // merged by meaning, from the top
	conflicts []clashed
}

// clashed is a file that only a person can merge.
type clashed struct {
	path  string // from the top
	clash Clash
	way   string // of the Merger that knows the file
}

// maxBases bounds how deep merges of merge bases go.
const maxBases = 3

// merge lets git merge two commits, without touching any file, and then merges
// once more, by meaning, the files that the caller knows and that both sides
// changed: also those that git found no conflict in, for lines that do not touch
// may contradict each other all the same.
func (s *syncing) merge(ctx context.Context, ours, theirs string, depth int) (merged, error) {
	bases, err := s.bases(ctx, ours, theirs)
	if err != nil {
		return merged{}, err
	}
	git, err := s.mergeTree(ctx, ours, theirs)
	if err != nil {
		return merged{}, err
	}
	merger, err := s.merger(ctx, git.tree)
	if err != nil {
		return merged{}, err
	}
	base, err := s.base(ctx, bases, depth)
	if err != nil {
		return merged{}, err
	}
	files, err := s.both(ctx, base, ours, theirs)
	if err != nil {
		return merged{}, err
	}
	files = slices.DeleteFunc(files, func(f bothChanged) bool {
		path, inRoot := s.fromRoot(f.path)
		return !inRoot || !merger.Knows(path)
	})
	return s.byMeaning(ctx, git, merger, files)
}

// byMeaning replaces in git's merge what the caller merges better.
func (s *syncing) byMeaning(ctx context.Context, git treeMerge, merger Merger, files []bothChanged) (merged, error) {
	m := merged{tree: git.tree}
	paths := git.unsolvable
	for _, path := range git.conflicted {
		if !slices.ContainsFunc(files, func(f bothChanged) bool { return f.path == path }) {
			paths = append(paths, path)
		}
	}
	for _, path := range distinctSorted(paths) {
		m.conflicts = append(m.conflicts, clashed{path: path})
	}
	if len(files) == 0 || len(m.conflicts) > 0 {
		return m, nil
	}
	cat, err := s.git.startCatFile(ctx)
	if err != nil {
		return m, err
	}
	defer cat.close()
	var replaced []indexLine
	for _, f := range files {
		data, clash, err := s.mergeFile(cat, merger, f)
		if err != nil {
			return m, err
		}
		if clash != nil {
			m.conflicts = append(m.conflicts, clashed{f.path, *clash, merger.Way})
			continue
		}
		id, err := s.git.store(ctx, data)
		if err != nil {
			return m, err
		}
		m.merged = append(m.merged, f.path)
		replaced = append(replaced, indexLine{mode: f.mode(), id: id, path: f.path})
	}
	if len(m.conflicts) == 0 {
		m.tree, err = s.git.replaceInTree(ctx, git.tree, replaced)
	}
	return m, err
}

func distinctSorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// mergeFile reads the three versions of one file and merges them.
func (s *syncing) mergeFile(cat *catFile, merger Merger, f bothChanged) (data []byte, clash *Clash, err error) {
	var versions [3][]byte
	for i, id := range []string{f.base, f.ours, f.theirs} {
		if id == "" {
			continue
		}
		if _, versions[i], err = cat.object(id, MaxFileSize); err != nil {
			return nil, nil, &Refused{Cause: CauseGit, Reason: f.path + " cannot be merged: " + err.Error()}
		}
	}
	path, _ := s.fromRoot(f.path)
	from, _ := s.fromRoot(f.from)
	data, clash = merger.Merge(from, path, versions[0], versions[1], versions[2])
	return data, clash, nil
}

// merger asks the caller, who may need to look at the merged files first.
func (s *syncing) merger(ctx context.Context, tree string) (Merger, error) {
	reader, err := s.git.tree(ctx, tree)
	if err != nil {
		return Merger{}, err
	}
	t := &Tree{reader: reader, prefix: s.repo.prefix}
	if c, ok := reader.(interface{ Close() error }); ok {
		// The merger may look into the tree for as long as it is in use.
		s.repo.readers = append(s.repo.readers, c)
	}
	return s.Merger(t.FS())
}

// fromRoot makes a path from the top one from the root; false when it lies
// outside of it.
func (s *syncing) fromRoot(path string) (string, bool) {
	if s.repo.prefix == "" {
		return path, true
	}
	return strings.CutPrefix(path, s.repo.prefix+"/")
}

// bases are the best common ancestors of two commits, most often one.
func (s *syncing) bases(ctx context.Context, ours, theirs string) ([]string, error) {
	res, err := s.git.read(ctx, "merge-base", "--all", ours, theirs)
	if err != nil {
		return nil, err
	}
	bases := strings.Fields(res.out)
	switch {
	case len(bases) > 0:
		return bases, nil
	case s.git.shallow():
		return nil, &Refused{
			Cause: CauseUnsupported, Reason: "this clone is too shallow to find where " + s.result.Branch + " and " + s.result.Upstream + " parted",
			Way: "git fetch --unshallow",
		}
	case res.code > 1:
		return nil, res.refused("git cannot compare " + s.result.Branch + " with " + s.result.Upstream)
	}
	return nil, &Refused{
		Cause: CauseUpstream, Reason: s.result.Branch + " and " + s.result.Upstream + " have no commit in common",
		Way: "git merge --allow-unrelated-histories " + shellWord(s.result.Upstream) + ", if they belong together",
	}
}

// base is the one version that both sides are compared with. Several common
// ancestors are merged with one another first, as git itself does; where that
// conflicts, what conflicts is compared with what git makes of it, markers and
// all. It is a commit. One that cannot be merged is left out: any common ancestor
// will do, only less well.
func (s *syncing) base(ctx context.Context, bases []string, depth int) (string, error) {
	base := bases[0]
	if depth >= maxBases {
		return base, nil
	}
	for _, next := range bases[1:] {
		m, err := s.merge(ctx, base, next, depth+1)
		if ctx.Err() != nil {
			return "", err
		}
		if err != nil {
			continue
		}
		if base, err = s.git.commitBase(ctx, m.tree, base, next); err != nil {
			return "", err
		}
	}
	return base, nil
}
