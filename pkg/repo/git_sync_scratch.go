package repo

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// A merge puts two kinds of files into the Git directory, and takes them away at
// its end: indexes, and the message that hooks may edit.
const (
	scratchPrefix = "pm-sync-"
	scratchEnding = ".lock"
	messageName   = "PM_SYNC_MSG"
)

// scratchName names a new index. The ending tells hooks that pm is at work, as
// that of git commit's own index does. No two have one name: when pm is killed
// alone, its git goes on for a moment, and must not write into the next sync's.
func scratchName(loc location) string {
	return filepath.Join(loc.gitDir, fmt.Sprintf("%s%016x%s", scratchPrefix, rand.Uint64(), scratchEnding))
}

// removeScratch takes away what a sync that was killed has left, git's locks on
// its indexes included: nobody else uses those.
func removeScratch(d disk, loc location) {
	entries, _ := os.ReadDir(loc.gitDir) // what cannot be listed stays
	for _, e := range entries {
		name := e.Name()
		if name == messageName || strings.HasPrefix(name, scratchPrefix) && strings.HasSuffix(name, scratchEnding) {
			_ = d.remove(filepath.Join(loc.gitDir, name))
		}
	}
}
