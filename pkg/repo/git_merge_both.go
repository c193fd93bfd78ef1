package repo

import (
	"context"
	"strings"
)

// bothChanged is a file that two sides made different versions of.
type bothChanged struct {
	from               string // in base
	path               string // in the merge: a new name, where one side renamed it
	base, ours, theirs string // blobs; base is "" when both added the file
	baseMode           string
	oursMode           string
	theirsMode         string
}

// mode is the mode that one side gave the file, where one did.
func (f bothChanged) mode() string {
	if f.oursMode != f.baseMode {
		return f.oursMode
	}
	return f.theirsMode
}

// fileChange is one line of git diff --raw.
type fileChange struct {
	wasMode, mode string
	was, id       string
	from, path    string // the same, but for a rename
}

// both lists the regular files that both sides changed since base.
func (s *syncing) both(ctx context.Context, base, ours, theirs string) ([]bothChanged, error) {
	left, err := s.changes(ctx, base, ours)
	if err != nil {
		return nil, err
	}
	right, err := s.changes(ctx, base, theirs)
	if err != nil {
		return nil, err
	}
	theirChange := make(map[string]fileChange, len(right))
	for _, c := range right {
		theirChange[c.from] = c
	}
	var files []bothChanged
	for _, l := range left {
		r, changed := theirChange[l.from]
		if !changed || !l.regular() || !r.regular() || l.id == r.id || (l.was == "") != (r.was == "") {
			continue
		}
		path := l.path
		if l.path == l.from {
			path = r.path
		}
		files = append(files, bothChanged{
			from: l.from, path: path, base: l.was, ours: l.id, theirs: r.id,
			baseMode: l.wasMode, oursMode: l.mode, theirsMode: r.mode,
		})
	}
	return files, nil
}

// regular says that the file is one, and that its content changed: there is
// nothing to merge in one that was only renamed.
func (c fileChange) regular() bool {
	return strings.HasPrefix(c.mode, "100") && (c.was == "" || strings.HasPrefix(c.wasMode, "100")) && c.was != c.id
}

// changes lists what differs between two commits or trees.
func (s *syncing) changes(ctx context.Context, from, to string) ([]fileChange, error) {
	res, err := s.git.read(ctx, "diff-tree", "-r", "-M", "--raw", "-z", "--no-abbrev", "--no-ext-diff", from, to)
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot compare two commits")
	}
	return parseChanges(res.out), nil
}

// parseChanges reads ":MODE MODE ID ID STATUS" and one path, or two after a
// rename, each ended by NUL.
func parseChanges(out string) []fileChange {
	var list []fileChange
	fields := strings.Split(out, "\x00")
	for len(fields) > 1 {
		parts := strings.Fields(strings.TrimPrefix(fields[0], ":"))
		if len(parts) != 5 {
			break
		}
		c := fileChange{wasMode: parts[0], mode: parts[1], was: someID(parts[2]), id: someID(parts[3]), from: fields[1], path: fields[1]}
		fields = fields[2:]
		if strings.HasPrefix(parts[4], "R") && len(fields) > 0 {
			c.path, fields = fields[0], fields[1:]
		}
		list = append(list, c)
	}
	return list
}

// someID is "" for the name of no object, which is all zeros.
func someID(id string) string {
	if strings.Trim(id, "0") == "" {
		return ""
	}
	return id
}
