package repo

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// tips lists branches with their commits; symbolic ones, such as origin/HEAD,
// are other names for them.
func (g *gitBinary) tips(ctx context.Context) ([]tip, error) {
	res, err := g.read(ctx, "for-each-ref", "--format=%(objectname) %(refname) %(symref)", "refs/heads/", "refs/remotes/")
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot list the branches")
	}
	var tips []tip
	for line := range strings.Lines(res.out) {
		if fields := strings.Fields(line); len(fields) == 2 {
			tips = append(tips, tip{ref: fields[1], commit: fields[0]})
		}
	}
	return tips, nil
}

// newest is one Newest at work.
type newest struct {
	OnBranches
	repo  *Repo
	git   *gitBinary
	best  map[string]candidate // by key
	files []BranchFile
}

// read goes through the branches, all of them with one git that reads objects.
func (n *newest) read(ctx context.Context, tips []tip) error {
	cat, err := n.git.startCatFile(ctx)
	if err != nil {
		return err
	}
	defer cat.close()
	head := ""
	if h, _, err := cat.object("HEAD", maxTreeSize); err == nil {
		head = h.id
	}
	for _, t := range tips {
		if t.commit == head {
			continue
		}
		switch ok, err := isCommit(cat, t.commit); {
		case err != nil:
			return err
		case !ok:
			if n.Broken != nil {
				n.Broken(&RevisionError{Rev: shortRef(t.ref), Reason: "it points at no commit that this clone has", Way: "git for-each-ref names it in full, git update-ref -d removes it"})
			}
			continue
		}
		if err := n.branch(ctx, cat, t, head != ""); err != nil {
			return err
		}
	}
	if err := n.dropEdited(ctx); err != nil {
		return err
	}
	for _, c := range slices.SortedFunc(maps.Values(n.best), func(a, b candidate) int { return strings.Compare(a.path, b.path) }) {
		f := BranchFile{Path: c.path, Branch: shortRef(c.tip.ref), Switch: switchName(c.tip.ref), Behind: c.ours}
		_, f.Data, f.Err = cat.object(c.tip.commit+":"+n.fromTop(c.path), MaxFileSize)
		n.files = append(n.files, f)
	}
	return nil
}

// switchName is a branch without its remote's name: git switch makes it here, or
// goes to the one that is here.
func switchName(ref string) string {
	if remote, ok := strings.CutPrefix(ref, "refs/remotes/"); ok {
		_, name, _ := strings.Cut(remote, "/")
		return name
	}
	return shortRef(ref)
}

// isCommit reports that an object is a commit, or a tag of one. Nothing keeps a ref
// from pointing at anything else, or at what is not there.
func isCommit(cat *catFile, id string) (bool, error) {
	h, data, err := cat.object(id, maxTreeSize)
	switch {
	case errors.Is(err, errMissing):
		return false, nil
	case err != nil && !errors.Is(err, ErrTooLarge):
		return false, err
	case h.kind != "tag":
		return h.kind == "commit", nil
	}
	line, _, _ := strings.Cut(string(data), "\n")
	object, ok := strings.CutPrefix(line, "object ")
	if !ok {
		return false, nil
	}
	return isCommit(cat, object)
}

func (n *newest) fromTop(name string) string { return path.Join(n.repo.prefix, name) }

// branch enters what one branch has that is newer than HEAD and than the
// branches before.
func (n *newest) branch(ctx context.Context, cat *catFile, t tip, born bool) error {
	ours, theirs, err := n.touched(ctx, t, born)
	if err != nil || len(theirs) == 0 {
		return err
	}
	id, _, err := cat.peel(t.commit)
	if err != nil {
		return &RevisionError{Rev: shortRef(t.ref), Reason: err.Error()}
	}
	tree := (&Tree{reader: &gitTree{git: n.git, cat: cat, fsys: newTreeFS(gitObjects{cat}, id)}, prefix: n.repo.prefix}).FS()
	keep := n.Keeps(tree)
	for _, name := range slices.Sorted(maps.Keys(theirs)) {
		rel, inRoot := strings.CutPrefix(name, strings.TrimPrefix(n.repo.prefix+"/", "/"))
		c := candidate{path: rel, tip: t, when: theirs[name], ours: !ours[name].IsZero()}
		if !inRoot || !c.newer(candidate{when: ours[name]}) || !keep(rel) || !isFile(tree, rel) {
			continue
		}
		if best, ok := n.best[n.Key(rel)]; !ok || c.newer(best) {
			n.best[n.Key(rel)] = c
		}
	}
	return nil
}

// isFile says that a branch has a file, rather than has removed it, and one that
// can be asked for by a line.
func isFile(tree fs.FS, name string) bool {
	info, err := fs.Stat(tree, name)
	return err == nil && info.Mode().IsRegular() && !strings.ContainsAny(name, "\n\r")
}

// touched are the files that commits changed which only HEAD has, and which only
// the branch has, with the time of the newest such commit.
func (n *newest) touched(ctx context.Context, t tip, born bool) (ours, theirs map[string]time.Time, err error) {
	revisions := t.commit
	if born {
		revisions = "HEAD..." + t.commit
		if err := n.related(ctx, t); err != nil {
			return nil, nil, err
		}
	}
	args := []string{
		"-c", "log.showSignature=false", "-c", "log.showRoot=true",
		"log", "--full-history", "-c", "--left-right", "--no-renames", "--name-only", "-z", "--format=%x01%m%ct", revisions, "--",
	}
	for _, dir := range n.Dirs {
		args = append(args, pathspec(n.fromTop(PlainPart(dir))))
	}
	res, err := n.git.read(ctx, args...)
	if err != nil {
		return nil, nil, err
	}
	if res.code != 0 {
		return nil, nil, &RevisionError{Rev: shortRef(t.ref), Reason: "git cannot compare it with HEAD: " + firstFault(res.err), Way: wayToFsck}
	}
	ours, theirs = parseTouched(res.out)
	return ours, theirs, nil
}

// parseTouched reads a mark, "<" or ">", and a time for each commit, and then
// its files; git puts a newline before the first. Newest commits come first.
func parseTouched(out string) (ours, theirs map[string]time.Time) {
	ours, theirs = make(map[string]time.Time), make(map[string]time.Time)
	side, when := theirs, time.Time{}
	for token := range strings.SplitSeq(out, "\x00") {
		token = strings.TrimPrefix(token, "\n")
		if header, ok := strings.CutPrefix(token, "\x01"); ok && header != "" {
			seconds, _ := strconv.ParseInt(header[1:], 10, 64)
			side, when = theirs, time.Unix(seconds, 0)
			if header[0] == '<' {
				side = ours
			}
			continue
		}
		if token != "" && when.After(side[token]) {
			side[token] = when
		}
	}
	return ours, theirs
}

// related refuses to guess in a clone whose history ends before HEAD and the
// branch meet: everything would seem to be changed.
func (n *newest) related(ctx context.Context, t tip) error {
	if !n.git.shallow() {
		return nil
	}
	res, err := n.git.read(ctx, "merge-base", "HEAD", t.commit)
	if err != nil || res.code == 0 {
		return err
	}
	return &RevisionError{
		Rev: shortRef(t.ref), Reason: "this clone is too shallow to find where it left HEAD",
		Way: "git fetch --unshallow (in CI: fetch-depth: 0)",
	}
}

// dropEdited leaves out what the work tree has changed and not committed. A bare
// repository has no work tree.
func (n *newest) dropEdited(ctx context.Context) error {
	if n.repo.loc.top == "" || len(n.best) == 0 {
		return nil
	}
	var paths []string
	for _, c := range n.best {
		paths = append(paths, n.fromTop(c.path))
	}
	slices.Sort(paths)
	states, err := n.git.status(ctx, paths)
	if err != nil {
		return err
	}
	for key, c := range n.best {
		name := n.fromTop(c.path)
		if state, listed := states[name]; listed && !state.ignored && n.git.exists(name) {
			delete(n.best, key)
		}
	}
	return nil
}
