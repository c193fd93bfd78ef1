package cli

import (
	"fmt"
	"iter"
	"os"

	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/report"
)

// result is what lint found over all roots.
type result struct {
	roots             []rootResult
	sum               report.Summary
	fixed, fixedFiles int
	gone              int
}

// rootResult are the findings of one root, sorted. There may be a hundred thousand
// of them, so they are kept once, and files are named when they are printed.
type rootResult struct {
	w        *workspace
	findings []lint.Finding
}

func (r *result) add(w *workspace, run *lintRun) {
	r.roots = append(r.roots, rootResult{w, run.findings})
	r.sum.Files += run.files
	r.sum.Passed += run.passed()
	r.fixed += run.fixed
	r.fixedFiles += run.fixedFiles
	r.gone += run.gone
}

// total is the number of findings.
func (r *result) total() int {
	n := 0
	for _, root := range r.roots {
		n += len(root.findings)
	}
	return n
}

// sayFixed says on standard error what --fix did, or under --diff would do, and
// what is left to a person. The findings still there after --diff are all of them.
func (r *result) sayFixed(e *Env, only bool) {
	did, left := "fixed", r.total()
	if only {
		did, left = "would fix", r.total()-r.gone
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
	for f := range r.as("text") {
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

// print writes the findings in every format asked for: first to files, then to
// standard output, which is not held back any longer, because nothing but its
// writing can fail by then.
func (r *result) print(e *Env, formats formatFlag) error {
	for _, f := range formats {
		if f.file != "" {
			if err := r.printFile(e, f); err != nil {
				return err
			}
		}
	}
	for _, f := range formats {
		if f.file == "" {
			if err := stream(e); err != nil {
				return err
			}
			return report.FindingFormats[f.name](e.Out, e.style(), r.as(f.name), r.sum)
		}
	}
	return nil
}

// printFile writes without colours and widths, whatever the terminal is.
func (r *result) printFile(e *Env, f format) (err error) {
	file, err := os.Create(joinDir(e.Dir, f.file))
	if err != nil {
		return err
	}
	defer func() {
		if cerr := file.Close(); err == nil {
			err = cerr
		}
	}()
	return report.FindingFormats[f.name](file, report.Style{}, r.as(f.name), r.sum)
}

// as gives the findings with the paths that a format uses: text is for people
// in the current folder, everything else for machines at the top. Formats that
// have no word for what the base has already show it as information.
func (r *result) as(format string) iter.Seq[lint.Finding] {
	return func(yield func(lint.Finding) bool) {
		for _, root := range r.roots {
			name := root.w.fromTop
			if format == "text" {
				name = root.w.shown
			}
			file, shown := "", ""
			for _, f := range root.findings {
				if f.File != file {
					file, shown = f.File, name(f.File)
				}
				f.File = shown
				if f.Old && format != "text" && format != "json" {
					f.Severity, f.Message = lint.Info, "not new: "+f.Message
				}
				if !yield(f) {
					return
				}
			}
		}
	}
}
