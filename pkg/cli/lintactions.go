package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/postmortem-md/pm/pkg/report"
)

// summaryRoom is how much Markdown GitHub takes from one step, in bytes; a step
// that writes more shows no summary at all.
const summaryRoom = 1024 << 10

// inActions reports that GitHub Actions runs pm.
func (e *Env) inActions() bool { return e.getenv("GITHUB_ACTIONS") == "true" }

// orDefault is what was asked for, or else what whoever reads standard output can
// do most with.
func (f formatFlag) orDefault(e *Env) formatFlag {
	switch {
	case len(f) > 0:
		return f
	case e.inActions():
		return formatFlag{{name: "github"}}
	}
	return inText
}

// summarize adds the findings to the summary of the job that shows them as
// annotations too. That it cannot is no reason to fail: they are in the log.
func (r *result) summarize(e *Env, formats formatFlag) {
	file := e.getenv("GITHUB_STEP_SUMMARY")
	if file == "" || !e.inActions() || !slices.Contains(formats, format{name: "github"}) {
		return
	}
	if err := r.appendSummary(joinDir(e.Dir, file)); err != nil {
		line := fmt.Sprintf("the job summary lacks the findings, which are in the log: %v", err)
		fmt.Fprintf(e.Err, "pm: warning: %s\n", report.Clean(oneLine(line), false))
	}
}

// appendSummary writes once, so that others who append do not come between.
func (r *result) appendSummary(file string) error {
	var size int64
	switch info, err := os.Stat(file); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file", file) // opening a pipe would wait for a reader
	default:
		size = info.Size()
	}
	var text bytes.Buffer
	if size > 0 {
		text.WriteString("\n\n") // what stands there may lack its line end
	}
	room := int(max(summaryRoom-size-int64(text.Len()), 0))
	separator := text.Len()
	if err := report.MarkdownFindings(room)(&text, report.Style{}, r.as("markdown"), r.sum); err != nil {
		return err
	}
	if text.Len() == separator {
		return fmt.Errorf("%s is full: GitHub takes %d KiB of each step", file, summaryRoom>>10)
	}
	return appendFile(file, text.Bytes())
}

func appendFile(file string, data []byte) error {
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Close())
}
