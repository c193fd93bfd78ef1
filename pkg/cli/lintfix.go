package cli

import (
	"context"
	"slices"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
)

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
	if show {
		return nil
	}
	return r.finish(ctx)
}

// mendFile leaves the commit to the user, who has not seen the change yet.
func (r *lintRun) mendFile(ctx context.Context, file string, show bool) error {
	was, err := r.w.repo.ReadFile(file)
	if err != nil {
		return err
	}
	check := func(src []byte) []lint.Finding { return r.fresh(file, src) }
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

// fresh are the findings of a file's new content that its base has not.
func (r *lintRun) fresh(file string, src []byte) []lint.Finding {
	found := r.linter.File(file, src, r.base.source(file))
	lint.Ratchet(found, r.base.old(file))
	return slices.DeleteFunc(found, func(f lint.Finding) bool { return f.Old })
}

// recheck replaces a mended file's findings by what is left of them.
func (r *lintRun) recheck(file string, src []byte) {
	r.checked = slices.DeleteFunc(r.checked, func(f lint.Finding) bool { return f.File == file })
	r.checked = append(r.checked, r.linter.File(file, src, r.base.source(file))...)
}
