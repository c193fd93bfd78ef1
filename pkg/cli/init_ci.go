package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/templates"
)

// setting is what init writes so that somebody else's program runs pm.
type setting struct {
	template string // in templates.CI
	path     string // from the top of the work tree
	// mention stands in a file that runs pm already. A file without it belongs to
	// the user: it stays as it is, and what to add is printed. "" for a file that
	// is pm's alone.
	mention string
	add     string // says where in the user's file the lines go
	has     string // the first line of them, which that file has already
	// folder is the key that says in such a file which folder is looked at, "" where
	// one entry does for all; part makes the entry for one folder more.
	folder string
	part   func(text, dir string) string
}

// settings are the files of each system. GitLab's job is a file of its own, the
// component itself, so that no pipeline depends on another server.
var settings = map[string][]setting{
	"github": {{
		template: "ci/github.yml", path: ".github/workflows/postmortems.yml",
		folder: "working-directory", part: oneStep, add: "add to its steps",
	}},
	"gitlab": {
		{template: "pm/template.yml", path: ".gitlab/postmortems.yml"},
		{template: "ci/gitlab.yml", path: ".gitlab-ci.yml", mention: ".gitlab/postmortems.yml", add: "add to it", folder: "directory", part: oneInclude},
	},
	"pre-commit": {{
		template: "ci/pre-commit.yaml", path: ".pre-commit-config.yaml", mention: "postmortem-md/pm",
		add: "add to its repos",
		has: "repos:\n",
	}},
}

// wanted are the settings that options ask for.
func (o *initOptions) wanted() []setting {
	var all []setting
	for _, system := range []string{"github", "gitlab"} {
		if slices.Contains(o.ci.given, system) {
			all = append(all, settings[system]...)
		}
	}
	if o.preCommit {
		all = append(all, settings["pre-commit"]...)
	}
	return all
}

// configureCI gives the files that are missing, as paths from the top of the work
// tree, which w is, and what to say about those of the user's that want a few
// lines more. dir is the root, from the top.
func (w *workspace) configureCI(o initOptions, dir string) (files []repo.PathChange, say []string, err error) {
	if len(o.wanted()) == 0 {
		return nil, nil, nil
	}
	if !plainFolder.MatchString(dir) {
		return nil, nil, &usageError{
			"the folder's name " + dir + " cannot be written into the file of a CI system",
			"name it with letters, digits and -_.@+ only, or write the file by hand",
		}
	}
	fill := filled(dir)
	for _, s := range o.wanted() {
		text, err := fs.ReadFile(templates.CI, s.template)
		if err != nil {
			return nil, nil, err
		}
		want := fill(string(text))
		was, err := w.repo.ReadFile(s.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			files = append(files, repo.PathChange{Path: s.path, Want: []byte(want)})
		case err != nil:
			return nil, nil, err
		case s.mention != "" && !bytes.Contains(was, []byte(s.mention)):
			say = append(say, s.toAdd(w.shown(s.path)+" is yours and stays as it is; "+s.add+":", strings.TrimPrefix(want, s.has))...)
		case s.folder != "" && !s.looksAt(string(was), dir):
			say = append(say, s.toAdd(w.shown(s.path)+" does not look at "+named(dir)+"; "+s.addPart()+":", s.part(want, dir))...)
		}
	}
	return files, say, nil
}

// looksAt reports that a file which runs pm does so for a folder: it names the
// folder, or for the top has an entry without any. One that does not run pm is
// not ours to judge.
func (s setting) looksAt(text, dir string) bool {
	key := `(?m)(?:^|[\s{,])` + s.folder + `:[ \t]*`
	if regexp.MustCompile(key + `["']?(?:\./)?` + regexp.QuoteMeta(dir) + `/?["']?[ \t]*(?:[,}#]|$)`).MatchString(text) {
		return true
	}
	entries := strings.Count(text, cmp.Or(s.mention, "postmortem-md/pm@"))
	return entries == 0 || dir == "." && entries > len(regexp.MustCompile(key).FindAllString(text, -1))
}

func named(dir string) string {
	if dir == "." {
		return "the top"
	}
	return dir
}

func (s setting) addPart() string {
	if s.mention != "" {
		return "add to its include"
	}
	return s.add
}

// oneStep is the step of a workflow, without its comment: a pull request has one.
func oneStep(text, _ string) string {
	const step = "      - uses: postmortem-md/pm@"
	_, rest, _ := strings.Cut(text, step)
	return step + rest + "          comment: \"false\" # a pull request has one comment\n"
}

// oneInclude is a job under another name.
func oneInclude(text, dir string) string {
	slug := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, named(dir))
	const inputs = "    inputs:\n"
	return strings.Replace(strings.TrimPrefix(text, "include:\n"), inputs, inputs+"      job: \"postmortems-"+slug+"\"\n", 1)
}

// toAdd says what a file that is not ours lacks.
func (s setting) toAdd(what, text string) []string {
	say := []string{what, ""}
	for line := range strings.Lines(text) {
		say = append(say, strings.TrimRight(line, "\n"))
	}
	return append(say, "")
}

// plainFolder is what can stand in a workflow as it is: no expression of GitHub's
// or GitLab's, and nothing that ends the string it stands in.
var plainFolder = regexp.MustCompile(`^[\pL\pN_./@+ -]+$`)

// filled replaces the words of a template. A release names itself, by its commit
// where it knows it, because a tag can be moved; a development build cannot.
func filled(dir string) func(template string) string {
	version, rev, action := "latest", "main", "main"
	if release := released(); release != "" {
		version, rev, action = release, release, release
		if len(commit) == fullCommit {
			action = commit + " # " + release
		}
	}
	words := strings.NewReplacer("{{version}}", version, "{{rev}}", rev, "{{action}}", action, "{{directory}}", dir)
	return func(template string) string {
		var out strings.Builder
		for line := range strings.Lines(template) {
			if dir == "." && strings.Contains(line, "{{directory}}") {
				continue // the default
			}
			out.WriteString(words.Replace(line))
		}
		return out.String()
	}
}

// fullCommit is the length of the name of a commit that is not shortened.
const fullCommit = 40

// forSettings is w, with the whole work tree as its root where settings are wanted:
// other programs look for their files at the top. The caller closes it, too.
func (w *workspace) forSettings(ctx context.Context, o initOptions) (*workspace, error) {
	if len(o.wanted()) == 0 || w.prefix == "" {
		return w, nil
	}
	options := repoOptions(w.env, w.top, w.config.Git.Backend)
	options.Marker = "" // the root's is further down, and there may be one here as well
	r, err := repo.Open(ctx, options)
	if err != nil {
		return nil, err
	}
	top := *w
	top.repo, top.source, top.prefix = r, r, ""
	return &top, nil
}
