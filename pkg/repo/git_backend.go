package repo

import (
	"context"
	"strings"
)

// gitBinary is the backend that runs git.
type gitBinary struct {
	path    string // absolute
	loc     location
	options Options

	who *Identity // once asked for: it cannot change while a command runs
	// untracked are the paths that the last ready found to be unknown to git.
	untracked map[string]bool
	overtaken []string // and those for which the index missed a commit
}

func newGitBackend(path string, loc location, o Options) *gitBinary {
	return &gitBinary{path: path, loc: loc, options: o}
}

func (g *gitBinary) describe(context.Context) string { return "git (" + g.path + ")" }

// committer asks git, which looks at the environment, every configuration file
// with its includes, and the system.
func (g *gitBinary) committer(ctx context.Context) (Identity, error) {
	if g.who != nil {
		return *g.who, nil
	}
	res, err := g.read(ctx, "var", "GIT_COMMITTER_IDENT")
	if err != nil {
		return Identity{}, err
	}
	if res.code != 0 {
		return Identity{}, g.unknown(ctx, res)
	}
	id := parseIdent(res.out)
	g.who = &id
	return id, nil
}

// unknown is the refusal of a committer git cannot name. In a repository that
// git does not trust or understand it says the same, having passed over the
// configuration there; that is then what is wrong.
func (g *gitBinary) unknown(ctx context.Context, res gitResult) error {
	repository, err := g.read(ctx, "rev-parse", "--git-dir")
	if err != nil {
		return err
	}
	if repository.code != 0 {
		return repository.refused("git cannot use the repository")
	}
	return res.refused("git cannot tell who commits")
}

// parseIdent takes "Name <email> time zone" apart.
func parseIdent(line string) Identity {
	name, rest, _ := strings.Cut(line, " <")
	email, _, _ := strings.Cut(rest, ">")
	return Identity{Name: name, Email: email}
}

// editor is git's own choice: GIT_EDITOR, core.editor, VISUAL where the
// terminal can do more than print, EDITOR, and what git was built with.
func (g *gitBinary) editor(ctx context.Context) (string, error) {
	res, err := g.read(ctx, "var", "GIT_EDITOR")
	if err != nil {
		return "", err
	}
	if res.code != 0 {
		return "", res.refused("git knows no editor to open")
	}
	return strings.TrimRight(res.out, "\r\n"), nil
}
