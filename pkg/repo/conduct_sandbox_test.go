package repo

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// commitFiles writes files and commits the whole tree with git.
func (s *sandbox) commitFiles(message string, pairs ...string) {
	s.Helper()
	for i := 0; i < len(pairs); i += 2 {
		s.write(pairs[i], pairs[i+1])
	}
	s.commitAll(message)
}

func (s *sandbox) head() string {
	out, err := s.try("rev-parse", "-q", "--verify", "HEAD")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

// others is the state of everything that the change does not name.
func (s *sandbox) others(change Change) []string {
	s.Helper()
	var lines []string
	for line := range strings.SplitSeq(s.run("status", "--porcelain=v2", "-z", "-uall", "--no-renames"), "\x00") {
		ours := slices.ContainsFunc(change.Paths, func(p PathChange) bool { return strings.HasSuffix(line, " "+p.Path) })
		if line != "" && !ours {
			lines = append(lines, line)
		}
	}
	return lines
}

// contents are the files of the change as they stand.
func (s *sandbox) contents(change Change) map[string]string {
	s.Helper()
	held := make(map[string]string)
	for _, p := range change.Paths {
		data, err := os.ReadFile(s.path(p.Path))
		if err == nil {
			held[p.Path] = string(data)
		}
	}
	return held
}

// sound holds the repository to what git itself asks of it, and looks for
// locks and temporary files that were left lying about.
func (s *sandbox) sound() {
	s.Helper()
	if out, err := s.try("fsck", "--strict", "--no-dangling"); err != nil || strings.Contains(out, "error") {
		s.Errorf("git fsck: %v\n%s", err, out)
	}
	_ = filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if strings.HasSuffix(name, ".tmp") || strings.HasSuffix(name, ".lock") && name != lockName && !s.kept[name] {
			s.Errorf("%s was left behind", path)
		}
		return nil
	})
}

// hook installs a script as a hook of git's.
func (s *sandbox) hook(name, script string) {
	s.Helper()
	path := filepath.Join(".git/hooks", name)
	s.write(path, "#!/bin/sh\n"+script+"\n")
	if err := os.Chmod(s.path(path), 0o755); err != nil {
		s.Fatal(err)
	}
}

// has fails the test unless a file holds text.
func (s *sandbox) has(path, text string) {
	s.Helper()
	data, err := os.ReadFile(s.path(path))
	if err != nil || string(data) != text {
		s.Errorf("%s holds %q (%v), want %q", path, data, err, text)
	}
}

// says fails the test unless git answers with text.
func (s *sandbox) says(text string, args ...string) {
	s.Helper()
	if out, _ := s.try(args...); out != text {
		s.Errorf("git %s says %q, want %q", strings.Join(args, " "), out, text)
	}
}

func modify(path, was, want string) PathChange {
	return PathChange{Path: path, Was: []byte(was), Want: []byte(want)}
}

func create(path, want string) PathChange { return PathChange{Path: path, Want: []byte(want)} }

func remove(path, was string) PathChange { return PathChange{Path: path, Was: []byte(was)} }
