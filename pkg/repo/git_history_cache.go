package repo

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// How many unpacked trees git keeps for us. A tree is stored as its difference
// from another, in chains of at most 50 unless a user packs otherwise.
const (
	keptTrees     = 64
	minTreeCache  = 4 << 20
	gitsTreeCache = 96 << 20
	treeLine      = len("100644 ") + len("\x00") + 20 // bytes of a tree's line besides the name
)

// treeCache is the option that lets git keep no more unpacked trees than the
// history of one path needs: those of a delta chain for each folder on the way.
// Most of what git would keep by itself is not needed again, and asking the
// system for new memory all the time takes half of its CPU. None when that much
// is needed, where the work tree does not tell how large the folders are, and for
// the history of a folder, which compares all trees below it.
func (g *gitBinary) treeCache(q historyQuery) []string {
	if g.loc.top == "" || len(q.paths) != 1 || q.alone {
		return nil
	}
	if info, err := os.Stat(filepath.Join(g.loc.top, filepath.FromSlash(q.paths[0]))); err == nil && info.IsDir() {
		return nil
	}
	size := 0
	for dir := path.Dir(q.paths[0]); ; dir = path.Dir(dir) {
		entries, err := os.ReadDir(filepath.Join(g.loc.top, filepath.FromSlash(dir)))
		if err != nil {
			return nil
		}
		for _, e := range entries {
			size += treeLine + len(e.Name())
		}
		if dir == "." {
			break
		}
	}
	size = max(size*keptTrees, minTreeCache)
	if size >= gitsTreeCache {
		return nil
	}
	return []string{"-c", fmt.Sprintf("core.deltaBaseCacheLimit=%d", size)}
}
