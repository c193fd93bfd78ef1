package repo

// named holds the last commit to an author and a committer.
func named(author, committer string) func(*sandbox) {
	return func(s *sandbox) { s.says(author+"|"+committer+"\n", "log", "-1", "--format=%an|%cn") }
}

// whoConduct is where the identity comes from, as for git.
var whoConduct = []conduct{
	{name: "identity from the environment", doc: "GIT_AUTHOR_* and GIT_COMMITTER_* with names, addresses and dates", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.setenv("GIT_AUTHOR_NAME=Grace", "GIT_AUTHOR_EMAIL=g@example.com", "GIT_COMMITTER_NAME=Hedy", "GIT_COMMITTER_EMAIL=h@example.com", "GIT_AUTHOR_DATE=2026-03-01T14:02:00Z")
	}, after: func(s *sandbox) {
		s.says("Grace 1772373720 Hedy\n", "log", "-1", "--format=%an %at %cn")
	}},
	{name: "identity by include", doc: "user.name in an included file (include.path)", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write(s.home()+"/.gitconfig", "[include]\n\tpath = who.inc\n")
		s.write(s.home()+"/who.inc", "[user]\n\tname = Included\n\temail = i@example.com\n")
	}, after: named("Included", "Included")},
	{name: "identity by includeIf", doc: "likewise, for repositories in a folder (includeIf gitdir)", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write(s.home()+"/.gitconfig", "[includeIf \"gitdir:work/\"]\n\tpath = work.inc\n")
		s.write(s.home()+"/work.inc", "[user]\n\tname = Included\n\temail = i@example.com\n")
	}, after: named("Included", "Included")},
	{name: "identity by branch", doc: "likewise, on a branch (includeIf onbranch)", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.run("checkout", "-q", "-b", "team/x")
		s.write(s.home()+"/.gitconfig", "[includeIf \"onbranch:team/\"]\n\tpath = work.inc\n")
		s.write(s.home()+"/work.inc", "[user]\n\tname = Included\n\temail = i@example.com\n")
	}, after: named("Included", "Included")},
	{name: "identity from GIT_CONFIG_COUNT", doc: "GIT_CONFIG_COUNT, GIT_CONFIG_KEY_0, GIT_CONFIG_VALUE_0", change: changeA, prepare: func(s *sandbox) {
		s.setenv("GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=user.name", "GIT_CONFIG_VALUE_0=Counted")
	}, after: named("Counted", "Counted")},
	{name: "identity from git -c", doc: "an alias that is run as git -c user.name=... (GIT_CONFIG_PARAMETERS)", change: changeA, prepare: func(s *sandbox) {
		s.setenv("GIT_CONFIG_PARAMETERS='user.name'='Aliased'")
	}, after: named("Aliased", "Aliased")},
	{name: "identity from GIT_CONFIG_GLOBAL", doc: "GIT_CONFIG_GLOBAL in place of `~/.gitconfig`", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write(s.home()+"/.gitconfig", "[user]\n\tname = Nobody\n\temail = n@example.com\n")
		s.write(s.home()+"/global", "[user]\n\tname = Global\n\temail = g@example.com\n")
		s.setenv("GIT_CONFIG_GLOBAL=" + s.home() + "/global")
	}, after: named("Global", "Global")},
	{name: "identity from both global files", doc: "the name in `~/.config/git/config`, the address in `~/.gitconfig`", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write(s.home()+"/.config/git/config", "[user]\n\tname = Ex Dee Gee\n")
		s.write(s.home()+"/.gitconfig", "[user]\n\temail = x@example.com\n")
	}, after: func(s *sandbox) { s.says("Ex Dee Gee <x@example.com>\n", "log", "-1", "--format=%an <%ae>") }},
	{name: "identity from the system", doc: "the system's configuration (GIT_CONFIG_SYSTEM)", change: changeA, prepare: func(s *sandbox) {
		anonymous(s)
		s.write("../system", "[user]\n\tname = System\n\temail = s@example.com\n")
		s.setenv("GIT_CONFIG_NOSYSTEM=0", "GIT_CONFIG_SYSTEM="+s.path("../system"))
	}, after: named("System", "System")},
	{name: "author and committer", doc: "author.name and committer.name", change: changeA, prepare: func(s *sandbox) {
		s.run("config", "author.name", "Grace")
		s.run("config", "committer.name", "Hedy")
	}, after: named("Grace", "Hedy")},
	{name: "address from EMAIL", doc: "the address in EMAIL", change: changeA, prepare: func(s *sandbox) {
		s.run("config", "--unset", "user.email")
		s.setenv("EMAIL=mail@example.com")
	}, after: func(s *sandbox) { s.says("mail@example.com\n", "log", "-1", "--format=%ce") }},
	{name: "EMAIL does not count", doc: "the address in EMAIL, with user.useConfigOnly", cause: CauseIdentity, change: takingBack(changeA), prepare: func(s *sandbox) {
		s.run("config", "--unset", "user.email")
		s.run("config", "user.useConfigOnly", "true")
		s.setenv("EMAIL=mail@example.com")
	}, way: []string{"config", "--global", "user.email", "you@example.com"}},
	{name: "no identity", doc: "no identity", cause: CauseIdentity, change: takingBack(changeA), prepare: anonymous, mend: introduce},
	{name: "no identity, kept", doc: "no identity, and the change is kept", cause: CauseIdentity, change: changeA, written: true, prepare: anonymous, mend: introduce},
	{name: "empty name", doc: "a name of nothing but punctuation", cause: CauseIdentity, change: takingBack(changeA), prepare: func(s *sandbox) {
		s.run("config", "user.name", "<.,>")
	}, mend: func(s *sandbox) { s.run("config", "user.name", "Your Name") }},
	{name: "bad date", doc: "a GIT_COMMITTER_DATE that is no date", cause: CauseGit, change: takingBack(changeA), prepare: func(s *sandbox) {
		s.pm = []string{"GIT_COMMITTER_DATE=some time ago"}
	}, mend: func(s *sandbox) { s.pm = nil }},
}

func anonymous(s *sandbox) {
	s.run("config", "--unset", "user.name")
	s.run("config", "--unset", "user.email")
	s.run("config", "user.useConfigOnly", "true")
}

// introduce is the way out of a missing identity, word for word.
func introduce(s *sandbox) {
	s.run("config", "--global", "user.name", "Your Name")
	s.run("config", "--global", "user.email", "you@example.com")
}
