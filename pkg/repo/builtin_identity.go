package repo

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// signature is one of the two lines of a commit that say who and when.
type signature struct {
	Identity
	when time.Time
}

// String is the form commits and reflogs hold it in.
func (s signature) String() string {
	return fmt.Sprintf("%s <%s> %d %s", s.Name, s.Email, s.when.Unix(), s.when.Format("-0700"))
}

// role is which of the two is asked for; it is part of the names of what may
// set it: GIT_AUTHOR_NAME, author.name.
type role string

const (
	author       role = "AUTHOR"
	asCommitter  role = "COMMITTER"
	identityHelp      = `git config --global user.name "Your Name" and git config --global user.email you@example.com`
)

func (b *builtin) committer(context.Context) (Identity, error) {
	s, err := b.open()
	if err != nil {
		return Identity{}, err
	}
	defer s.close()
	return s.identity(asCommitter)
}

// identity finds name and e-mail address where git looks: the role's own
// environment and configuration, user.*, EMAIL. It does not go on to guess
// from the names of login and host.
func (s *session) identity(r role) (Identity, error) {
	name, err := s.identityPart(r, "NAME")
	if err != nil {
		return Identity{}, err
	}
	email, err := s.identityPart(r, "EMAIL")
	if err != nil {
		return Identity{}, err
	}
	id := Identity{Name: stripCrud(name), Email: stripCrud(email)}
	if id.Name == "" {
		return Identity{}, &Refused{
			Cause:  CauseIdentity,
			Reason: fmt.Sprintf("the %s has no name but %q", strings.ToLower(string(r)), name),
			Way:    identityHelp,
		}
	}
	return id, nil
}

// identityPart is the value of the first source that is set. The environment
// may set it to nothing, which for an address is git's way to have none.
func (s *session) identityPart(r role, part string) (string, error) {
	if v, ok := s.env.lookup("GIT_" + string(r) + "_" + part); ok {
		return v, nil
	}
	own := strings.ToLower(string(r) + "." + part)
	for _, name := range []string{own, "user." + strings.ToLower(part)} {
		if v := s.config.value(name); v != "" {
			return v, nil
		}
	}
	onlyConfig, err := s.config.bool("user.useconfigonly", false)
	if err != nil {
		return "", said(err)
	}
	if v := s.env.value("EMAIL"); part == "EMAIL" && v != "" && !onlyConfig {
		return v, nil
	}
	return "", &Refused{
		Cause:  CauseIdentity,
		Reason: fmt.Sprintf("git does not know who you are: no user.%s is set", strings.ToLower(part)),
		Way:    identityHelp,
	}
}

// stripCrud drops what git drops from names: what could be taken for the marks
// of the commit's own line, and stray punctuation at both ends.
func stripCrud(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool {
		return c <= ' ' || strings.ContainsRune(`.,:;<>"\'`, c)
	})
	return strings.NewReplacer("\n", "", "<", "", ">", "").Replace(s)
}

// signature adds the time, which the environment may set.
func (s *session) signature(r role, now time.Time) (signature, error) {
	id, err := s.identity(r)
	if err != nil {
		return signature{}, err
	}
	when := now.In(s.zone())
	name := "GIT_" + string(r) + "_DATE"
	if text := s.env.value(name); text != "" {
		var ok bool
		if when, ok = parseGitDate(text, s.zone()); !ok {
			return signature{}, badDate(text)
		}
	}
	return signature{Identity: id, when: when}, nil
}

// zone is the local time zone, of the environment that was handed in.
func (s *session) zone() *time.Location {
	if name := strings.TrimPrefix(s.env.value("TZ"), ":"); name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone
		}
	}
	return time.Local
}
