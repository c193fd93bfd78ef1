package repo

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// workTree is the session of a sandbox, index read.
func (s *sandbox) workTree() *workTree {
	s.Helper()
	session, err := s.builtin().open()
	if err != nil {
		s.Fatal(err)
	}
	w, err := session.readWorkTree()
	if err != nil {
		s.Fatal(err)
	}
	return w
}

// patternPaths are what patterns are tried on.
var patternPaths = []string{
	"a.md", "b.txt", "a", "dir/a.md", "dir/b", "dir/sub/a.md", "dir/sub/deep/x.md", "other/a.md", "other/dir/a.md", "[ab].md",
	"with space.md", "A.MD", "a.md.bak", "dir.md", "x/y/z", "é.md", "#a", "!a", "a\\b", "7", "_x.md", "]", "-", "X7",
}

// shown is an attribute as git check-attr shows it.
func (a attribute) shown() string {
	switch a.state {
	case stateSet:
		return "set"
	case stateUnset:
		return "unset"
	case stateValue:
		return a.value
	}
	return "unspecified"
}

// compareAttributes asks git for the attributes of all paths.
func compareAttributes(t *testing.T, s *sandbox, names ...string) {
	t.Helper()
	w := s.workTree()
	args := append(append([]string{"check-attr", "-z"}, names...), "--")
	fields := strings.Split(s.run(append(args, patternPaths...)...), "\x00")
	for i := 0; i+2 < len(fields); i += 3 {
		found, err := w.attributes(fields[i])
		if err != nil {
			t.Fatal(err)
		}
		if got := found[fields[i+1]].shown(); got != fields[i+2] {
			t.Errorf("%s: %s is %s, want %s", fields[i], fields[i+1], got, fields[i+2])
		}
	}
}

func TestAttributesAsGit(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"none":            {},
		"all kinds":       {".gitattributes": "*.md text -filter !ident eol=lf\n*.txt -text\n"},
		"the last wins":   {".gitattributes": "*.md text\n*.md -text\na.md !text\ndir/** text=auto\n"},
		"deeper wins":     {".gitattributes": "*.md text=top\n", "dir/.gitattributes": "*.md text=dir\nsub/*.md text=sub\n", "dir/sub/.gitattributes": "a.md -text\n"},
		"info wins":       {".gitattributes": "*.md text=top\n", ".git/info/attributes": "dir/*.md text=info\n"},
		"macro":           {".gitattributes": "[attr]special text filter=x -ident\n*.md special\na.md -special\nb.txt binary\n*.bak !binary\n"},
		"macro in macro":  {".gitattributes": "[attr]one two\n[attr]two text eol=lf\n*.md one\n"},
		"macro deep":      {"dir/.gitattributes": "[attr]special text\n*.md special\n"},
		"macro to itself": {".gitattributes": "[attr]one one text\n*.md one\n"},
		"quoted":          {".gitattributes": "\"with space.md\" text\n\"\\303\\251.md\" text=e\n\"a.md text\n"},
		"comments":        {".gitattributes": "# *.md text\n   *.txt text\n\n\\#a text\n!a text\n\"!a\" text\n"},
		"bad names":       {".gitattributes": "*.md te/xt text\n*.txt text -\n*.bak =x\n"},
		"folders":         {".gitattributes": "dir/ text\ndir text\n/a text=root\ndir/sub/ text\n"},
		"brackets":        {".gitattributes": "\\[ab\\].md text\n[ab].md ident\n"},
		"CRLF and BOM":    {".gitattributes": "\ufeff*.md text\r\n*.txt eol=crlf\r\n"},
		"long line":       {".gitattributes": "*.md text" + strings.Repeat(" x", 2000) + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			for file, text := range files {
				s.write(file, text)
			}
			compareAttributes(t, s, "text", "filter", "ident", "eol", "special", "one", "two", "binary", "diff")
		})
	}
}

func TestAttributesFromElsewhere(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write(s.home()+"/.config/git/attributes", "*.md text=xdg ident\n")
	s.write(s.home()+"/mine", "*.md text=mine\n")
	compareAttributes(t, s, "text", "ident")
	s.run("config", "core.attributesFile", "~/mine")
	compareAttributes(t, s, "text", "ident")
	s.write(".gitattributes", "dir/*.md text=tree\n")
	s.run("add", ".gitattributes")
	s.run("update-index", "--skip-worktree", ".gitattributes")
	s.write(".gitattributes", "")
	compareAttributes(t, s, "text")
	s.run("config", "core.ignoreCase", "true")
	s.write(".gitattributes", "a.* text=fold\nDIR/* ident\n")
	compareAttributes(t, s, "text", "ident")
}

// TestAttributesOfIndex has the file in the index only, as a sparse checkout
// may.
func TestAttributesOfIndex(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("dir/.gitattributes", "*.md filter=lfs\n")
	s.commitAll("attributes")
	s.run("update-index", "--skip-worktree", "dir/.gitattributes")
	s.run("sparse-checkout", "set", "--no-cone", "/nothing")
	found, err := s.workTree().attributes("dir/a.md")
	if err != nil || found["filter"].value != "lfs" {
		t.Errorf("%v, %v", found, err)
	}
}

// TestSettingsBehindLink has a symlink where git wants a file of its own.
func TestSettingsBehindLink(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write("elsewhere", "*.md text\n*.txt\n")
	s.link("elsewhere", ".gitattributes")
	s.link("elsewhere", ".gitignore")
	compareAttributes(t, s, "text")
	compareIgnored(t, s)
}

// patternPieces make patterns of all sorts when put side by side.
var patternPieces = []string{
	"a", "*", "**", "/", "/", "dir", "sub", ".md", "?", "[a-d]", "[!x]", "[[:alpha:]]", "*.md", "**/", "/**", "\\*", "b", "x", "[^/]", "é", "[",
	"[[:digit:]]", "[[:upper:]]", "[[:lower:]_]", "[[:punct:]x]", "[[:space:]]", "[[:alnum:]]", "[[:xdigit:]]", "[^[:blank:]]", "[[:graph:]]",
	"[[:print:]]", "[[:cntrl:]]", "[[:nonsense:]]", "[\\]a]", "[a\\-c]", "[]-a]", "[--0]", "[!-z]", "7", "_", "A",
}

func randomPattern(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(5) {
		b.WriteString(patternPieces[random.IntN(len(patternPieces))])
	}
	return b.String()
}

func TestPatternsAsGit(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	s := newSandbox(t)
	for range rounds {
		var text strings.Builder
		var names []string
		for i := range 8 {
			names = append(names, "t"+string(rune('a'+i)))
			text.WriteString(randomPattern(random) + " " + names[i] + "\n")
		}
		s.write(".gitattributes", text.String())
		compareAttributes(t, s, names...)
		if t.Failed() {
			t.Fatalf("with\n%s", text.String())
		}
	}
}

func TestIgnoredAsGit(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"none":             {},
		"name":             {".gitignore": "a.md\n"},
		"rooted":           {".gitignore": "/a.md\n"},
		"folder":           {".gitignore": "dir/\n"},
		"folder or file":   {".gitignore": "dir\n"},
		"taken back":       {".gitignore": "*.md\n!a.md\n"},
		"not from within":  {".gitignore": "dir/\n!dir/a.md\n", "dir/.gitignore": "!a.md\n"},
		"contents":         {".gitignore": "dir/*\n!dir/sub/\n"},
		"deep":             {".gitignore": "**/deep\n", "dir/sub/.gitignore": "*.md\n!deep/\n"},
		"blanks":           {".gitignore": "a.md  \nb.txt\\ \nwith\\ space.md\n"},
		"comment":          {".gitignore": "#a\n\\#a\n\\!a\n"},
		"CRLF and BOM":     {".gitignore": "\ufeffa.md\r\nb.txt\r\n"},
		"info":             {".git/info/exclude": "*.txt\n", ".gitignore": "!b.txt\n"},
		"only a negation":  {".gitignore": "!a.md\n"},
		"slash in between": {".gitignore": "dir/a.md\nsub/a.md\n"},
		"everything":       {".gitignore": "*\n!*/\n!*.md\n"},
		"empty lines":      {".gitignore": "\n  \n/\n!\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			for file, text := range files {
				s.write(file, text)
			}
			compareIgnored(t, s)
		})
	}
}

func compareIgnored(t *testing.T, s *sandbox) {
	t.Helper()
	w := s.workTree()
	for _, path := range patternPaths {
		got, err := w.ignored(path)
		_, gitErr := s.try("check-ignore", "-q", "--no-index", "--", path)
		if err != nil || got != (gitErr == nil) {
			t.Errorf("%s: ignored %v, %v, git %v", path, got, err, gitErr)
		}
	}
}

func TestIgnoredFromElsewhere(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.write(s.home()+"/.config/git/ignore", "*.md\n")
	s.write(s.home()+"/mine", "*.txt\n")
	compareIgnored(t, s)
	s.run("config", "core.excludesFile", s.home()+"/mine")
	compareIgnored(t, s)
	s.run("config", "core.ignoreCase", "true")
	s.write(".gitignore", "a.md\n")
	compareIgnored(t, s)
}

func TestWildmatchIsQuick(t *testing.T) {
	t.Parallel()
	pattern := strings.Repeat("**/*a", 60) + "b"
	text := strings.Repeat("a/", 2000) + "a"
	if wildmatch(pattern, text, false) {
		t.Error("it matches")
	}
}

// FuzzWildmatch holds that any pattern comes to an end, without a panic, and
// that what is no pattern matches itself alone.
func FuzzWildmatch(f *testing.F) {
	f.Add("**/a[b-d]?*", "x/y/abzz")
	f.Add("[[:alpha:]", "a")
	f.Add("\\", "\\")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		got := wildmatch(pattern, text, false)
		if !strings.ContainsAny(pattern, `*?[\`) && got != (pattern == text) {
			t.Errorf("%q matches %q: %v", pattern, text, got)
		}
	})
}
