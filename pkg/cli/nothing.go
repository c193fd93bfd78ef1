package cli

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
)

// warnNothing says that a root holds no incident at all: a check that looked at
// nothing is green for ever, wherever the incidents lie. That a base is the same is
// something else.
func (w *workspace) warnNothing(ctx context.Context) {
	isIncident := func(file string) bool { return w.layout.isIncident(path.Base(file)) } // keep would count anew
	for _, err := range w.source.Names(ctx, w.config.Dir, w.layout.enter, isIncident) {
		if err == nil {
			return
		}
	}
	dirs := make([]string, len(w.config.Dir))
	for n, dir := range w.config.Dir {
		dirs[n] = w.shown(dir)
	}
	verb := "holds"
	if len(dirs) > 1 {
		verb = "hold"
	}
	line := fmt.Sprintf("%s %s no incident, so nothing was checked; dir in %s says where they lie", strings.Join(dirs, " and "), verb, config.FileName)
	if roots := rootsBelow(w.source.FS()); len(roots) > 0 {
		line += fmt.Sprintf("; %s is further down: pm -C %s works there", w.shown(path.Join(roots[0], config.FileName)), incident.ShellWord(w.shown(roots[0])))
		if more := len(roots) - 1; more > 0 {
			line += fmt.Sprintf(", and so for %d more", more)
		}
	}
	w.warn(line)
}

// How far a hint looks: it is not worth walking a large repository.
const (
	maxHintDepth   = 4
	maxHintFolders = 2_000
)

// lookBelow visits folders, the nearest first, as far as a hint looks.
func lookBelow(tree fs.FS, visit func(dir string, entries []fs.DirEntry)) {
	looked := 0
	level := []string{"."}
	for range maxHintDepth {
		var next []string
		for _, dir := range level {
			if looked++; looked > maxHintFolders {
				return
			}
			entries, err := fs.ReadDir(tree, dir)
			if err != nil {
				continue
			}
			visit(dir, entries)
			for _, e := range entries {
				if e.IsDir() && !private(e.Name()) && e.Name() != "node_modules" {
					next = append(next, path.Join(dir, e.Name()))
				}
			}
		}
		level = next
	}
}

// rootsBelow are folders with a configuration of their own.
func rootsBelow(tree fs.FS) []string {
	var roots []string
	lookBelow(tree, func(dir string, entries []fs.DirEntry) {
		if dir != "." && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == config.FileName }) {
			roots = append(roots, dir)
		}
	})
	return roots
}

// usualFolder is what people call the folder of their postmortems.
var usualFolder = regexp.MustCompile(`(?i)^(?:post[-_]?mortems?|incidents?|incident[-_]reports?|outages?|retros(?:pectives)?|rcas?)$`)

// likelyFolders says which folders look as if postmortems lay there already.
func (w *workspace) likelyFolders() []string {
	var held []string // of these
	lookBelow(w.repo.FS(), func(dir string, entries []fs.DirEntry) {
		top := ""
		for folder := dir; folder != "."; folder = path.Dir(folder) {
			if usualFolder.MatchString(path.Base(folder)) {
				top = folder
			}
		}
		isOne := func(e fs.DirEntry) bool { return e.Type().IsRegular() && w.layout.isIncident(e.Name()) }
		if top != "" && !slices.Contains(w.layout.dirs, top) && !slices.Contains(held, top) && slices.ContainsFunc(entries, isOne) {
			held = append(held, top)
		}
	})
	var lines []string
	for _, dir := range held[:min(len(held), maxElsewhere)] {
		lines = append(lines, fmt.Sprintf("%s holds Markdown files: if they are postmortems, write dir: %s into %s", w.shown(dir), dir, config.FileName))
	}
	return lines
}

const maxElsewhere = 3 // folders that are told
