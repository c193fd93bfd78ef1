package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Section is one section of a clone's configuration, [Name "Sub"].
type Section struct {
	Name, Sub string // Name in lower case
	Variables []Variable
}

// Variable is one line of a section.
type Variable struct{ Key, Value string } // Key in lower case

// SetSection makes the configuration of the clone, which all its worktrees
// share, hold exactly this section, or none when it has no variables. The file
// is written as a whole under git's own lock, whichever backend is used: nobody
// ever sees a section that is half there, which would break every merge. Every
// other byte stays. It reports whether there was anything to change.
func (r *Repo) SetSection(ctx context.Context, s Section) (changed bool, err error) {
	if !r.hasGit {
		return false, ErrNoGit
	}
	path := filepath.Join(r.loc.commonDir, "config")
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // git, too, writes the file that a link stands for
	}
	lock := &lockFile{disk: disk{step: r.options.Step}, trace: r.options.Trace, target: path}
	if err := lock.take(ctx); err != nil {
		return false, lockedConfig(err)
	}
	defer lock.release()
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	want, err := s.in(old, path)
	if err != nil || bytes.Equal(old, want) {
		return false, err
	}
	if err := lock.write(want); err != nil {
		return false, err
	}
	if info, err := os.Stat(path); err == nil {
		_ = os.Chmod(lock.name(), info.Mode().Perm()) // not every system can
	}
	return true, lock.commit()
}

func lockedConfig(err error) error {
	if locked, ok := errors.AsType[*lockedError](err); ok {
		return &Refused{
			Cause: CauseLocked, Reason: locked.Error() + ", so another process is changing the configuration",
			Way: "run the command again; remove the file if no git is running",
		}
	}
	return err
}

// HasSection reports that the clone's configuration holds exactly this section.
func (r *Repo) HasSection(s Section) (bool, error) {
	if !r.hasGit {
		return false, ErrNoGit
	}
	path := filepath.Join(r.loc.commonDir, "config")
	src, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	want, err := s.in(src, path)
	return bytes.Equal(src, want), err
}

// in is a configuration with the section: as it is when it says the same, else
// with the old one taken out and this one at the end. The result is read again:
// no other variable may have changed.
func (s Section) in(src []byte, file string) ([]byte, error) {
	own, others, err := s.read(src, file)
	if err != nil {
		return nil, err
	}
	if slices.Equal(own, s.Variables) {
		return src, nil
	}
	want := s.without(src)
	if len(s.Variables) > 0 {
		if n := len(want); n > 0 && want[n-1] != '\n' {
			want = append(want, '\n')
		}
		want = append(want, s.text()...)
	}
	gotOwn, gotOthers, err := s.read(want, file)
	if err != nil || !slices.Equal(gotOwn, s.Variables) || !slices.Equal(gotOthers, others) {
		return nil, fmt.Errorf("%s is written in a way that cannot be changed safely; edit the section [%s %q] by hand", file, s.Name, s.Sub)
	}
	return want, nil
}

// read sorts the variables of a configuration into the section's and others.
func (s Section) read(src []byte, file string) (own []Variable, others []configEntry, err error) {
	prefix := s.prefix()
	err = parseConfig(src, file, func(e configEntry) error {
		if key, ok := strings.CutPrefix(e.name, prefix); ok && !strings.Contains(key, ".") {
			own = append(own, Variable{key, e.value})
		} else {
			others = append(others, e)
		}
		return nil
	})
	return own, others, err
}

func (s Section) prefix() string { return s.Name + "." + s.Sub + "." }

// text is the section as git writes one.
func (s Section) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[%s \"%s\"]\n", s.Name, quoteConfig(s.Sub))
	for _, v := range s.Variables {
		fmt.Fprintf(&b, "\t%s = \"%s\"\n", v.Key, quoteConfig(v.Value))
	}
	return b.String()
}

func quoteConfig(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s)
}

// without takes the section out of a configuration that can be read: from its
// header to the end of its last variable, so that a comment below stays with
// what follows.
func (s Section) without(src []byte) []byte {
	mark := len(src) - len(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")))
	scan := configScanner{src: src[mark:], line: 1}
	var out []byte
	kept, inside, last := 0, false, 0
	for {
		start := scan.pos
		c := scan.next()
		switch {
		case scan.end:
			if inside {
				kept = last
			}
			return append(out, src[min(kept, len(src)):]...)
		case c == '#' || c == ';':
			scan.skipLine()
		case c == '[':
			scan.section()
			if inside {
				kept, inside = last, false
			}
			if string(scan.prefix) == s.prefix() {
				out = append(out, src[kept:start+mark]...)
				inside = true
				scan.blanks()
				last = scan.pos + mark
			}
		case isAlpha(c):
			scan.variable(c)
			if inside {
				last = scan.pos + mark
			}
		}
	}
}

// blanks passes to the next line, if nothing stands before it.
func (s *configScanner) blanks() {
	at := *s
	for c := s.next(); isConfigSpace(c); c = s.next() {
		if c == '\n' {
			return
		}
	}
	*s = at
}
