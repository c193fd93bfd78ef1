package repo

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

const (
	// maxAlternateDepth is git's own bound on alternates of alternates.
	maxAlternateDepth = 5
	// maxAlternates bounds the list, in bytes.
	maxAlternates = 1 << 20
)

// objectDirs are all object folders of a repository: its own first, then those
// of the environment, and those named in info/alternates, with theirs in turn.
func objectDirs(dir string, env environment) []string {
	found := []string{dir}
	for _, path := range filepath.SplitList(env.value("GIT_ALTERNATE_OBJECT_DIRECTORIES")) {
		found = addAlternate(found, dir, path, 0)
	}
	return listedAlternates(found, dir, 0)
}

func listedAlternates(found []string, dir string, depth int) []string {
	data, err := readBounded(filepath.Join(dir, "info", "alternates"), maxAlternates)
	if err != nil || depth > maxAlternateDepth {
		return found
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != '#' {
			found = addAlternate(found, dir, line, depth)
		}
	}
	return found
}

func addAlternate(found []string, dir, path string, depth int) []string {
	if strings.HasPrefix(path, `"`) {
		if unquoted, err := strconv.Unquote(path); err == nil {
			path = unquoted
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	path = filepath.Clean(path)
	if slices.Contains(found, path) || !isDir(path) {
		return found
	}
	return listedAlternates(append(found, path), path, depth+1)
}

// readReplacements lists refs/replace: git shows the one object wherever the
// other is asked for.
func readReplacements(r refs, c *gitConfig, env environment) (map[plumbing.Hash]plumbing.Hash, error) {
	const prefix = "refs/replace/"
	use, err := c.bool("core.usereplacerefs", true)
	if _, off := env.lookup("GIT_NO_REPLACE_OBJECTS"); err != nil || off || !use {
		return nil, err
	}
	replaced := map[plumbing.Hash]plumbing.Hash{}
	add := func(name string, id plumbing.Hash) bool {
		if digits, ok := strings.CutPrefix(name, prefix); ok && plumbing.IsHash(digits) {
			replaced[plumbing.NewHash(digits)] = id
		}
		return true
	}
	if err := r.eachPacked(add); err != nil {
		return nil, err
	}
	// Glob fails only where the folder's own name is a bad pattern; then no
	// loose ones are found.
	loose, _ := filepath.Glob(filepath.Join(r.commonDir, "refs", "replace", "*"))
	for _, path := range loose {
		if found, err := readLooseRef(path); err == nil && found.symbolic == "" {
			add(prefix+filepath.Base(path), found.id)
		}
	}
	return replaced, nil
}
