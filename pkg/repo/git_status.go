package repo

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ready asks git, in one or two processes, whether these paths can be
// committed, and remembers which of them git does not know yet.
func (g *gitBinary) ready(ctx context.Context, paths []string) error {
	if _, err := g.committer(ctx); err != nil {
		return err
	}
	states, err := g.status(ctx, paths)
	if err != nil {
		return err
	}
	g.untracked, g.overtaken = make(map[string]bool), nil
	for _, p := range paths {
		s := states.of(p)
		if refusal := s.refused(p); refusal != nil {
			if mended, err := g.overtakes(ctx, p, s); err != nil || !mended {
				return cmp.Or(err, error(refusal))
			}
			g.overtaken = append(g.overtaken, p)
			g.untracked[p] = !g.exists(p) // once the index knows
			continue
		}
		g.untracked[p] = s.untracked || s.unlisted && !g.exists(p)
	}
	if err := g.outsideSparse(ctx, paths); err != nil {
		return err
	}
	return g.inSubmodule(ctx, paths)
}

// inSubmodule refuses a new file of a submodule that is not checked out: git
// would too, but only once it is there. Such a submodule is an empty folder,
// which nothing else of git's is.
func (g *gitBinary) inSubmodule(ctx context.Context, paths []string) error {
	for _, p := range paths {
		for at := nextFolder(p, 0); at >= 0; at = nextFolder(p, at) {
			folder := p[:at-1]
			entries, err := os.ReadDir(filepath.Join(g.loc.top, filepath.FromSlash(folder)))
			if err != nil {
				break
			}
			if len(entries) > 0 {
				continue
			}
			res, err := g.read(ctx, "ls-files", "--stage", "--", pathspec(folder))
			if err != nil {
				return err
			}
			if strings.HasPrefix(res.out, "160000 ") {
				return elsewhere(p, folder)
			}
		}
	}
	return nil
}

// outsideSparse refuses a new file whose name git knows, outside of a sparse
// checkout: git would take it for a change to a file that nobody has seen.
func (g *gitBinary) outsideSparse(ctx context.Context, paths []string) error {
	if !g.sparse() {
		return nil
	}
	absent := slices.DeleteFunc(slices.Clone(paths), g.exists)
	name, err := g.skipped(ctx, absent)
	if err != nil || name == "" {
		return err
	}
	return g.skippedRefusal(ctx, name)
}

// sparse says that there is, or was, a sparse checkout.
func (g *gitBinary) sparse() bool {
	_, err := os.Stat(filepath.Join(g.loc.gitDir, "info", "sparse-checkout"))
	return err == nil
}

// skipped is the first of the paths that git is told not to look at.
func (g *gitBinary) skipped(ctx context.Context, paths []string) (string, error) {
	for _, batch := range batches(pathspecs(paths)) {
		res, err := g.read(ctx, append([]string{"ls-files", "-t", "-z", "--"}, batch...)...)
		if err != nil {
			return "", err
		}
		for entry := range strings.SplitSeq(res.out, "\x00") {
			if name, ok := strings.CutPrefix(entry, "S "); ok {
				return name, nil
			}
		}
	}
	return "", nil
}

// tracked reads lines of "mode object stage\tpath"; a path with a conflict has up
// to three of them, none with stage 0.
func (g *gitBinary) tracked(ctx context.Context, paths []string) (all, unmerged []string, err error) {
	for _, batch := range batches(pathspecs(paths)) {
		res, err := g.read(ctx, append([]string{"ls-files", "--stage", "-z", "--"}, batch...)...)
		if err != nil {
			return nil, nil, err
		}
		for entry := range strings.SplitSeq(res.out, "\x00") {
			about, name, _ := strings.Cut(entry, "\t")
			if !slices.Contains(paths, name) || slices.Contains(all, name) {
				continue
			}
			all = append(all, name)
			if !strings.HasSuffix(about, " 0") {
				unmerged = append(unmerged, name)
			}
		}
	}
	return all, unmerged, nil
}

func (g *gitBinary) skippedRefusal(ctx context.Context, name string) error {
	res, err := g.read(ctx, "config", "--bool", "core.sparseCheckout")
	if err != nil {
		return err
	}
	return skipped(name, strings.TrimSpace(res.out) == "true")
}

func (g *gitBinary) exists(path string) bool {
	_, err := os.Lstat(filepath.Join(g.loc.top, filepath.FromSlash(path)))
	return err == nil
}

// pathState is what git status says of one path. A path that it does not list
// is as HEAD has it, or is nowhere at all.
type pathState struct {
	staged, modified, untracked, ignored, unmerged, unlisted bool

	head, index string // objects, all zeros for none; of a tracked path only
}

func (s pathState) refused(path string) *Refused {
	switch {
	case s.unmerged:
		return conflicted(path)
	case s.staged && (s.modified || s.untracked):
		return partly(path)
	case s.ignored:
		return ignoredRefusal(path)
	}
	return nil
}

type pathStates map[string]pathState

// of is the state of a path, which an ignored folder above it decides too.
func (s pathStates) of(path string) pathState {
	if state, ok := s[path]; ok {
		return state
	}
	for i := strings.LastIndexByte(path, '/'); i > 0; i = strings.LastIndexByte(path[:i], '/') {
		if s[path[:i+1]].ignored {
			return pathState{ignored: true}
		}
	}
	return pathState{unlisted: true}
}

// status asks about these paths only, so that its cost does not follow the
// size of the work tree.
func (g *gitBinary) status(ctx context.Context, paths []string) (pathStates, error) {
	states := make(pathStates)
	for _, batch := range batches(pathspecs(paths)) {
		args := []string{"status", "--porcelain=v2", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--ignore-submodules=all", "--"}
		res, err := g.read(ctx, append(args, batch...)...)
		if err != nil {
			return nil, err
		}
		if res.code != 0 {
			return nil, res.refused("git cannot tell the state of the files")
		}
		states.parse(res.out)
	}
	return states, nil
}

// parse reads the porcelain format, version 2, NUL-terminated:
//
//	1 XY sub mH mI mW hH hI path
//	u XY sub m1 m2 m3 mW h1 h2 h3 path
//	? path
//	! path
func (s pathStates) parse(out string) {
	for record := range strings.SplitSeq(out, "\x00") {
		kind, rest, _ := strings.Cut(record, " ")
		path := func(fieldsBefore int) string {
			parts := strings.SplitN(rest, " ", fieldsBefore+1)
			return parts[len(parts)-1]
		}
		switch kind {
		case "1":
			state := s[path(7)]
			fields := strings.SplitN(rest, " ", 8)
			state.head, state.index = fields[min(5, len(fields)-1)], fields[min(6, len(fields)-1)]
			state.staged = !strings.HasPrefix(rest, ".")
			state.modified = !strings.HasPrefix(rest[min(1, len(rest)):], ".")
			s[path(7)] = state
		case "u":
			s[path(9)] = pathState{unmerged: true}
		case "?": // beside a staged removal when the file is there again
			state := s[rest]
			state.untracked = true
			s[rest] = state
		case "!":
			s[rest] = pathState{ignored: true}
		}
	}
}
