package cli

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/prose"
	"github.com/postmortem-md/pm/pkg/repo"
)

// lintRun is the linting of one root. Files are read by one goroutine into
// buffers that the checking ones give back, so memory does not grow with the
// number of incidents.
type lintRun struct {
	w        *workspace
	options  lintOptions
	linter   *lint.Linter
	base     *baseline // nil without --base
	progress *progress
	named    map[string]bool // files that were checked; nil for all
	wide     bool            // nobody said which files to look at

	mu       sync.Mutex
	checked  []lint.Finding // file by file
	findings []lint.Finding // these, and those across files; sorted
	files    int
	skipped  int // named files that are no incidents

	fixed, fixedFiles int // findings that mend settled, or would, and in how many files
	gone              int // by how many findings there would be fewer; mended entries may be reported anew
}

func newLintRun(ctx context.Context, w *workspace, o lintOptions) (*lintRun, error) {
	wide := len(o.paths) == 0 && !o.stdin
	r := &lintRun{w: w, options: o, wide: wide, progress: newProgress(w.env, "files checked"), linter: w.linter(o.rules)}
	if o.base == "" {
		return r, nil
	}
	var err error
	r.base, err = w.baseline(ctx, o)
	return r, err
}

// linter is one with the configured severities, and those of the command line
// over them.
func (w *workspace) linter(rules ruleFlag) *lint.Linter { return w.linterOf(w.source.FS(), rules) }

// linterOf is a linter that looks links and attachments up in a tree.
func (w *workspace) linterOf(tree fs.FS, rules ruleFlag) *lint.Linter {
	severity := map[string]lint.Severity{}
	for rule, word := range w.config.Rules {
		severity[rule], _ = lint.ParseSeverity(word) // config has checked the word
	}
	for rule, s := range rules.severity {
		severity[rule] = s
	}
	l := w.config.Language
	return lint.New(lint.Options{
		Process: w.process, FS: tree, Now: w.env.now(), Severity: severity, Only: rules.only,
		Language: prose.Vocabulary{Roles: l.Roles, Teams: l.Teams, Systems: l.Systems, Allowed: l.Allow},
	})
}

// check lints every incident, those that paths name, or those that differ from
// the base.
func (r *lintRun) check(ctx context.Context) error {
	defer r.progress.done()
	if err := r.checkFiles(ctx); err != nil {
		return err
	}
	if r.wide && r.files == 0 {
		r.w.warnNothing(ctx)
	}
	if r.named != nil {
		others, err := r.others(ctx)
		if err != nil {
			return err
		}
		r.w.rememberOthers(r.linter, others)
	}
	return r.finish(ctx)
}

func (r *lintRun) checkFiles(ctx context.Context) error {
	switch {
	case r.options.stdin:
		return r.checkInput()
	case len(r.options.paths) > 0:
		return r.checkNamed(ctx)
	case r.base != nil:
		r.named = map[string]bool{}
		return r.pool(r.once(r.base.differing(r.w)))
	}
	return r.pool(r.w.files(ctx))
}

// finish adds what shows only across files, and takes away what the base has.
func (r *lintRun) finish(ctx context.Context) error {
	across := r.linter.Finish()
	if len(r.options.paths) == 0 && !r.options.stdin {
		lost, err := r.base.lost(r.linter)
		if err != nil {
			return err
		}
		across = append(across, lost...)
	}
	if r.options.fix { // then there is a second time, for what is left
		r.findings = slices.Concat(r.checked, across)
	} else {
		r.checked = append(r.checked, across...)
		r.findings, r.checked = r.checked, nil
	}
	lint.Sort(r.findings)
	if r.base == nil {
		return nil
	}
	if len(across) > 0 {
		if err := r.base.finish(ctx); err != nil {
			return err
		}
	}
	for of, from := r.findings, 0; from < len(of); {
		to := from + 1
		for to < len(of) && of[to].File == of[from].File {
			to++
		}
		r.ratchet(of[from:to])
		from = to
	}
	if !r.options.all {
		r.findings = slices.DeleteFunc(r.findings, func(f lint.Finding) bool { return f.Old })
	}
	return nil
}

// ratchet marks what is old of the findings of one file.
func (r *lintRun) ratchet(found []lint.Finding) {
	file := found[0].File
	lint.Ratchet(found, r.base.old(file))
	isNew := func(f lint.Finding) bool { return !f.Old }
	if !slices.ContainsFunc(found, isNew) || !r.base.settled(r.w, file) {
		return
	}
	for n := range found {
		found[n].Old = true
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
				r.keep(r.linter.File(f.Path, f.Data, r.base.look(f.Path)))
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
	return errors.Join(err, r.base.fault())
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
	thriftyFrom(len(r.checked)-len(found), len(r.checked))
}

func (r *lintRun) passed() int { return r.w.layout.passed + r.skipped }
