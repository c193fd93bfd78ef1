package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/report"
)

// A command that answers over all repositories that -C names begins with openAll,
// or openOnBranches where it sees open branches too, and closeAll; goes through
// eachIncident; and says where each is from by incidentShape or actionShape and
// the columns of originsOf.

// eachIncident visits the incidents of all repositories in the order of the command
// line, those of one in order of path. An incident and its document are valid
// until the next one.
func eachIncident(ctx context.Context, all []*workspace, visit func(*workspace, *incident.Incident) error) error {
	for _, w := range all {
		for i, err := range w.incidents(ctx) {
			if err != nil {
				return err
			}
			if err := visit(w, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// openAll opens the roots that -C names, or the one around the current folder.
// Each stays open until closeAll. All are opened before any is read, so that a
// mistake in the last one's configuration costs no waiting. Two -C that lead to one
// root are one.
func openAll(ctx context.Context, e *Env) ([]*workspace, error) {
	dirs := e.flags.dirs
	if len(dirs) < 2 {
		dirs = []string{"."} // Dir is where a single -C says
	}
	var all []*workspace
	for _, dir := range dirs {
		w, err := openAt(ctx, e, joinDir(e.Dir, dir), e.Dir)
		if err != nil {
			closeAll(all)
			return nil, err
		}
		if slices.ContainsFunc(all, func(o *workspace) bool { return o.repo.Root() == w.repo.Root() }) {
			w.warn("-C " + report.Clean(dir, false) + " leads to a repository that another -C names; it is read once")
			w.close()
			continue
		}
		all = append(all, w)
	}
	labelAll(all)
	return all, nil
}

func closeAll(all []*workspace) {
	for _, w := range all {
		w.close()
	}
}

// labelAll names each of several repositories by as much of the end of its path as
// tells it from the others: incidents of two may well have one ID.
func labelAll(all []*workspace) {
	if len(all) < 2 {
		return
	}
	roots := make([]string, len(all))
	for n, w := range all {
		roots[n] = filepath.ToSlash(w.repo.Root())
	}
	for n, name := range tellingApart(roots) {
		all[n].label = name
	}
}

// tellingApart shortens paths that differ, each to the fewest last elements
// that no other path ends in at that length.
func tellingApart(paths []string) []string {
	names := make([]string, len(paths))
	for n, p := range paths {
		for elements := 1; ; elements++ {
			names[n] = ending(p, elements)
			same := func(other string) bool { return other != p && ending(other, elements) == names[n] }
			if !slices.ContainsFunc(paths, same) {
				break
			}
		}
	}
	return names
}

// ending is the last elements of a path, all of it when it has no more.
func ending(p string, elements int) string {
	all := strings.Split(strings.Trim(p, "/"), "/")
	return cmp.Or(strings.Join(all[max(0, len(all)-elements):], "/"), "/")
}

// origins are the columns of a table that say where incidents were read: only
// those in which not every row would be the same.
type origins struct{ repositories, branches bool }

func originsOf(all []*workspace) origins { return origins{len(all) > 1, onBranches(all)} }

func (o origins) columns() []report.Column {
	var columns []report.Column
	if o.repositories {
		columns = append(columns, report.Column{Name: "repository"})
	}
	if o.branches {
		columns = append(columns, report.Column{Name: "branch"})
	}
	return columns
}

// cells are those of one row.
func (o origins) cells(repository, branch string) []report.Cell {
	var cells []report.Cell
	if o.repositories {
		cells = append(cells, report.Cell{Text: repository, Tone: report.Faint})
	}
	if o.branches {
		cells = append(cells, report.Cell{Text: branch, Tone: report.Faint})
	}
	return cells
}

// incidentShape is the shape of an incident with where it is from: the branch, and
// the repository when there are several.
func (w *workspace) incidentShape(i *incident.Incident, now time.Time) report.Incident {
	return report.IncidentOf(i, w.fromTop(i.Path), now).On(w.on(i.ID)).In(w.label)
}

// actionShape is the same for one action item.
func (w *workspace) actionShape(i *incident.Incident, a incident.ActionItem, now time.Time) report.ActionItem {
	return report.ActionOf(i, a, w.fromTop(i.Path), now).On(w.on(i.ID)).In(w.label)
}
