package cli

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
)

// prepare checks where the files are to go, and lists those that are named.
func (r *adoptRun) prepare(ctx context.Context) ([]string, error) {
	if r.options.into != "" {
		into, err := r.w.repo.Rel(r.options.into)
		if err != nil {
			return nil, err
		}
		if !r.w.layout.holds(path.Join(into, "x.md")) {
			return nil, &usageError{
				r.options.into + " is no folder in which pm looks for incidents",
				"name one below " + strings.Join(r.w.config.Dir, " or ") + ", or add it to dir in " + config.FileName,
			}
		}
		r.into = into
	}
	names, err := r.w.names(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if r.taken[n.id] != "" {
			r.shared[n.id] = true
		}
		r.taken[n.id] = n.path
	}
	return r.named(ctx)
}

// named are the files and those in the folders that were given, each once.
func (r *adoptRun) named(ctx context.Context) ([]string, error) {
	var paths []string
	seen := map[string]bool{}
	var faults []error
	for _, given := range r.options.paths {
		found, err := r.under(ctx, given)
		if err != nil {
			faults = append(faults, err)
		}
		for _, p := range found {
			if !seen[p] {
				seen[p] = true
				paths = append(paths, p)
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return paths, nil
}

func (r *adoptRun) under(ctx context.Context, given string) ([]string, error) {
	rel, err := r.w.repo.Rel(given)
	if err != nil {
		return nil, err
	}
	info, err := r.w.repo.Stat(rel)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("%s does not exist", given)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return []string{rel}, nil
	}
	var paths []string
	for p, err := range r.w.repo.Names(ctx, []string{rel}, r.w.layout.enter, r.candidate) {
		if err != nil && !r.candidate(p) {
			return nil, err
		}
		paths = append(paths, p)
	}
	return paths, nil
}

// endings are those of Markdown as site generators and notebooks have it.
var endings = []string{".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd", ".md.erb", ".md.tmpl"}

// candidate reports a file of a folder that may be a postmortem, and counts the
// others.
func (r *adoptRun) candidate(file string) bool {
	name := path.Base(file)
	lower := strings.ToLower(name)
	good := r.w.layout.isIncident(name)
	for _, e := range endings {
		good = good || strings.HasSuffix(lower, e)
	}
	if stem, _, _ := strings.Cut(lower, "."); private(name) || stem == "readme" || stem == "index" || stem == "_index" {
		good = false
	}
	if !good {
		r.passed++
	}
	return good
}

// place is where a file goes. An incident is found by its ID, so one that another
// has gets a number.
func (r *adoptRun) place(file, title, started string) string {
	if r.into == "" {
		return file
	}
	if r.options.keepName {
		return path.Join(r.into, path.Base(file))
	}
	dir := r.into
	if title == "" {
		title = incident.IDFromPath(file)
	}
	id := incident.Slug(title)
	if started != "" {
		if id = started + "-" + id; r.w.layout.byYear {
			dir = path.Join(dir, id[:4])
		}
	}
	to := path.Join(dir, id+".md")
	for n := 2; to != file && r.holder(to, file) != ""; n++ {
		to = path.Join(dir, id+"-"+strconv.Itoa(n)+".md")
	}
	return to
}

// holder is the other file that has the ID which a file would have at a place; ""
// when there is none.
func (r *adoptRun) holder(to, file string) string {
	if other := r.taken[incident.IDFromPath(to)]; other != file {
		return other
	}
	return ""
}

// occupied says why a file cannot move to a place.
func (r *adoptRun) occupied(to, file string) (reason, way string) {
	other := r.holder(to, file)
	if _, err := fs.Stat(r.w.repo.FS(), to); err == nil || other == to {
		return r.w.shown(to) + " exists already", "rename one of the two"
	}
	if other != "" {
		return r.w.shown(other) + " has the ID " + incident.IDFromPath(to) + " already", "rename one of the two, or leave --keep-name out"
	}
	return "", ""
}

// unplaced says why a file could not be an incident where it would lie.
func (r *adoptRun) unplaced(to string) (reason, way string) {
	l := r.w.layout
	switch {
	case l.holds(to):
		return "", ""
	case !l.isIncident(path.Base(to)) && (path.Ext(to) == ".md" || private(path.Base(to))):
		return "pm takes no file of that name for an incident", "rename it, or let it be named by its title: pm adopt --into DIR"
	case !l.isIncident(path.Base(to)):
		return "pm does not read files with this ending", "add '*" + path.Ext(to) + "' to include in " + config.FileName + ", or pm adopt --into DIR"
	}
	return "it lies where pm does not look for incidents",
		"pm adopt --into " + l.dirs[0] + " moves it, or name its folder under dir in " + config.FileName
}
