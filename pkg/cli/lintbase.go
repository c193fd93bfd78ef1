package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/postmortem-md/pm/pkg/config"
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
	changed map[string]bool // files that differ, by path
	gone    []string        // those that were incidents and are none any more, in order

	tip   func() (*repo.Tree, error) // what the base is by now; nil where it is the base itself
	moved func() map[string]string   // by path of a new file, which one that is gone it was
	given map[string][]byte          // by path, what was not read from the root

	mu      sync.Mutex
	origins map[string]string // by path, what the file was called at the base
	sources map[string][]byte // by path, the file at the base; nil for a new one
	found   map[string][]lint.Finding
	err     error
}

// baseline compares a root with where it left the base.
func (w *workspace) baseline(ctx context.Context, o lintOptions) (*baseline, error) {
	if err := w.unlinked(); err != nil {
		return nil, err
	}
	where := repo.CompareOptions{Base: o.base, Rev: o.rev, Dirs: append(w.places(o.paths), config.FileName)}
	c, err := w.repo.Compare(ctx, where)
	if err != nil {
		return nil, err
	}
	if was := w.formerDirs(c); len(was) > 0 {
		where.Dirs = append(where.Dirs, was...)
		if c, err = w.repo.Compare(ctx, where); err != nil {
			return nil, err
		}
	}
	b := w.baselineOf(ctx, c, o.rules)
	b.tip = sync.OnceValues(func() (*repo.Tree, error) { return w.repo.At(ctx, o.base) })
	return b, nil
}

// places are the folders of incidents, and those of the paths named that lie elsewhere:
// commit hooks name thousands.
func (w *workspace) places(named []string) []string {
	all, known := slices.Clone(w.config.Dir), fixedParts(w.config.Dir)
	for _, given := range named {
		rel, err := w.repo.Rel(given)
		inside := func(dir string) bool { return len(filesBelow(dir, []string{rel})) > 0 }
		if err == nil && !slices.ContainsFunc(known, inside) { // whoever reads it says what is wrong
			all = append(all, rel)
		}
	}
	return all
}

// formerDirs are the folders in which the base had its incidents, where they are
// others than now: what was moved out of them is not new.
func (w *workspace) formerDirs(c *repo.Comparison) []string {
	if !slices.Contains(c.Changed, config.FileName) {
		return nil
	}
	was, err := readConfig(c.Base)
	if err != nil {
		return nil // only where files were depends on it, not what is asked of them
	}
	return slices.DeleteFunc(slices.Clone(was.Dir), func(dir string) bool { return slices.Contains(w.config.Dir, dir) })
}

func (w *workspace) baselineOf(ctx context.Context, c *repo.Comparison, rules ruleFlag) *baseline {
	then := *w
	then.source = c.Base
	then.layout = newLayout(w.config, c.Base.FS())
	b := &baseline{
		id: c.BaseID, now: w, w: &then, held: then.layout, linter: then.linter(rules), changed: map[string]bool{},
		given: map[string][]byte{}, origins: map[string]string{}, sources: map[string][]byte{}, found: map[string][]lint.Finding{},
	}
	b.moved = sync.OnceValue(func() map[string]string { return b.moves(w) })
	for _, file := range c.Changed {
		b.changed[file] = true
	}
	b.findGone(ctx)
	return b
}

// findGone lists the incidents of the base that are none any more: they were
// removed, moved, or left out by another configuration.
func (b *baseline) findGone(ctx context.Context) {
	was, err := readConfig(b.w.source)
	if err != nil || slices.Equal(was.Dir, b.now.config.Dir) && slices.Equal(was.Include, b.now.config.Include) {
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
	return b.held.holds(file) && b.had(file) && !b.stands(b.now, file)
}

// lost are findings about the incidents of the base that are neither there nor
// moved.
func (b *baseline) lost(linter *lint.Linter) ([]lint.Finding, error) {
	if b == nil {
		return nil, nil
	}
	moved := map[string]bool{}
	for _, origin := range b.moved() {
		moved[origin] = true
	}
	var found []lint.Finding
	for _, file := range b.gone {
		if moved[file] {
			continue
		}
		was, err := b.w.source.ReadFile(file)
		switch {
		case errors.Is(err, repo.ErrTooLarge):
			continue // nobody could say that it was an incident
		case err != nil:
			return nil, err
		}
		found = append(found, linter.Gone(file, was, b.now.hasFile(file))...)
	}
	return found, nil
}

// had reports that the base has a file of a name: a link is none.
func (b *baseline) had(file string) bool {
	info, err := b.w.source.Stat(file)
	return err == nil && info.Mode().IsRegular()
}

// differs reports that a file is not as the base has it.
func (b *baseline) differs(file string) bool { return b == nil || b.changed[file] }

// include takes a file for one that differs, and that holds src.
func (b *baseline) include(file string, src []byte) {
	if b != nil {
		b.changed[file], b.given[file] = true, src
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

// stands reports that a file that differs is an incident now. That a file of the
// folder's name was put beside a folder of incidents makes no attachments of them:
// a change would hide a whole year from its own gate.
func (b *baseline) stands(w *workspace, file string) bool {
	if !w.layout.reaches(file, func(dir string) bool { return w.layout.enter(dir) || b.entered(dir) }) {
		return false
	}
	return w.hasFile(file)
}

// hasFile reports that something other than a folder has a name.
func (w *workspace) hasFile(name string) bool {
	info, err := w.source.Stat(name)
	return err == nil && !info.IsDir()
}

// entered reports that the base has a folder of incidents by that name.
func (b *baseline) entered(dir string) bool {
	info, err := b.w.source.Stat(dir)
	return err == nil && info.IsDir() && b.w.layout.enter(dir)
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
	if errors.Is(err, repo.ErrTooLarge) {
		return nil // nobody could say what was wrong with it
	}
	if err != nil {
		b.err = errors.Join(b.err, err)
		return nil
	}
	b.origins[file], b.sources[file] = origin, was
	b.found[file] = b.linter.File(origin, was, nil)
	return was
}

// origin is what a file was called at the base: the same, or the name of one that
// is gone and that it was moved from. "" is a new file.
func (b *baseline) origin(file string) string {
	if b.had(file) {
		return file
	}
	return b.moved()[file]
}

// settled reports a file that the base's own branch has just so by now, which this
// change therefore does not bring: it was merged from there past the common commit, or
// came there by a squash merge.
func (b *baseline) settled(w *workspace, file string) bool {
	if b.tip == nil || !b.stands(w, file) { // out of sight is not as it was
		return false
	}
	tip, err := b.tip()
	if err != nil {
		return false
	}
	there, err := tip.ReadFile(file)
	if err != nil {
		return false
	}
	here, ok := b.given[file]
	if !ok {
		here, err = w.source.ReadFile(file)
	}
	return err == nil && bytes.Equal(here, there)
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
