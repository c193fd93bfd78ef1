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
	data, err := os.ReadFile(filepath.Join(g.loc.gitDir, "HEAD"))
	line := strings.TrimSpace(string(data))
	ref, symbolic := strings.CutPrefix(line, "ref: ")
	if err == nil && !symbolic && isObjectName(line) {
		return Outcome{Commit: line, Ref: "HEAD"}, nil
	}
	if id, err := os.ReadFile(filepath.Join(g.loc.commonDir, filepath.FromSlash(ref))); err == nil && symbolic {
		if id := strings.TrimSpace(string(id)); isObjectName(id) {
			return Outcome{Commit: id, Ref: ref}, nil
		}
	}
	return g.askHead(ctx)
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
