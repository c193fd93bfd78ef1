package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// renames finds incidents that branches have under another ID than the work
// tree, or than one another. A rename leaves the old ID under aliases, and is
// newer than whatever is done to the old file; only what is not committed in the
// work tree is newer still.
type renames struct {
	w      *workspace
	here   map[string]string // path of each ID in the work tree
	files  []repo.BranchFile // of branches
	trees  map[string]fs.FS  // of branches
	hidden map[string]bool   // IDs of the work tree that a branch has renamed
	drop   map[string]bool   // IDs of files that count elsewhere
}

// foldRenames takes away the files of branches that are other names of incidents,
// and gives the IDs of the work tree that are.
func (w *workspace) foldRenames(ctx context.Context, files []repo.BranchFile) ([]repo.BranchFile, map[string]bool, error) {
	if !slices.ContainsFunc(files, func(f repo.BranchFile) bool { return f.Behind || mayHaveAliases(f) }) {
		return files, nil, nil
	}
	names, err := w.names(ctx)
	if err != nil {
		return nil, nil, err
	}
	r := renames{w: w, here: make(map[string]string), files: files, trees: make(map[string]fs.FS), hidden: make(map[string]bool), drop: make(map[string]bool)}
	for _, n := range names {
		r.here[n.id] = n.path
	}
	for _, f := range files {
		if !mayHaveAliases(f) {
			continue
		}
		if err := r.renamedThere(ctx, f); err != nil {
			return nil, nil, err
		}
	}
	r.renamedHere(ctx)
	files = slices.DeleteFunc(slices.Clone(files), func(f repo.BranchFile) bool { return r.drop[incident.IDFromPath(f.Path)] })
	return files, r.hidden, nil
}

// mayHaveAliases spares most files the parsing.
func mayHaveAliases(f repo.BranchFile) bool {
	return f.Err == nil && bytes.Contains(f.Data, []byte("aliases"))
}

// renamedThere looks for the former names of what a branch has.
func (r *renames) renamedThere(ctx context.Context, f repo.BranchFile) error {
	for _, alias := range r.w.decode(f.Path, f.Data).Aliases.V {
		if path, ok := r.here[alias.V]; ok {
			moved, err := r.movedOn(ctx, f.Branch, path)
			switch {
			case err != nil:
				return err
			case moved && r.w.edited(ctx, path):
				r.drop[incident.IDFromPath(f.Path)] = true
			case moved:
				r.hidden[alias.V] = true
			}
		}
		for _, other := range r.files {
			if incident.IDFromPath(other.Path) != alias.V || other.Branch == f.Branch {
				continue
			}
			moved, err := r.movedOn(ctx, f.Branch, other.Path)
			if err != nil {
				return err
			}
			if moved {
				r.drop[alias.V] = true
			}
		}
	}
	return nil
}

// movedOn says that a branch has no file at a path any more: an alias by itself
// may be a mistake, and hides nothing.
func (r *renames) movedOn(ctx context.Context, branch, path string) (bool, error) {
	if r.trees[branch] == nil {
		tree, err := r.w.repo.At(ctx, branch)
		if err != nil {
			return false, err
		}
		r.trees[branch] = tree.FS()
	}
	_, err := fs.Stat(r.trees[branch], path)
	return errors.Is(err, fs.ErrNotExist), nil
}

// renamedHere looks for what branches have among the former names of the work
// tree's incidents, which are read only when HEAD has taken such a file away.
func (r *renames) renamedHere(ctx context.Context) {
	var aliases map[string]bool
	for _, f := range r.files {
		id := incident.IDFromPath(f.Path)
		if _, ok := r.here[id]; ok || !f.Behind {
			continue
		}
		if aliases == nil {
			aliases = make(map[string]bool)
			for _, n := range r.w.aliases(ctx) {
				aliases[n.id] = true
			}
		}
		r.drop[id] = r.drop[id] || aliases[id]
	}
}

// edited says that a file is not as HEAD has it, whatever its line endings.
func (w *workspace) edited(ctx context.Context, path string) bool {
	now, err := w.repo.ReadFile(path)
	if err != nil {
		return false
	}
	head, err := w.repo.At(ctx, "HEAD")
	if err != nil {
		return true // there is no commit yet
	}
	was, err := head.ReadFile(path)
	unix := func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }
	return err != nil || !bytes.Equal(unix(was), unix(now))
}
