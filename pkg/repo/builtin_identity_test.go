package repo

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestIdentityAsGit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config [][2]string
		env    []string
	}{
		"user":                  {[][2]string{{"user.name", "Ada"}, {"user.email", "a@example.com"}}, nil},
		"role over user":        {[][2]string{{"user.name", "Ada"}, {"user.email", "a@example.com"}, {"committer.name", "C"}, {"author.email", "x@example.com"}}, nil},
		"environment over all":  {[][2]string{{"user.name", "Ada"}, {"user.email", "a@example.com"}, {"committer.name", "C"}}, []string{"GIT_COMMITTER_NAME=E", "GIT_AUTHOR_EMAIL=e@example.com"}},
		"EMAIL":                 {[][2]string{{"user.name", "Ada"}}, []string{"EMAIL=mail@example.com"}},
		"user.email over EMAIL": {[][2]string{{"user.name", "Ada"}, {"user.email", "a@example.com"}}, []string{"EMAIL=mail@example.com"}},
		"EMAIL and config only": {[][2]string{{"user.name", "Ada"}, {"user.useConfigOnly", "true"}}, []string{"EMAIL=mail@example.com"}},
		"config only":           {[][2]string{{"user.name", "Ada"}, {"user.email", "a@example.com"}, {"user.useConfigOnly", "true"}}, nil},
		"empty address":         {[][2]string{{"user.name", "Ada"}}, []string{"GIT_AUTHOR_EMAIL=", "GIT_COMMITTER_EMAIL="}},
		"empty name":            {[][2]string{{"user.email", "a@example.com"}}, []string{"GIT_AUTHOR_NAME=", "GIT_COMMITTER_NAME="}},
		"crud":                  {[][2]string{{"user.name", ` "Ada <L>, Countess". `}, {"user.email", "<a@example.com>"}}, nil},
		"only crud":             {[][2]string{{"user.name", "<.,>"}, {"user.email", "a@example.com"}}, nil},
		"Unicode":               {[][2]string{{"user.name", "Zoë Ünal"}, {"user.email", "z@example.com"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := emptySandbox(t)
			s.run("init", "-q")
			for _, pair := range c.config {
				s.run("config", pair[0], pair[1])
			}
			s.setenv(c.env...)
			session, err := s.builtin().open()
			if err != nil {
				t.Fatal(err)
			}
			for variable, r := range map[string]role{"GIT_AUTHOR_IDENT": author, "GIT_COMMITTER_IDENT": asCommitter} {
				out, gitErr := s.try("var", variable)
				id, err := session.identity(r)
				if (err != nil) != (gitErr != nil) {
					t.Errorf("%s: %v, git says %s", variable, err, out)
				} else if want := parseIdent(out); err == nil && id != want {
					t.Errorf("%s: %v, want %v", variable, id, want)
				}
			}
		})
	}
}

// TestIdentityIsNotGuessed is where git would take the names of login and host.
func TestIdentityIsNotGuessed(t *testing.T) {
	t.Parallel()
	s := emptySandbox(t)
	s.run("init", "-q")
	_, err := s.builtin().committer(context.Background())
	var refused *Refused
	if !errors.As(err, &refused) || refused.Cause != CauseIdentity || !strings.Contains(refused.Way, "git config --global user.email") {
		t.Errorf("error %v", err)
	}
}

func TestDatesAsGit(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.env = append(s.env, "TZ=Europe/Berlin")
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	for _, text := range []string{
		"1112911993 +0200", "1112911993 -0730", "@1112911993 +0000", "@0 +0000", "1112911993", "@12345 +0100",
		"Thu, 07 Apr 2005 22:13:13 +0200", "Thu, 7 Apr 2005 22:13:13 GMT", "07 Apr 2005 22:13:13 -0800",
		"Thu Apr 7 22:13:13 2005 +0200", "Thu Apr 7 22:13:13 2005", "7 April 2005 22:13:13 +0200",
		"2005-04-07T22:13:13", "2005-04-07 22:13:13", "2005-04-07T22:13:13Z", "2005-04-07T22:13:13+02:00", "2005-04-07T22:13:13-0330",
		"2005-04-07 22:13:13 +0200", "2005-04-07T22:13:13.019+02:00", "2005-04-07 22:13", "2005-12-07T22:13:13", "2026-03-01T14:02:00Z",
		"2005.04.07 22:13:13", "04/07/2005 22:13:13", "07.04.2005 22:13:13", "  2005-04-07   22:13:13  ",
		"2005-04-07", "nonsense", "", "12", "2005-13-45 22:13:13", "22:13:13",
	} {
		with := *s
		with.setenv("GIT_COMMITTER_DATE=" + text)
		out, gitErr := with.try("var", "GIT_COMMITTER_IDENT")
		if text == "" {
			continue // the present
		}
		got, ok := parseGitDate(text, berlin)
		if ok != (gitErr == nil) {
			t.Errorf("%q: %v, %v, git says %s", text, got, ok, out)
			continue
		}
		id := signature{Identity: Identity{"Ada Lovelace", "ada@example.com"}, when: got}
		if ok && id.String() != strings.TrimSpace(out) {
			t.Errorf("%q: %s, want %s", text, id, out)
		}
	}
}

func TestCommitDates(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	s.setenv("GIT_AUTHOR_DATE=2026-03-01T14:02:00+01:00", "GIT_COMMITTER_DATE=@1700000000 +0530")
	s.write("a.md", "a\n")
	s.mustRecord("dated", "a.md")
	if got := s.run("log", "-1", "--format=%ad|%cd", "--date=raw"); got != "1772370120 +0100|1700000000 +0530\n" {
		t.Errorf("dates %s", got)
	}
	s.setenv("GIT_AUTHOR_DATE=some time ago")
	s.write("a.md", "b\n")
	if _, err := s.record("undated", "a.md"); err == nil || !strings.Contains(err.Error(), "does not understand: some time ago") {
		t.Errorf("error %v", err)
	}
}

func TestEditorAsGit(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{
		"nothing": {"TERM=xterm"}, "EDITOR": {"TERM=xterm", "EDITOR=e"}, "VISUAL": {"TERM=xterm", "EDITOR=e", "VISUAL=v -w"},
		"dumb": {"TERM=dumb", "EDITOR=e", "VISUAL=v"}, "no terminal": {"EDITOR=e", "VISUAL=v"}, "dumb and nothing": {"TERM=dumb", "VISUAL=v"},
		"core.editor": {"TERM=xterm", "VISUAL=v", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.editor", "GIT_CONFIG_VALUE_0=c"},
		"GIT_EDITOR":  {"TERM=xterm", "GIT_EDITOR=g", "VISUAL=v", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.editor", "GIT_CONFIG_VALUE_0=c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t)
			s.setenv(env...)
			want, gitErr := s.try("var", "GIT_EDITOR")
			if name == "nothing" {
				want = "vi\n" // Debian's git is built with another one
			}
			got, err := s.builtin().editor(context.Background())
			if (err != nil) != (gitErr != nil) || err == nil && got+"\n" != want {
				t.Errorf("%q, %v, git says %q, %v", got, err, want, gitErr)
			}
		})
	}
}
