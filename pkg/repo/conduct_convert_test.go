package repo

import (
	"os"
	"strings"
)

// attributed prepares a repository with a .gitattributes.
func attributed(lines string) func(*sandbox) {
	return func(s *sandbox) { s.commitFiles("attributes", ".gitattributes", lines) }
}

// stored holds HEAD's p/b.md to some bytes.
func stored(text string) func(*sandbox) {
	return func(s *sandbox) { s.says(text, "cat-file", "blob", "HEAD:p/b.md") }
}

func createWith(text string) Change { return Change{Paths: []PathChange{create("p/b.md", text)}} }

// convertConduct is what git would store otherwise than it lies on disk.
var convertConduct = []conduct{
	{name: "CRLF as it is", doc: "CRLF line endings, and nothing said about them", change: createWith("b\r\n"), after: stored("b\r\n")},
	{name: "core.autocrlf", doc: "core.autocrlf, and the file has LF", change: createWith("b\n"), prepare: setting("core.autocrlf", "true"), after: stored("b\n")},
	{name: "CRLF under autocrlf", doc: "core.autocrlf, and the file has CRLF", builtin: CauseUnsupported, change: createWith("b\r\n"), prepare: setting("core.autocrlf", "true"), after: stored("b\n")},
	{name: "CRLF under autocrlf=input", doc: "core.autocrlf=input, and the file has CRLF", builtin: CauseUnsupported, change: createWith("b\r\n"), prepare: setting("core.autocrlf", "input"), after: stored("b\n")},
	{name: "core.safecrlf", doc: "core.autocrlf with core.safecrlf, and the file has LF", cause: CauseGit, change: takingBack(createWith("b\n")), prepare: setting("core.autocrlf", "true", "core.safecrlf", "true"), way: []string{"config", "core.safecrlf", "warn"}},
	{name: "text=auto with eol=crlf", doc: "`text=auto eol=crlf`, and the file has LF", change: createWith("b\n"), prepare: attributed("* text=auto eol=crlf\n"), after: stored("b\n")},
	{name: "CRLF under text=auto eol=crlf", doc: "`text=auto eol=crlf`, and the file has CRLF", builtin: CauseUnsupported, change: createWith("b\r\n"), prepare: attributed("* text=auto eol=crlf\n"), after: stored("b\n")},
	{name: "CRLF under -text", doc: "`-text`, and the file has CRLF", change: createWith("b\r\n"), prepare: func(s *sandbox) {
		setting("core.autocrlf", "true")(s)
		attributed("*.md -text\n")(s)
	}, after: stored("b\r\n")},
	{name: "binary under text=auto", doc: "`text=auto`, and the file is binary (a NUL or a lone CR) and holds CRLF", change: createWith("\x89PNG\r\n\x1a\n\x00\r\n"), prepare: attributed("* text=auto\n"), after: stored("\x89PNG\r\n\x1a\n\x00\r\n")},
	{name: "lone CR under text=auto", doc: "`text=auto eol=lf`, likewise", change: createWith("a\rb\r\n"), prepare: attributed("* text=auto eol=lf\n"), after: stored("a\rb\r\n")},
	{name: "binary under autocrlf", doc: "core.autocrlf with core.safecrlf, and the file is binary", change: createWith("\x00\r\n\n"), prepare: setting("core.autocrlf", "true", "core.safecrlf", "true"), after: stored("\x00\r\n\n")},
	{name: "binary under text", doc: "`text`, and the file is binary and holds CRLF: git damages it", builtin: CauseUnsupported, change: createWith("\x00\r\n"), prepare: attributed("* text\n"), after: stored("\x00\n")},
	{name: "binary under eol=lf", doc: "`eol=lf` alone, likewise", builtin: CauseUnsupported, change: createWith("\x00\r\n"), prepare: attributed("* eol=lf\n"), after: stored("\x00\n")},
	{name: "binary under crlf=input", doc: "`crlf=input`, likewise", builtin: CauseUnsupported, change: createWith("\x00\r\n"), prepare: attributed("* crlf=input\n"), after: stored("\x00\n")},
	{name: "clean filter", doc: "a clean filter (Git LFS, git-crypt)", builtin: CauseUnsupported, change: createWith("b\n"), prepare: func(s *sandbox) {
		setting("filter.upper.clean", "tr a-z A-Z")(s)
		attributed("*.md filter=upper\n")(s)
	}, after: stored("B\n")},
	{name: "required filter fails", doc: "a required filter that fails", cause: CauseGit, builtin: CauseUnsupported, change: takingBack(createWith("b\n")), prepare: func(s *sandbox) {
		setting("filter.crypt.clean", "false", "filter.crypt.required", "true")(s)
		attributed("p/b.md filter=crypt\n")(s)
	}, after: func(s *sandbox) { s.says("", "status", "--porcelain", "-uall") }},
	{name: "working-tree-encoding", doc: "`working-tree-encoding=UTF-16LE`", builtin: CauseUnsupported, change: createWith("b\x00\n\x00"), prepare: attributed("*.md working-tree-encoding=UTF-16LE\n"), after: stored("b\n")},
	{name: "ident", doc: "`ident`, and the file has an `$Id$` that is filled in", builtin: CauseUnsupported, change: createWith("$Id: filled in $\n"), prepare: attributed("*.md ident\n"), after: stored("$Id$\n")},
	{name: "ident without keyword", doc: "`ident`, and the file has none", change: createWith("b\n"), prepare: attributed("*.md ident\n"), after: stored("b\n")},
	{name: "export-ignore and the like", doc: "`export-ignore`, `export-subst`, `merge`, `diff`, `whitespace`: they do not concern a commit", change: createWith("$Format:%H$ \n"), prepare: attributed("*.md export-ignore export-subst merge=union diff=md whitespace=trailing-space\n"), after: stored("$Format:%H$ \n")},
	{name: "executable stays so", doc: "an executable file stays one", change: changeA, prepare: executable, after: wantMode("100755")},
	{name: "core.fileMode", doc: "core.fileMode=false: the file's bits do not count", change: changeA, prepare: func(s *sandbox) {
		setting("core.fileMode", "false")(s)
		if err := os.Chmod(s.path("p/a.md"), 0o755); err != nil {
			s.Fatal(err)
		}
	}, after: wantMode("100644")},
	{name: "core.fileMode, known as executable", doc: "likewise, where git knows it as executable", change: changeA, prepare: func(s *sandbox) {
		executable(s)
		setting("core.fileMode", "false")(s)
		if err := os.Chmod(s.path("p/a.md"), 0o644); err != nil {
			s.Fatal(err)
		}
	}, after: wantMode("100755")},
	{name: "ignored file", doc: "a new file that .gitignore covers", cause: CauseIgnored, change: Change{Paths: []PathChange{create("p/x.log", "x\n")}}, written: true, prepare: ignoring, way: []string{"add", "-f", "p/x.log"}},
	{name: "ignored folder", doc: "a file in a folder that .gitignore covers", cause: CauseIgnored, change: takingBack(Change{Paths: []PathChange{modify("build/x.md", "x\n", "y\n")}}), prepare: ignoring, way: []string{"add", "-f", "build/x.md"}},
	{name: "ignored by info/exclude", doc: "a new file that `.git/info/exclude` covers", cause: CauseIgnored, change: takingBack(createB), prepare: func(s *sandbox) { s.write(".git/info/exclude", "new/\n") }, mend: func(s *sandbox) { s.write(".git/info/exclude", "") }},
	{name: "ignored by core.excludesFile", doc: "a new file that core.excludesFile covers", cause: CauseIgnored, change: takingBack(createB), prepare: func(s *sandbox) {
		setting("core.excludesFile", "~/ignore")(s)
		s.write(s.home()+"/ignore", "*.md\n")
	}, mend: func(s *sandbox) { s.write(s.home()+"/ignore", "") }},
	{name: "ignored but tracked", doc: "a tracked file that .gitignore covers", change: changeA, prepare: func(s *sandbox) { s.commitFiles("ignore", ".gitignore", "*.md\n") }},
}

func executable(s *sandbox) {
	if err := os.Chmod(s.path("p/a.md"), 0o755); err != nil {
		s.Fatal(err)
	}
	s.commitAll("executable")
}

func wantMode(mode string) func(*sandbox) {
	return func(s *sandbox) {
		if got := s.run("ls-tree", "HEAD", "p/a.md"); !strings.HasPrefix(got, mode+" ") {
			s.Errorf("stored as %s, want mode %s", got, mode)
		}
	}
}

func ignoring(s *sandbox) {
	s.commitFiles("ignore", ".gitignore", "*.log\nbuild/\n")
	s.write("build/x.md", "x\n")
}
