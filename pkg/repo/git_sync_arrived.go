package repo

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// arrived tells what stands in the way of a commit, but holds just what the
// commit would put there, from somebody's work: a git that was killed before it
// wrote the index leaves that, and so does a change that was made here by hand as
// well. It is put into the index, whereupon git leaves those files alone. What
// was staged is somebody's work even so.
func (s *syncing) arrived(ctx context.Context, commit string, paths []string) (bool, error) {
	for _, batch := range batches(pathspecs(paths)) {
		res, err := s.git.read(ctx, append([]string{"diff", "--cached", "--quiet", "HEAD", "--"}, batch...)...)
		if err != nil || res.code != 0 {
			return false, err
		}
	}
	lines, err := s.coming(ctx, commit, paths)
	if err != nil || len(lines) != len(paths) {
		return false, err
	}
	same, err := s.hold(ctx, lines)
	if err != nil || !same {
		return false, err
	}
	return true, s.git.putInIndex(ctx, nil, lines)
}

// coming are those of the files that a commit changes or adds, as it has them.
func (s *syncing) coming(ctx context.Context, commit string, paths []string) ([]indexLine, error) {
	changes, err := s.changes(ctx, "HEAD", commit)
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]bool, len(paths))
	for _, p := range paths {
		wanted[p] = true
	}
	var lines []indexLine
	for _, c := range changes {
		if wanted[c.path] && strings.HasPrefix(c.mode, "100") {
			lines = append(lines, indexLine{mode: c.mode, id: c.id, path: c.path})
		}
	}
	return lines, nil
}

// hold says whether the work tree has these files, as git would store them.
func (s *syncing) hold(ctx context.Context, lines []indexLine) (bool, error) {
	var names strings.Builder
	for _, l := range lines {
		info, err := os.Lstat(filepath.Join(s.git.dir(), filepath.FromSlash(l.path)))
		if err != nil || !info.Mode().IsRegular() {
			return false, nil
		}
		names.WriteString(l.path + "\n") // git has named each on a line of its own
	}
	out, err := s.git.feed(ctx, nil, names.String(), "hash-object", "--stdin-paths")
	if err != nil {
		return false, err
	}
	ids := strings.Fields(out)
	for i, l := range lines {
		if len(ids) != len(lines) || ids[i] != l.id {
			return false, nil
		}
	}
	return true, nil
}
