package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
)

// baseline is what a root is compared with: the files at the base, and what was
// wrong with them there by the rules and the configuration of now. All its methods
// may be called on nil, which is no base at all.
type baseline struct {
	id      string     // the commit
	now     *workspace // what is compared with it
	w       *workspace // of the base's files, under the configuration of now
	held    *layout    // which of them were incidents by the base's own configuration
	linter  *lint.Linter
	changed map[string]bool   // files that differ, by path
	gone    []string          // those that were incidents and are not there any more, in order
	renamed map[string]string // by path, where a file was at the base

	mu      sync.Mutex
	origins map[string]string // by path, what the file was called at the base
	sources map[string][]byte // by path, the file at the base; nil for a new one
	found   map[string][]lint.Finding
	err     error
}

// baseline compares a root with where it left the base.
func (w *workspace) baseline(ctx context.Context, o lintOptions) (*baseline, error) {
	compare := repo.CompareOptions{Base: o.base, Rev: o.rev, Dirs: w.config.Dir}
	c, err := w.repo.Compare(ctx, compare)
	if err != nil {
		return nil, err
	}
	// Where incidents lay elsewhere, that is looked through as well.
	if was, err := readConfig(c.Base); err == nil && !slices.Equal(was.Dir, w.config.Dir) {
		compare.Dirs = slices.Concat(w.config.Dir, was.Dir)
		if c, err = w.repo.Compare(ctx, compare); err != nil {
			return nil, err
		}
	}
	return w.baselineOf(ctx, c, o.rules)
}

func (w *workspace) baselineOf(ctx context.Context, c *repo.Comparison, rules ruleFlag) (*baseline, error) {
	then := *w
	then.source = c.Base
	then.layout = newLayout(w.config, c.Base.FS())
	b := &baseline{
		id: c.BaseID, now: w, w: &then, held: then.layout, linter: then.linter(rules), changed: map[string]bool{},
		origins: map[string]string{}, sources: map[string][]byte{}, found: map[string][]lint.Finding{},
	}
	for _, file := range c.Changed {
		b.changed[file] = true
	}
	b.findGone(ctx)
	return b, b.findRenamed()
}

// findGone lists the incidents of the base that are none any more: they were
// removed, moved, or left out by another configuration.
func (b *baseline) findGone(ctx context.Context) {
	was, err := readConfig(b.w.source)
	moved := err == nil && (!slices.Equal(was.Dir, b.now.config.Dir) || !slices.Equal(was.Include, b.now.config.Include))
	if !moved {
		for file := range b.changed {
			if b.isGone(file) {
				b.gone = append(b.gone, file)
			}
		}
		slices.Sort(b.gone)
		return
	}
	b.held = newLayout(was, b.w.source.FS())
	for file, err := range b.w.source.Names(ctx, was.Dir, b.held.enter, b.held.keep) {
		if err == nil && b.isGone(file) {
			b.gone = append(b.gone, file)
		}
	}
}

func (b *baseline) isGone(file string) bool {
	if !b.held.holds(file) || b.stands(b.now, file) {
		return false
	}
	_, err := fs.Stat(b.w.source.FS(), file)
	return err == nil
}

// lost are findings about the incidents of the base that are neither there nor
// moved.
func (b *baseline) lost(linter *lint.Linter) ([]lint.Finding, error) {
	if b == nil {
		return nil, nil
	}
	moved := map[string]bool{}
	for _, origin := range b.renamed {
		moved[origin] = true
	}
	var found []lint.Finding
	for _, file := range b.gone {
		if moved[file] {
			continue
		}
		was, err := b.w.source.ReadFile(file)
		if err != nil {
			return nil, err
		}
		_, err = fs.Stat(b.now.source.FS(), file)
		found = append(found, linter.Gone(file, was, err == nil)...)
	}
	return found, nil
}

// differs reports that a file is not as the base has it.
func (b *baseline) differs(file string) bool { return b == nil || b.changed[file] }

// include takes a file for one that differs.
func (b *baseline) include(file string) {
	if b != nil {
		b.changed[file] = true
	}
}

// differing reads the incidents that differ, in order of path.
func (b *baseline) differing(w *workspace) func(func(repo.File) bool) {
	var names []string
	for file := range b.changed {
		if b.stands(w, file) {
			names = append(names, file)
		}
	}
	slices.Sort(names)
	return func(yield func(repo.File) bool) {
		for _, file := range names {
			data, err := w.source.ReadFile(file)
			if !yield(repo.File{Path: file, Data: data, Err: err}) {
				return
			}
		}
	}
}

// stands reports that a file that differs is an incident now.
func (b *baseline) stands(w *workspace, file string) bool {
	if !w.layout.holds(file) {
		return false
	}
	_, err := fs.Stat(w.source.FS(), file)
	return err == nil
}

// look finds out what a file was at the base, and what was wrong with it there. It
// gives the bytes, nil for a new file, and may be called by several workers.
func (b *baseline) look(file string) []byte {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	origin := b.origin(file)
	if origin == "" {
		return nil
	}
	was, err := b.w.source.ReadFile(origin)
	if err != nil {
		b.err = errors.Join(b.err, err)
		return nil
	}
	b.origins[file], b.sources[file] = origin, was
	b.found[file] = b.linter.File(origin, was, nil)
	return was
}

// origin is what a file was called at the base; "" for a new one.
func (b *baseline) origin(file string) string {
	if _, err := fs.Stat(b.w.source.FS(), file); err == nil {
		return file
	}
	return b.renamed[file]
}

// fault is what kept files of the base from being read.
func (b *baseline) fault() error {
	if b == nil {
		return nil
	}
	return b.err
}

// source is a file at the base, once it was looked at.
func (b *baseline) source(file string) []byte {
	if b == nil {
		return nil
	}
	return b.sources[file]
}

// old is what was wrong with a file at the base.
func (b *baseline) old(file string) []lint.Finding {
	if b == nil {
		return nil
	}
	return b.found[file]
}

// finish adds what shows only across the files of the base.
func (b *baseline) finish(ctx context.Context) error {
	checked := map[string]bool{}
	now := map[string]string{}
	for file, origin := range b.origins {
		checked[origin], now[origin] = true, file
	}
	names, err := b.w.names(ctx)
	if err != nil {
		return err
	}
	var others []string
	for _, n := range names {
		if !checked[n.path] {
			others = append(others, n.path)
		}
	}
	b.w.rememberOthers(b.linter, others)
	for _, f := range b.linter.Finish() {
		if file, ok := now[f.File]; ok {
			b.found[file] = append(b.found[file], f)
		}
	}
	return nil
}
