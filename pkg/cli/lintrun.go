package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

// lintRun is the linting of one root. Files are read by one goroutine into
// buffers that the checking ones give back, so memory does not grow with the
// number of incidents.
type lintRun struct {
	w        *workspace
	linter   *lint.Linter
	progress *progress
	named    map[string]bool // files that were checked because their path was given; nil for all

	mu       sync.Mutex
	checked  []lint.Finding // file by file
	findings []lint.Finding // these, and those across files; sorted
	files    int
	skipped  int // named files that are no incidents

	fixed, fixedFiles int // findings that mend settled, or would, and in how many files
	gone              int // by how many findings there would be fewer; mended entries may be reported anew
}

func newLintRun(w *workspace, o lintOptions) *lintRun {
	return &lintRun{w: w, progress: newProgress(w.env, "files checked"), linter: w.linter(o.rules)}
}

// linter is one with the configured severities, and those of the command line
// over them.
func (w *workspace) linter(rules ruleFlag) *lint.Linter {
	severity := map[string]lint.Severity{}
	for rule, word := range w.config.Rules {
		severity[rule], _ = lint.ParseSeverity(word) // config has checked the word
	}
	for rule, s := range rules.severity {
		severity[rule] = s
	}
	return lint.New(lint.Options{
		Process: w.process, FS: w.repo.FS(), Now: w.env.now(), Severity: severity, Only: rules.only,
	})
}

// check lints every incident, or those that paths name.
func (r *lintRun) check(ctx context.Context, paths []string) error {
	defer r.progress.done()
	if len(paths) == 0 {
		if err := r.pool(r.w.files(ctx)); err != nil {
			return err
		}
	} else if err := r.checkNamed(ctx, paths); err != nil {
		return err
	}
	r.finish()
	return nil
}

// finish adds what shows only across files.
func (r *lintRun) finish() {
	r.findings = slices.Concat(r.checked, r.linter.Finish())
	lint.Sort(r.findings)
}

// checkNamed lints the files and folders named; all other incidents are only
// indexed, for the rules that look across files.
func (r *lintRun) checkNamed(ctx context.Context, paths []string) error {
	r.named = map[string]bool{}
	for _, p := range paths {
		if err := r.checkPath(ctx, p); err != nil {
			return err
		}
	}
	for f := range r.w.files(ctx) {
		if f.Err == nil && !r.named[f.Path] {
			r.linter.Remember(f.Path, f.Data)
		}
	}
	return nil
}

// checkPath passes over a named file that is no incident, as a walk would: commit
// hooks name every changed file.
func (r *lintRun) checkPath(ctx context.Context, given string) error {
	rel, err := r.w.repo.Rel(given)
	if err != nil {
		return err
	}
	info, err := fs.Stat(r.w.repo.FS(), rel)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("%s does not exist", given)
	case err != nil:
		return err
	case info.IsDir():
		l := r.w.layout
		return r.pool(r.once(r.w.repo.Files(ctx, []string{rel}, l.enter, l.keep)))
	case !r.w.layout.isIncident(path.Base(rel)):
		r.skipped++
		return nil
	}
	data, err := r.w.repo.ReadFile(rel)
	return r.pool(r.once(func(yield func(repo.File) bool) { yield(repo.File{Path: rel, Data: data, Err: err}) }))
}

// once leaves out files that an earlier path has named already.
func (r *lintRun) once(files func(func(repo.File) bool)) func(func(repo.File) bool) {
	return func(yield func(repo.File) bool) {
		for f := range files {
			if r.named[f.Path] {
				continue
			}
			r.named[f.Path] = true
			if !yield(f) {
				return
			}
		}
	}
}

// pool lints files on all processors.
func (r *lintRun) pool(files func(func(repo.File) bool)) error {
	workers := runtime.GOMAXPROCS(0)
	work := make(chan repo.File)
	free := make(chan []byte, 2*workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for f := range work {
				r.keep(r.linter.File(f.Path, f.Data, nil))
				select {
				case free <- f.Data:
				default:
				}
			}
		})
	}
	err := feed(files, work, free, r.progress)
	close(work)
	group.Wait()
	return err
}

// feed copies each file into a free buffer: the sequence reuses its own. A
// file that cannot be read ends the run, because a gate that skips files is
// none; all such files are told at once.
func feed(files func(func(repo.File) bool), work chan<- repo.File, free <-chan []byte, p *progress) error {
	var errs []error
	for f := range files {
		if f.Err != nil {
			errs = append(errs, f.Err)
			continue
		}
		var buf []byte
		select {
		case buf = <-free:
		default:
		}
		f.Data = append(buf[:0], f.Data...)
		work <- f
		p.step()
	}
	return errors.Join(errs...)
}

func (r *lintRun) keep(found []lint.Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.files++
	r.checked = append(r.checked, found...)
}

func (r *lintRun) passed() int { return r.w.layout.passed + r.skipped }

// mend applies the safe fixes, or shows them. The findings that are left
// replace those there were.
func (r *lintRun) mend(ctx context.Context, show bool) error {
	var files []string
	for _, f := range r.findings {
		if f.Fix != nil && (len(files) == 0 || files[len(files)-1] != f.File) {
			files = append(files, f.File)
		}
	}
	for _, file := range files {
		if err := r.mendFile(ctx, file, show); err != nil {
			return err
		}
	}
	if !show {
		r.finish()
	}
	return nil
}

// mendFile leaves the commit to the user, who has not seen the change yet.
func (r *lintRun) mendFile(ctx context.Context, file string, show bool) error {
	was, err := r.w.repo.ReadFile(file)
	if err != nil {
		return err
	}
	check := func(src []byte) []lint.Finding { return r.linter.File(file, src, nil) }
	want, applied, err := lint.Fix(was, check)
	if err != nil || applied == 0 {
		return err
	}
	r.fixed += applied
	r.fixedFiles++
	if show {
		r.gone += len(check(was)) - len(check(want))
		return report.Diff(r.w.env.Out, r.w.env.style(), r.w.fromTop(file), was, want)
	}
	change := repo.Change{NoCommit: true, Paths: []repo.PathChange{{Path: file, Was: was, Want: want}}}
	if _, err := r.w.repo.Commit(ctx, change); err != nil {
		return err
	}
	r.recheck(file, want)
	return nil
}

// recheck replaces a mended file's findings by what is left of them.
func (r *lintRun) recheck(file string, src []byte) {
	r.checked = slices.DeleteFunc(r.checked, func(f lint.Finding) bool { return f.File == file })
	r.checked = append(r.checked, r.linter.File(file, src, nil)...)
}
