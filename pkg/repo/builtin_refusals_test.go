package repo

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestBuiltinRefusals is what only the built-in backend refuses, beyond the
// conduct both share. Every case commits once what it prepares is undone.
func TestBuiltinRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config  [2]string // set in the repository
		file    [2]string // path and text, written before
		hook    string
		bytes   string
		cause   Cause
		message string
	}{
		"signing":                 {config: [2]string{"commit.gpgSign", "yes"}, cause: CauseSigning, message: "commit.gpgSign"},
		"signing, bad value":      {config: [2]string{"commit.gpgSign", "maybe"}, cause: CauseGit, message: "commit.gpgsign"},
		"encoding":                {config: [2]string{"i18n.commitEncoding", "ISO-8859-1"}, cause: CauseUnsupported, message: "ISO-8859-1"},
		"pre-commit":              {hook: "pre-commit", cause: CauseHook, message: "pre-commit"},
		"commit-msg":              {hook: "commit-msg", cause: CauseHook, message: "commit-msg"},
		"prepare-commit-msg":      {hook: "prepare-commit-msg", cause: CauseHook, message: "prepare-commit-msg"},
		"post-commit":             {hook: "post-commit", cause: CauseHook, message: "post-commit"},
		"post-index-change":       {hook: "post-index-change", cause: CauseHook, message: "post-index-change"},
		"filter":                  {file: [2]string{".gitattributes", "*.md filter=lfs\n"}, cause: CauseUnsupported, message: `filter "lfs"`},
		"filter in a folder":      {file: [2]string{"p/.gitattributes", "[b-z].md filter=crypt\n"}, cause: CauseUnsupported, message: `filter "crypt"`},
		"filter, info/attributes": {file: [2]string{".git/info/attributes", "p/*.md filter=lfs\n"}, cause: CauseUnsupported, message: "lfs"},
		"encoding of the file":    {file: [2]string{".gitattributes", "*.md working-tree-encoding=UTF-16\n"}, cause: CauseUnsupported, message: "UTF-16"},
		"ident":                   {file: [2]string{".gitattributes", "*.md ident\n"}, bytes: "$Id$\n", cause: CauseUnsupported, message: "ident"},
		"text":                    {file: [2]string{".gitattributes", "*.md text\n"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"text=auto":               {file: [2]string{".gitattributes", "* text=auto\n"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"eol":                     {file: [2]string{".gitattributes", "*.md eol=crlf\n"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"crlf, the old name":      {file: [2]string{".gitattributes", "*.md crlf\n"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"autocrlf":                {config: [2]string{"core.autocrlf", "true"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"autocrlf input":          {config: [2]string{"core.autocrlf", "input"}, bytes: "a\r\n", cause: CauseUnsupported, message: "CRLF"},
		"configured hook":         {config: [2]string{"hook.lint.command", "true"}, file: [2]string{".git/more", "[hook \"lint\"]\nevent = pre-commit\n"}, cause: CauseHook, message: "hook.lint"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			s.write("other.md", "other\n")
			s.commitAll("first")
			if c.config[0] != "" {
				s.run("config", c.config[0], c.config[1])
			}
			if c.file[0] != "" {
				s.write(c.file[0], c.file[1])
			}
			if c.file[0] == ".git/more" {
				s.run("config", "include.path", "more")
			}
			if c.hook != "" {
				s.hook(c.hook, "exit 0")
			}
			s.write("p/x.md", c.bytes+"x\n")
			refused := s.refused(c.cause, "p/x.md")
			if !strings.Contains(refused.Error(), c.message) {
				t.Errorf("says %q, nothing of %q", refused, c.message)
			}
			s.undo(c.config[0], c.file[0], c.hook)
			s.mustRecord("after all", "p/x.md")
		})
	}
}

// undo takes back what stood in the way.
func (s *sandbox) undo(config, file, hook string) {
	s.Helper()
	if config != "" {
		s.run("config", "--unset", config)
	}
	if file != "" {
		s.write(file, "")
	}
	if hook != "" {
		if err := os.Rename(s.path(".git/hooks/"+hook), s.path(".git/hooks/"+hook+".sample")); err != nil {
			s.Fatal(err)
		}
	}
}

// TestBuiltinAllows is what looks like a reason to refuse, and is none.
func TestBuiltinAllows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config [2]string
		file   [2]string
		bytes  string
	}{
		"text without CRLF":   {file: [2]string{".gitattributes", "*.md text eol=lf\n"}, bytes: "a\n"},
		"text with a lone CR": {file: [2]string{".gitattributes", "*.md text\n"}, bytes: "a\rb\n"},
		"-text with CRLF":     {config: [2]string{"core.autocrlf", "true"}, file: [2]string{".gitattributes", "*.md -text\n"}, bytes: "a\r\n"},
		"binary with CRLF":    {config: [2]string{"core.autocrlf", "true"}, file: [2]string{".gitattributes", "*.md binary\n"}, bytes: "a\r\n"},
		"CRLF as it is":       {bytes: "a\r\n"},
		"ident without $Id$":  {file: [2]string{".gitattributes", "*.md ident\n"}, bytes: "a\n"},
		"encoding UTF-8":      {file: [2]string{".gitattributes", "*.md working-tree-encoding=utf-8\n"}, bytes: "ä\n"},
		"filter of others":    {file: [2]string{".gitattributes", "*.bin filter=lfs\n*.md -filter\n"}, bytes: "a\n"},
		"commitEncoding":      {config: [2]string{"i18n.commitEncoding", "utf-8"}, bytes: "a\n"},
		"no signing":          {config: [2]string{"commit.gpgSign", "off"}, bytes: "a\n"},
		"hooks elsewhere":     {config: [2]string{"core.hooksPath", "/nowhere"}, file: [2]string{".git/hooks/x", ""}, bytes: "a\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			if c.config[0] != "" {
				s.run("config", c.config[0], c.config[1])
			}
			if c.file[0] != "" {
				s.write(c.file[0], c.file[1])
			}
			s.write("x.md", c.bytes)
			s.mustRecord("allowed", "x.md")
			want := strings.TrimSpace(s.run("hash-object", "x.md"))
			if got := strings.TrimSpace(s.run("rev-parse", "HEAD:x.md")); got != want {
				t.Errorf("stored %s, git would store %s", got, want)
			}
		})
	}
}

// TestIndexesRefused has git make the indexes that cannot be patched.
func TestIndexesRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		git  []string
		want string
	}{
		"sparse index": {[]string{"sparse-checkout", "set", "--cone", "--sparse-index", "p"}, "sparse index"},
		"split index":  {[]string{"update-index", "--split-index"}, "split index"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			s.commitFiles("first", "p/x.md", "x\n", "q/deep/y.md", "y\n", "r/z.md", "z\n")
			s.run(c.git...)
			s.write("p/x.md", "changed\n")
			if refused := s.refused(CauseUnsupported, "p/x.md"); !strings.Contains(refused.Reason, c.want) {
				t.Errorf("says %v", refused)
			}
			if _, err := s.treeID("HEAD"); err != nil {
				t.Errorf("reading needs no index: %v", err)
			}
		})
	}
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("Folder/Name.md", "x\n")
	s.commitAll("first")
	s.run("config", "core.ignoreCase", "true")
	s.run("config", "core.precomposeUnicode", "true")
	for name, other := range map[string]string{
		"folder/new.md": "beside Folder", "Folder/NAME.md": "beside Name.md", "Folder/e\u0301.md": "decomposed", "FOLDER": "beside Folder",
	} {
		s.write(name, "x\n")
		if refused := s.refused(CauseUnsupported, name); !strings.Contains(refused.Reason, other) {
			t.Errorf("%s: says %v", name, refused)
		}
		s.remove(name)
	}
	for _, name := range []string{"Folder/new.md", "Folder/Name.md.bak", "Fold", "é.md"} {
		s.write(name, "x\n")
		s.mustRecord("spelt alike", name)
	}
}

// TestDescribe says which backend is in use, and why.
func TestDescribe(t *testing.T) {
	t.Parallel()
	for backend, want := range map[string]string{"": "built-in (no git on PATH)", "auto": "built-in (no git on PATH)", "builtin": "built-in (configured)"} {
		r := open(t, Options{Dir: folder(t), Backend: backend, Environ: []string{"PATH=/nowhere"}})
		if got := r.BackendName(t.Context()); got != want {
			t.Errorf("%q is %s", backend, got)
		}
	}
}

func TestRepositoryFormats(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config string
		reason string // "" for one that works
	}{
		"version 1":                    {"[core]\nrepositoryformatversion = 1\n", ""},
		"version 1, noop":              {"[core]\nrepositoryformatversion = 1\n[extensions]\nnoop = true\n", ""},
		"version 1, sha1":              {"[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha1\n", ""},
		"version 1, worktreeConfig":    {"[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true\n", ""},
		"version 0, worktreeConfig":    {"[extensions]\nworktreeConfig = true\n", ""},
		"version 0, preciousObjects":   {"[extensions]\npreciousObjects = true\n", ""},
		"version 0, unknown":           {"[extensions]\nwhatever = true\n", ""},
		"version 1, partialClone":      {"[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\n", ""},
		"version 1, unknown":           {"[core]\nrepositoryformatversion = 1\n[extensions]\nwhatever = true\n", "whatever"},
		"version 1, reftable":          {"[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n", "reftable"},
		"version 1, sha256":            {"[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha256\n", "sha256"},
		"version 0, objectFormat":      {"[extensions]\nobjectFormat = sha1\n", "objectformat"},
		"version 2":                    {"[core]\nrepositoryformatversion = 2\n", "format 2"},
		"version 1, by include: no":    {"[include]\npath = more\n", ""},
		"damaged":                      {"[core\n", "bad config line"},
		"version 0, extension by -c":   {"", ""},
		"version 1, compatible hashes": {"[core]\nrepositoryformatversion = 1\n[extensions]\ncompatObjectFormat = sha256\n", "compatobjectformat"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			b := s.builtin()
			config, err := os.ReadFile(s.path(".git/config"))
			if err != nil {
				t.Fatal(err)
			}
			s.write(".git/config", string(config)+c.config)
			s.write(".git/more", "[core]\nrepositoryformatversion = 1\n[extensions]\nwhatever = true\n")
			session, err := b.open()
			switch {
			case c.reason != "" && (err == nil || !strings.Contains(err.Error(), c.reason)):
				t.Errorf("error %v, want one about %s", err, c.reason)
			case c.reason == "" && err != nil:
				t.Errorf("refused: %v", err)
			}
			if err == nil {
				session.close()
			}
		})
	}
}

func TestOwnership(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	s := newSandbox(t)
	nested := s.dir
	for _, path := range []string{nested, nested + "/.git"} {
		if err := os.Chown(path, 65534, 65534); err != nil {
			t.Skip(err)
		}
	}
	loc := location{top: nested, gitDir: nested + "/.git", commonDir: nested + "/.git"}
	parent := filepath.Dir(nested)
	for name, c := range map[string]struct {
		config string
		env    string
		trust  bool
		newer  bool // not known to every git in use
	}{
		"not listed":      {config: ""},
		"listed":          {config: "[safe]\ndirectory = " + nested + "\n", trust: true},
		"another listed":  {config: "[safe]\ndirectory = " + parent + "\n"},
		"star":            {config: "[safe]\ndirectory = *\n", trust: true},
		"reset":           {config: "[safe]\ndirectory = *\ndirectory =\n"},
		"reset and again": {config: "[safe]\ndirectory =\ndirectory = " + nested + "\n", trust: true},
		"below":           {config: "[safe]\ndirectory = " + parent + "/*\n", trust: true, newer: true},
		"not below":       {config: "[safe]\ndirectory = " + nested + "/*\n"},
		"GIT_DIR":         {env: "GIT_DIR=" + nested + "/.git", trust: true},
		"sudo":            {env: "SUDO_UID=65534", trust: true},
		"other sudo":      {env: "SUDO_UID=65533"},
	} {
		t.Run(name, func(t *testing.T) {
			with := *s
			with.TB = t
			with.setenv("A=", c.env)
			with.write(s.home()+"/.gitconfig", c.config)
			_, gitErr := with.try("rev-parse", "--git-dir")
			_, err := (&builtin{loc: loc, options: Options{Environ: with.env}}).open()
			if (err == nil) != c.trust {
				t.Errorf("error %v", err)
			}
			if !c.newer && (err == nil) != (gitErr == nil) {
				t.Errorf("error %v, git %v", err, gitErr)
			}
			var refused *Refused
			if err != nil && (!errors.As(err, &refused) || !strings.Contains(refused.Way, "safe.directory "+nested)) {
				t.Errorf("says %v", err)
			}
		})
	}
}

// TestSharedPermissions compares what git and we make of the same files.
func TestSharedPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no permission bits")
	}
	for _, value := range []string{"umask", "group", "true", "all", "world", "0640", "0660", "2", "false"} {
		modes := map[string][]os.FileMode{}
		for _, backend := range []string{"git", "builtin"} {
			s := newSandbox(t)
			s.run("config", "core.sharedRepository", value)
			s.write("p/x.md", "x\n")
			s.setenv("GIT_AUTHOR_DATE=@1700000000 +0000", "GIT_COMMITTER_DATE=@1700000000 +0000")
			if backend == "git" {
				s.commitAll("x")
			} else {
				s.mustRecord("x", "p/x.md")
			}
			head := strings.TrimSpace(s.run("rev-parse", "HEAD"))
			for _, path := range []string{"index", "refs/heads/main", "logs/refs/heads", "logs/refs/heads/main", "logs/HEAD", "objects/" + head[:2], "objects/" + head[:2] + "/" + head[2:]} {
				info, err := os.Stat(s.path(".git/" + path))
				if err != nil {
					t.Fatal(err)
				}
				modes[path] = append(modes[path], info.Mode())
			}
		}
		for path, m := range modes {
			if m[0] != m[1] {
				t.Errorf("core.sharedRepository = %s: %s has %v, git gives it %v", value, path, m[1], m[0])
			}
		}
	}
}
