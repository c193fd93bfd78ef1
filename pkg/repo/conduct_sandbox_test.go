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

// state is what git status says.
type state struct {
	head string   // the commit, "" on an unborn branch
	ref  string   // refs/heads/..., or HEAD
	ours []string // of the files of the change
	rest []string // of everything else
}

func (s *sandbox) state(change Change) state {
	s.Helper()
	if s.bare {
		return state{head: s.head()}
	}
	var now state
	for line := range strings.SplitSeq(s.run("status", "--branch", "--porcelain=v2", "-z", "-uall", "--no-renames"), "\x00") {
		ours := slices.ContainsFunc(change.Paths, func(p PathChange) bool { return strings.HasSuffix(line, " "+p.Path) })
		switch _, value, _ := strings.Cut(line, " branch."); {
		case strings.HasPrefix(value, "oid ") && value != "oid (initial)":
			now.head = value[4:]
		case value == "head (detached)":
			now.ref = "HEAD"
		case strings.HasPrefix(value, "head "):
			now.ref = "refs/heads/" + value[5:]
		case ours:
			now.ours = append(now.ours, line)
		case line != "" && line[0] != '#':
			now.rest = append(now.rest, line)
		}
	}
	return now
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
	s.tidy()
}

// tidy is the second half of sound.
func (s *sandbox) tidy() {
	s.Helper()
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

// read is the content of a file.
func (s *sandbox) read(path string) string {
	s.Helper()
	data, err := os.ReadFile(s.path(path))
	if err != nil {
		s.Fatal(err)
	}
	return string(data)
}

func (s *sandbox) rename(from, to string) {
	s.Helper()
	if err := os.Rename(s.path(from), s.path(to)); err != nil {
		s.Fatal(err)
	}
}

// firstWord is what git says, without the line's end.
func firstWord(line string) string { return strings.Fields(line)[0] }

// lastPart is the name at the end of a path.
func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// runIn runs git in another folder.
func (s *sandbox) runIn(dir string, args ...string) string {
	s.Helper()
	other := *s
	other.dir = dir
	return other.run(args...)
}
