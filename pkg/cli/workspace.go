package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/lint"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/templates"
)

// workspace is one opened root with its configuration. Every command that
// looks at incidents begins with open (one root) or openAll (as many as -C
// names).
type workspace struct {
	env     *Env
	repo    *repo.Repo
	source  source // where incidents are read
	top     string // absolute: of Git's work tree, else the root
	prefix  string // of the root, from the top
	config  *config.Config
	process *incident.Process
	layout  *layout
	base    string          // absolute folder that paths are shown relative to
	label   string          // tells the repository from others that are read with it; "" when there are none
	warned  map[string]bool // people that are known not to be known
	unread  int             // incidents of which nothing could be read, once they were gone through
	// branches are read by commands with --refs; nil for all others
	branches *branches
}

// source is where incidents are read: the work tree, or a revision.
type source interface {
	FS() fs.FS
	ReadFile(path string) ([]byte, error)
	Stat(path string) (fs.FileInfo, error)
	Files(ctx context.Context, dirs []string, enter, keep func(path string) bool) iter.Seq[repo.File]
	Names(ctx context.Context, dirs []string, enter, keep func(path string) bool) iter.Seq2[string, error]
}

// open opens the root around the current folder, which is where -C says. The
// caller closes it.
func open(ctx context.Context, e *Env) (*workspace, error) {
	if len(e.flags.dirs) > 1 {
		return nil, oneRoot
	}
	return openAt(ctx, e, e.Dir, e.Dir)
}

var oneRoot = &usageError{"-C was given more than once, but this command works on one repository", "run it once for each"}

// close gives the root back. There is nothing to do about a failure: all
// writing is over by then.
func (w *workspace) close() { _ = w.repo.Close() }

// openAt opens the root around dir; base is what paths are shown relative to.
func openAt(ctx context.Context, e *Env, dir, base string) (*workspace, error) {
	return openRoot(ctx, e, dir, base, false)
}

// openRoot is openAt; with here dir itself is the root.
func openRoot(ctx context.Context, e *Env, dir, base string, here bool) (*workspace, error) {
	base, err := realPath(base)
	if err != nil {
		return nil, err
	}
	r, c, err := openConfigured(ctx, e, dir, base, here)
	if err != nil {
		return nil, err
	}
	w := newWorkspace(ctx, e, r, base)
	w.config, w.process, w.layout = c, c.Process, newLayout(c, r.FS())
	w.wire()
	return w, nil
}

// newWorkspace is a root without its configuration.
func newWorkspace(ctx context.Context, e *Env, r *repo.Repo, base string) *workspace {
	w := &workspace{env: e, repo: r, source: r, prefix: r.Prefix(), base: base}
	w.top = strings.TrimSuffix(r.Root(), string(filepath.Separator)+filepath.FromSlash(w.prefix))
	if e.flags.verbose {
		fmt.Fprintf(e.Err, "pm: %s: Git backend %s\n", r.Root(), r.BackendName(ctx))
	}
	return w
}

// at is the root as a commit or tree has it, with the configuration in there. It
// is closed with w.
func (w *workspace) at(ctx context.Context, rev string) (*workspace, error) {
	tree, err := w.repo.At(ctx, rev)
	if err != nil {
		return nil, err
	}
	return w.in(tree, w.prefix, rev)
}

// in is the root that a tree has; name is what the tree is called in messages.
func (w *workspace) in(tree *repo.Tree, prefix, name string) (*workspace, error) {
	then := *w
	then.source, then.prefix = tree, prefix
	c, err := readConfig(tree)
	if wrong, ok := errors.AsType[*config.Error](err); ok {
		wrong.File = name + ":" + then.fromTop(config.FileName)
	}
	if err != nil {
		return nil, err
	}
	then.config, then.process = c, c.Process
	then.wire()
	then.layout = newLayout(c, tree.FS())
	return &then, nil
}

// unlinked refuses folders of incidents that are symbolic links: Git has no files
// behind one, so that a comparison or a revision would be found clean unread.
func (w *workspace) unlinked() error {
	for _, dir := range fixedParts(w.config.Dir) {
		for ; dir != "."; dir = path.Dir(dir) {
			info, err := fs.Lstat(w.source.FS(), dir)
			if err == nil && info.Mode()&fs.ModeSymlink != 0 {
				return &usageError{
					w.fromTop(dir) + " is a symbolic link, and Git has no files behind it to compare",
					"name the folder that it leads to in dir of " + config.FileName,
				}
			}
		}
	}
	return nil
}

// openConfigured opens the root with the backend that its configuration asks
// for, which stands in a file that has to be found first.
func openConfigured(ctx context.Context, e *Env, dir, base string, here bool) (*repo.Repo, *config.Config, error) {
	r, err := openRepo(ctx, e, dir, "", here)
	if err != nil {
		return nil, nil, err
	}
	c, err := readConfig(r)
	if err == nil && c.Git.Backend == "auto" {
		return r, c, nil
	}
	_ = r.Close()
	if err != nil {
		return nil, nil, nameConfig(err, r.Root(), base)
	}
	r, err = openRepo(ctx, e, dir, c.Git.Backend, here)
	return r, c, err
}

// nameConfig says which of several configurations is wrong, by its path from base.
func nameConfig(err error, root, base string) error {
	if wrong, ok := errors.AsType[*config.Error](err); ok {
		wrong.File = relativeTo(base, filepath.Join(root, config.FileName))
	}
	return err
}

// realPath is a folder's absolute name without symbolic links, as the root's
// is, so that the way from one to the other has no detours.
func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

func openRepo(ctx context.Context, e *Env, dir, backend string, here bool) (*repo.Repo, error) {
	o := repoOptions(e, dir, backend)
	o.Here = here
	return repo.Open(ctx, o)
}

func repoOptions(e *Env, dir, backend string) repo.Options {
	o := repo.Options{
		Dir: dir, Environ: e.Environ, Backend: backend, Marker: config.FileName,
		In: e.In, Out: e.Err, Err: e.Err, // a chatty hook must not end up in the pipe with our result
		Step: e.step,
	}
	if e.flags.verbose {
		o.Trace = cleanWriter{e.Err}
	}
	return o
}

// cleanWriter is for lines of trace: the names of files in them may hold
// anything.
type cleanWriter struct{ w io.Writer }

// Write counts the bytes it was given, not those that escapes make of them.
func (c cleanWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(c.w, report.Clean(string(p), true)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// readConfig reads .pm.yaml; a root without one has the defaults.
func readConfig(s source) (*config.Config, error) {
	src, err := s.ReadFile(config.FileName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return config.Parse(config.FileName, src, known())
}

func known() config.Known {
	k := config.Known{Templates: templates.Names}
	for _, r := range lint.Rules {
		k.Rules = append(k.Rules, r.ID)
	}
	return k
}

// files reads every incident's bytes in order of path. Data is reused: it is
// valid until the next one.
func (w *workspace) files(ctx context.Context) iter.Seq[repo.File] {
	return w.source.Files(ctx, w.config.Dir, w.layout.enter, w.layout.keep)
}

// incidents decodes every incident in order of path, the newest version of each
// where branches are read too. An incident and its
// document are valid until the next one. A file that cannot be read comes as
// an error with a nil incident, and the sequence goes on.
func (w *workspace) incidents(ctx context.Context) iter.Seq2[*incident.Incident, error] {
	return func(yield func(*incident.Incident, error) bool) {
		var broken []string
		defer func() { w.warnBroken(broken) }()
		for f := range w.newest(ctx) {
			if f.Err != nil {
				if !yield(nil, f.Err) {
					return
				}
				continue
			}
			i := incident.Decode(f.Path, document.Parse(f.Data), w.process)
			if i.Doc.Front().Kind() == document.None {
				broken = append(broken, f.Path)
			}
			if !yield(i, nil) {
				return
			}
		}
	}
}

// warnBroken says which files have front matter that nothing could be read
// from: an answer over all incidents must not look complete without them. Those
// on branches come apart, since lint has to be told of the branch.
func (w *workspace) warnBroken(paths []string) {
	w.unread += len(paths)
	byBranch := make(map[string][]string)
	for _, p := range paths {
		branch := w.on(incident.IDFromPath(p))
		byBranch[branch] = append(byBranch[branch], p)
	}
	for _, branch := range slices.Sorted(maps.Keys(byBranch)) {
		w.warnBrokenOn(branch, byBranch[branch])
	}
}

// warnBrokenOn is warnBroken for one branch, "" for the work tree.
func (w *workspace) warnBrokenOn(branch string, paths []string) {
	first, where, lint := report.Clean(w.shown(paths[0]), false), "", "pm lint"
	if branch != "" {
		where, lint = " on "+report.Clean(branch, false), "pm lint --rev "+incident.ShellWord(branch)
	}
	what := first + where + " has no front matter that can be read, so its content is not in the answer"
	if len(paths) > 1 {
		what = fmt.Sprintf("%s and %s%s have no front matter that can be read, so their content is not in the answer", first, report.Count(len(paths)-1, "other file"), where)
	}
	fmt.Fprintf(w.env.Err, "pm: %s; %s says why\n", what, lint)
}

// none is the line of an overview that found nothing: what there is none of, and
// what that means unless there are files that could not be read.
func none(all []*workspace, what, means string) string {
	unread := 0
	for _, w := range all {
		unread += w.unread
	}
	if unread > 0 {
		return what + " in what can be read; " + report.Count(unread, "incident") + " cannot"
	}
	return what + means
}

// shown is a path relative to the root as text output shows it: relative to
// the current folder, so that it can be pasted into the next command.
func (w *workspace) shown(file string) string {
	return relativeTo(w.base, w.absolute(file))
}

// relativeTo is an absolute path as seen from a folder, where there is a way.
func relativeTo(base, abs string) string {
	rel, err := filepath.Rel(base, abs)
	if err != nil {
		return abs
	}
	return rel
}

// absolute is a path relative to the root as the operating system names it.
func (w *workspace) absolute(file string) string {
	return filepath.Join(w.top, filepath.FromSlash(w.fromTop(file)))
}

// fromTop is a path relative to the root as every other format shows it:
// slash-separated, relative to the top of the Git work tree, else the root.
func (w *workspace) fromTop(file string) string {
	if w.prefix != "" {
		return w.prefix + "/" + file
	}
	return file
}
