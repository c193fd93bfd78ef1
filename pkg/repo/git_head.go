package repo

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// head is the commit that was just made. It is read from the files git has
// written a moment ago; where references are kept otherwise git is asked.
func (g *gitBinary) head(ctx context.Context) (Outcome, error) {
	if out := g.readHead(); out != (Outcome{}) {
		return out, nil
	}
	return g.askHead(ctx)
}

// readHead is HEAD where it is a loose file, which it is once it has moved;
// the zero Outcome elsewhere.
func (g *gitBinary) readHead() Outcome {
	head := filepath.Join(g.loc.gitDir, "HEAD")
	if info, err := os.Lstat(head); err != nil || !info.Mode().IsRegular() {
		return Outcome{} // a symlink, as git made it long ago
	}
	line := firstLine(head)
	if isObjectName(line) {
		return Outcome{Commit: line, Ref: "HEAD"}
	}
	ref, symbolic := strings.CutPrefix(line, "ref: ")
	if !symbolic {
		return Outcome{}
	}
	id := firstLine(filepath.Join(g.loc.commonDir, filepath.FromSlash(ref)))
	if !isObjectName(id) {
		return Outcome{}
	}
	return Outcome{Commit: id, Ref: ref}
}

func firstLine(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return line
}

func (g *gitBinary) askHead(ctx context.Context) (Outcome, error) {
	res, err := g.read(ctx, "rev-parse", "HEAD", "--symbolic-full-name", "HEAD")
	if err != nil {
		return Outcome{}, err
	}
	lines := strings.Fields(res.out)
	if res.code != 0 || len(lines) != 2 {
		return Outcome{}, res.refused("committed, but git cannot name the commit")
	}
	return Outcome{Commit: lines[0], Ref: lines[1]}, nil
}

// isObjectName takes full SHA-1 and SHA-256 names.
func isObjectName(s string) bool {
	if len(s) != 40 && len(s) != 64 {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}
