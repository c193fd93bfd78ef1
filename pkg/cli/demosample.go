package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/sample"
)

// writeSample writes generated incidents into dir, without a commit: the
// reading commands need none.
func writeSample(e *Env, dir string, o demoOptions) error {
	if err := os.WriteFile(filepath.Join(dir, config.FileName), config.Sample(), 0o644); err != nil {
		return err
	}
	var failed error
	progress := newProgress(e, "incidents written")
	tally := sample.Generate(sample.Options{Seed: o.seed, N: o.incidents, Dirty: o.dirty}, func(i sample.Incident) bool {
		progress.step()
		failed = writeIncident(filepath.Join(dir, "postmortems"), i)
		return failed == nil
	})
	progress.done()
	if failed != nil {
		return failed
	}
	present := sample.Epoch.Format(time.DateOnly)
	fmt.Fprintf(e.Out, "wrote %s to %s, which is no Git repository; their present is %s\n", report.Count(o.incidents, "incident"), dir, present)
	fmt.Fprintf(e.Out, "next: pm -C %[1]s overdue --as-of %[2]s\n      git -C %[1]s init && git -C %[1]s add . && git -C %[1]s commit -m incidents, for commands that commit\n", incident.ShellWord(dir), present)
	if !o.dirty {
		return nil
	}
	return printTally(e, tally)
}

func writeIncident(dir string, i sample.Incident) error {
	for _, a := range i.Attachments {
		if err := writeNew(filepath.Join(dir, filepath.FromSlash(a)), []byte("attached\n")); err != nil {
			return err
		}
	}
	return writeNew(filepath.Join(dir, filepath.FromSlash(i.Path)), i.Data)
}

func writeNew(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// printTally lists how many faults of each kind were planted.
func printTally(e *Env, tally map[sample.Fault]int) error {
	t := report.Table{Columns: []report.Column{{Name: "planted", Keep: true}, {Name: "faults", Right: true}}}
	for _, rule := range sortedKeys(tally) {
		t.Rows = append(t.Rows, []report.Cell{{Text: rule}, {Text: fmt.Sprint(tally[rule])}})
	}
	return t.Text(e.Out, e.style())
}
