package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
)

// checkNamed lints the files, folders and patterns named, with --base those of
// them that differ.
func (r *lintRun) checkNamed(ctx context.Context) error {
	r.named = map[string]bool{}
	for _, p := range r.options.paths {
		files, err := r.filesOf(ctx, p)
		if err != nil {
			return err
		}
		if err := r.pool(r.once(files)); err != nil {
			return err
		}
	}
	return nil
}

// filesOf passes over a named file that is no incident, as a walk would: commit
// hooks name every changed file.
func (r *lintRun) filesOf(ctx context.Context, given string) (func(func(repo.File) bool), error) {
	rel, err := r.w.repo.Rel(given)
	if err != nil {
		return nil, err
	}
	l := r.w.layout
	info, err := r.w.source.Stat(rel)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(rel, "*?["):
		return r.matching(ctx, given, rel), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("%s does not exist", given)
	case err != nil:
		return nil, err
	case info.IsDir():
		return r.w.source.Files(ctx, []string{rel}, l.enter, l.keep), nil
	case !l.isIncident(path.Base(rel)):
		r.skipped++
		return func(func(repo.File) bool) {}, nil
	}
	return func(yield func(repo.File) bool) {
		data, err := r.w.source.ReadFile(rel)
		yield(repo.File{Path: rel, Data: data, Err: err})
	}, nil
}

// matching are the files of a pattern that no shell has expanded, and those in the
// folders that it matches.
func (r *lintRun) matching(ctx context.Context, given, pattern string) func(func(repo.File) bool) {
	l := r.w.layout
	glob := repo.NewGlob(nil, pattern)
	keep := func(file string) bool {
		for range glob.Depths(file) {
			return l.keep(file)
		}
		return false
	}
	return func(yield func(repo.File) bool) {
		some := false
		for f := range r.w.source.Files(ctx, fixedParts([]string{pattern}), l.enter, keep) {
			some = true
			if !yield(f) {
				return
			}
		}
		if !some {
			yield(repo.File{Path: given, Err: usagef("%s matches no incident", given)})
		}
	}
}

// once leaves out files that an earlier path has named already, and those that
// are as the base has them.
func (r *lintRun) once(files func(func(repo.File) bool)) func(func(repo.File) bool) {
	return func(yield func(repo.File) bool) {
		for f := range files {
			if r.named[f.Path] || f.Err == nil && !r.base.differs(f.Path) {
				continue
			}
			r.named[f.Path] = true
			if !yield(f) {
				return
			}
		}
	}
}

// checkInput lints what an editor holds and may not have saved yet.
func (r *lintRun) checkInput() error {
	rel, err := r.w.repo.Rel(r.options.stdinName)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(r.w.env.In, repo.MaxFileSize+1))
	switch {
	case err != nil:
		return err
	case len(data) > repo.MaxFileSize:
		return usagef("standard input is %s", repo.ErrTooLarge)
	}
	r.named = map[string]bool{}
	if !r.w.layout.isIncident(path.Base(rel)) {
		r.skipped++
		return nil
	}
	r.named[rel] = true
	r.base.include(rel, data)
	return r.pool(func(yield func(repo.File) bool) { yield(repo.File{Path: rel, Data: data}) })
}

// rememberOthers tells the linter of the incidents that it is not to report on, as
// far as the rules that look across files ask.
func (w *workspace) rememberOthers(linter *lint.Linter, others []string) {
	for _, file := range linter.Others(others) {
		// One that cannot be read must not stand in the way of the others.
		if src, err := w.source.ReadFile(file); err == nil {
			linter.Remember(file, src)
		}
	}
}

// others are the incidents that were not checked. Where a base was compared with,
// its tree knows their names: walking the work tree asks the system for each.
func (r *lintRun) others(ctx context.Context) ([]string, error) {
	w := r.w
	if r.base != nil {
		w = r.base.w
	}
	names, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	var others []string
	for _, n := range names {
		if !r.named[n.path] && (r.base == nil || !r.base.changed[n.path]) {
			others = append(others, n.path)
		}
	}
	if r.base == nil {
		return others, nil
	}
	for file := range r.base.changed {
		if !r.named[file] && r.base.stands(r.w, file) {
			others = append(others, file)
		}
	}
	return others, nil
}
