package cli

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
)

// warnNothing says that a root holds no incident at all: a check that looked at
// nothing is green for ever, wherever the incidents lie. That a base is the same is
// something else.
func (w *workspace) warnNothing(ctx context.Context) {
	isIncident := func(file string) bool { return w.layout.isIncident(path.Base(file)) } // keep would count anew
	for range w.source.Names(ctx, w.config.Dir, w.layout.enter, isIncident) {
		return
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

// How far rootsBelow looks: a hint is not worth walking a large repository.
const (
	maxRootDepth   = 4
	maxRootFolders = 2_000
)

// rootsBelow are folders with a configuration of their own, the nearest first.
func rootsBelow(tree fs.FS) []string {
	var roots []string
	looked := 0
	level := []string{"."}
	for depth := 0; depth < maxRootDepth; depth++ {
		var next []string
		for _, dir := range level {
			entries, err := fs.ReadDir(tree, dir)
			if looked++; err != nil || looked > maxRootFolders {
				continue
			}
			for _, e := range entries {
				switch name := e.Name(); {
				case name == config.FileName && dir != ".":
					roots = append(roots, dir)
				case e.IsDir() && !private(name) && name != "node_modules":
					next = append(next, path.Join(dir, name))
				}
			}
		}
		level = next
	}
	return roots
}
