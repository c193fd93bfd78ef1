package cli

import (
	"fmt"
	"os"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

// result is what lint found over all roots.
type result struct {
	rows              []row
	sum               report.Summary
	fixed, fixedFiles int
	gone              int
}

// row is a finding with its file as each kind of format names it.
type row struct {
	lint.Finding
	shown, fromTop string
}

// add names each file twice, because formats for machines want it from the top of
// the work tree and people from where they stand.
func (r *result) add(w *workspace, run *lintRun) {
	for _, f := range run.findings {
		r.rows = append(r.rows, row{f, w.shown(f.File), w.fromTop(f.File)})
	}
	r.sum.Files += run.files
	r.sum.Passed += run.passed()
	r.fixed += run.fixed
	r.fixedFiles += run.fixedFiles
	r.gone += run.gone
}

// sayFixed says on standard error what --fix did, or under --diff would do, and
// what is left to a person. The findings still there after --diff are all of them.
func (r *result) sayFixed(e *Env, only bool) {
	did, left := "fixed", len(r.rows)
	if only {
		did, left = "would fix", len(r.rows)-r.gone
	}
	line := "nothing can be fixed safely"
	if r.fixed > 0 {
		line = fmt.Sprintf("%s %s in %s", did, report.Count(r.fixed, "finding"), report.Count(r.fixedFiles, "file"))
	}
	if r.fixed > 0 && !only {
		line += ", not committed"
	}
	fmt.Fprintf(e.Err, "pm: %s; %s left\n", line, report.Count(left, "finding"))
}

// counts are those of findings that are new.
func (r *result) counts() (errs, warnings int) {
	for _, f := range r.rows {
		switch {
		case f.Old:
		case f.Severity == lint.Error:
			errs++
		case f.Severity == lint.Warning:
			warnings++
		}
	}
	return errs, warnings
}

// print writes the findings in every format asked for: to standard output, or
// to a file.
func (r *result) print(e *Env, formats formatFlag) error {
	if len(formats) == 0 {
		formats = formatFlag{{name: "text"}}
	}
	for _, f := range formats {
		if err := r.printOne(e, f); err != nil {
			return err
		}
	}
	return nil
}

// printOne writes to a file without colours and widths, whatever the terminal is.
func (r *result) printOne(e *Env, f format) (err error) {
	write := report.FindingFormats[f.name]
	if f.file == "" {
		return write(e.Out, e.style(), r.as(f.name), r.sum)
	}
	file, err := os.Create(joinDir(e.Dir, f.file))
	if err != nil {
		return err
	}
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	return write(file, report.Style{}, r.as(f.name), r.sum)
}

// as gives the findings with the paths that a format uses: text is for people
// in the current folder, everything else for machines at the top.
func (r *result) as(format string) func(func(lint.Finding) bool) {
	return func(yield func(lint.Finding) bool) {
		for _, f := range r.rows {
			f.File = f.fromTop
			if format == "text" {
				f.File = f.shown
			}
			if !yield(f.Finding) {
				return
			}
		}
	}
}
