package cli

import (
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// layout knows which files are incidents and where a new one goes.
type layout struct {
	dirs     []string
	globs    []repo.Glob // of dirs
	byYear   bool
	patterns []string // file names that may be incidents
	endings  []string // of those patterns, for finding attachment folders
	tree     fs.FS
	passed   int // files that keep turned down
}

func newLayout(c *config.Config, tree fs.FS) *layout {
	l := &layout{dirs: c.Dir, byYear: c.Layout == "year", tree: tree, patterns: append([]string{"*.md"}, c.Include...)}
	for _, dir := range l.dirs {
		l.globs = append(l.globs, repo.NewGlob(tree, dir))
	}
	for _, p := range l.patterns {
		if e := path.Ext(p); e != "" && !strings.ContainsAny(e, "*?[") {
			l.endings = append(l.endings, e)
		}
	}
	return l
}

// keep reports that a file's name is that of an incident, and counts those
// that are not.
func (l *layout) keep(file string) bool {
	if l.isIncident(path.Base(file)) {
		return true
	}
	l.passed++
	return false
}

// isIncident goes by the name alone, so that thousands of files need not be opened
// to be counted.
func (l *layout) isIncident(name string) bool {
	if private(name) || strings.EqualFold(name, "README.md") || strings.EqualFold(name, "index.md") {
		return false
	}
	for _, p := range l.patterns {
		if ok, _ := path.Match(p, name); ok {
			return true
		}
	}
	return false
}

func private(name string) bool {
	return strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".")
}

// enter reports that a folder may hold incidents: it is not an attachment
// folder, which is one that lies beside the incident of the same name.
func (l *layout) enter(dir string) bool {
	if private(path.Base(dir)) && dir != "." {
		return false
	}
	for _, e := range l.endings {
		if _, err := fs.Stat(l.tree, dir+e); err == nil {
			return false
		}
	}
	return true
}

// home is the folder for new incidents: the first of dir, which must therefore
// be a plain one.
func (l *layout) home() (string, error) {
	dir := l.dirs[0]
	if strings.ContainsAny(dir, "*?[") {
		return "", &usageError{
			"the first folder of dir is the pattern " + dir + ", so it is not clear where a new incident goes",
			"put a plain folder first in " + config.FileName,
		}
	}
	return dir, nil
}

// newPath is where the incident of an ID goes.
func (l *layout) newPath(id string) (string, error) {
	dir, err := l.home()
	if err != nil {
		return "", err
	}
	if year, _, ok := strings.Cut(id, "-"); ok && l.byYear {
		dir = path.Join(dir, year)
	}
	return path.Join(dir, id+".md"), nil
}

// attachments is the folder beside an incident that holds its attachments.
func attachments(file string) string {
	return path.Join(path.Dir(file), incident.IDFromPath(file))
}
