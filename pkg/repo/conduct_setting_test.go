package repo

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// setting prepares a repository in which some keys are set.
func setting(pairs ...string) func(*sandbox) {
	return func(s *sandbox) {
		s.Helper()
		var lines strings.Builder
		for i := 0; i < len(pairs); i += 2 {
			dot := strings.IndexByte(pairs[i], '.')
			section, key := pairs[i][:dot], pairs[i][dot+1:]
			if last := strings.LastIndexByte(key, '.'); last >= 0 {
				section, key = section+" \""+key[:last]+"\"", key[last+1:]
			}
			fmt.Fprintf(&lines, "[%s]\n\t%s = %q\n", section, key, pairs[i+1])
		}
		s.configure(lines.String())
	}
}

// configure adds lines to the configuration of the repository.
func (s *sandbox) configure(lines string) {
	s.Helper()
	path := s.path(".git/config")
	if !isDir(s.path(".git")) {
		path = filepath.Join(filepath.FromSlash(firstWord(s.run("rev-parse", "--git-common-dir"))), "config")
	}
	s.write(path, s.read(path)+lines)
}

// wantMessage holds the last commit to the message that was asked for.
func wantMessage(s *sandbox) {
	s.says("postmortem: test\n\nPostmortem: a\n\n", "log", "-1", "--format=%B")
}

// settingConduct are settings that people have for their own git commands, and
// that must not get into pm's way.
var settingConduct = []conduct{
	{name: "commit settings", doc: "commit.template, commit.verbose, commit.status, commit.cleanup, core.editor, core.commentChar", change: changeA, prepare: func(s *sandbox) {
		setting("commit.template", "template", "commit.verbose", "true", "commit.status", "true", "commit.cleanup", "scissors", "core.editor", "false", "core.commentChar", "p")(s)
		s.write(".git/info/exclude", "template\n")
		s.write("template", "Why:\n")
	}, after: wantMessage},
	{
		name: "status settings", doc: "status.showUntrackedFiles, status.relativePaths, status.renames, status.submoduleSummary", change: createB,
		prepare: setting("status.showUntrackedFiles", "no", "status.relativePaths", "true", "status.renames", "copies", "status.submoduleSummary", "true", "status.branch", "true", "status.showStash", "true"),
	},
	{
		name: "diff settings", doc: "diff.external, diff.noprefix, diff.renames, diff.ignoreSubmodules, diff.orderFile", change: changeA,
		prepare: setting("diff.external", "false", "diff.noprefix", "true", "diff.renames", "copies", "diff.ignoreSubmodules", "all"),
	},
	{
		name: "aliases, pagers and colours", doc: "color.ui=always, core.pager, core.quotePath, aliases called `commit` and `status`", change: changeA,
		prepare: setting("color.ui", "always", "core.pager", "false", "core.quotePath", "true", "alias.commit", "!false", "alias.status", "!false", "log.showSignature", "true"),
	},
	{
		name: "index settings", doc: "core.untrackedCache, core.preloadIndex, core.trustctime, core.checkStat, core.ignoreStat", change: changeA,
		prepare: setting("core.untrackedCache", "true", "core.preloadIndex", "true", "core.trustctime", "false", "core.checkStat", "minimal"),
	},
	{name: "pathspec settings", doc: "GIT_LITERAL_PATHSPECS in the environment", change: createB, prepare: func(s *sandbox) { s.pm = []string{"GIT_LITERAL_PATHSPECS=1"} }},
	{name: "pathspecs without case", doc: "GIT_ICASE_PATHSPECS in the environment takes no `P/A.md` along", change: changeA, prepare: func(s *sandbox) {
		s.commitFiles("upper", "P/A.md", "A\n")
		s.write("P/A.md", "modified\n")
		s.pm = []string{"GIT_ICASE_PATHSPECS=1"}
	}},
	{name: "tracing", doc: "GIT_TRACE and GIT_TRACE2", change: createB, prepare: func(s *sandbox) { s.pm = []string{"GIT_TRACE=1", "GIT_TRACE2=1", "GIT_TRACE_SETUP=1"} }},
	{name: "another language", doc: "another language (LANGUAGE, LC_ALL)", change: createB, prepare: func(s *sandbox) { s.pm = []string{"LC_ALL=de_DE.UTF-8", "LANGUAGE=de"} }},
	{name: "symlinks for HEAD", doc: "core.preferSymlinkRefs, core.logAllRefUpdates=always", change: createB, prepare: setting("core.preferSymlinkRefs", "true", "core.logAllRefUpdates", "always")},
	{name: "no reflog", doc: "core.logAllRefUpdates=false", change: createB, prepare: func(s *sandbox) {
		setting("core.logAllRefUpdates", "false")(s)
		if err := os.RemoveAll(s.path(".git/logs")); err != nil {
			s.Fatal(err)
		}
	}, after: func(s *sandbox) {
		if _, err := os.Stat(s.path(".git/logs/HEAD")); err == nil {
			s.Error("a reflog was written")
		}
	}},
	{name: "shared repository", doc: "core.sharedRepository=group", change: createB, prepare: setting("core.sharedRepository", "group"), after: func(s *sandbox) {
		for _, path := range []string{".git/index", ".git/refs/heads/main"} {
			if info, err := os.Stat(s.path(path)); err != nil || info.Mode().Perm()&0o060 != 0o060 {
				s.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}},
	{name: "encoding of messages", doc: "i18n.commitEncoding=ISO-8859-1", builtin: CauseUnsupported, change: changeA, prepare: setting("i18n.commitEncoding", "ISO-8859-1")},
	{name: "encoding of the log", doc: "i18n.logOutputEncoding=ISO-8859-1", change: changeA, prepare: setting("i18n.logOutputEncoding", "ISO-8859-1")},
}
