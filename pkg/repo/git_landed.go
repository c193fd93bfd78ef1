package repo

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"time"
)

// firstParents runs one git log, which is ended as soon as nobody asks for more.
func (g *gitBinary) firstParents(ctx context.Context) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		head, err := g.commitID(ctx, "HEAD")
		if err != nil || head == "" {
			if err != nil {
				yield(nil, err)
			}
			return
		}
		log, err := g.stream(ctx, "-c", "log.showSignature=false", "log", "--first-parent", "--no-patch", "-z", "--no-notes",
			"--encoding=UTF-8", logFormat, head, "--")
		if err != nil {
			yield(nil, err)
			return
		}
		log.drain(ctx, parseLog(log.out, false), yield)
	}
}

// tagFormat gives the fields of tagOf, each of which ends with NUL.
const tagFormat = "--format=%(refname)%00%(objecttype)%00%(objectname)%00%(committername)%00%(committeremail:trim)%00%(committerdate:unix)%00" +
	"%(*objecttype)%00%(*objectname)%00%(taggername)%00%(taggeremail:trim)%00%(taggerdate:unix)%00%(contents:subject)"

func (g *gitBinary) tags(ctx context.Context) ([]Tag, error) {
	res, err := g.read(ctx, "for-each-ref", "--sort=refname", tagFormat, "refs/tags/")
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot list the tags")
	}
	var all []Tag
	for line := range strings.Lines(res.out) {
		if f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\x00", 12); len(f) == 12 {
			if tag, ok := tagOf(f); ok {
				all = append(all, tag)
			}
		}
	}
	return all, nil
}

// tagOf reads a line of tagFormat. What names no commit, or a tag in turn, is
// passed over.
func tagOf(f []string) (Tag, bool) {
	t := Tag{Name: strings.TrimPrefix(f[0], "refs/tags/")}
	var when string
	switch {
	case f[1] == "commit":
		t.Commit, t.By.Name, t.By.Email, when = f[2], f[3], f[4], f[5]
	case f[1] == "tag" && f[6] == "commit":
		t.Commit, t.By.Name, t.By.Email, when, t.Subject = f[7], f[8], f[9], f[10], f[11]
	default:
		return t, false
	}
	seconds, err := strconv.ParseInt(when, 10, 64)
	t.By.When = time.Unix(seconds, 0).UTC()
	return t, err == nil
}
