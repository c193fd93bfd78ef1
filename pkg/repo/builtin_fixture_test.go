package repo

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets more tests run side by side than there are processors: most
// wait for git, the disk or a lock. The flag -parallel still has its say.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "6"); err != nil {
		panic(err)
	}
	if os.Getenv(asNobody) != "" {
		os.Exit(commitForTest(os.Stdin, os.Stdout))
	}
	code := m.Run()
	removeMade()
	os.Exit(code)
}

// needGit is the path of the git binary; the test is skipped without one.
func needGit(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git to compare with")
	}
	return path
}

// sandbox is a repository of its own, with an environment in which nothing of
// this machine's configuration counts.
type sandbox struct {
	testing.TB
	git string // path of the binary
	dir string // work tree
	env []string

	kept    map[string]bool      // lock files that the test itself put there
	checks  []func(shown string) // of what the user saw, run at the end
	bare    bool                 // there is no work tree
	foreign bool                 // pm is run by another user, nobody
	pm      []string             // environment that pm alone has
	mined   int                  // commits that were tried for a name
}

// sandboxConfig spares git what takes time and is not looked at here: waiting
// for the disk, and a process after each commit that tidies up.
const sandboxConfig = `[user]
	name = Ada Lovelace
	email = ada@example.com
[core]
	fsync = none
[maintenance]
	auto = false
`

func newSandbox(t testing.TB, initArgs ...string) *sandbox {
	t.Helper()
	s := emptySandbox(t)
	if len(initArgs) == 0 {
		s.copyOf(&fresh, func() *sandbox { return initSandbox(t) })
		return s
	}
	return initSandbox(t, initArgs...)
}

func initSandbox(t testing.TB, initArgs ...string) *sandbox {
	t.Helper()
	s := emptySandbox(t)
	template := filepath.Join(filepath.Dir(s.dir), "template")
	s.write(filepath.Join(template, "config"), sandboxConfig)
	s.run(append([]string{"init", "-q", "-b", "main", "--template=" + template}, initArgs...)...)
	return s
}

// emptySandbox has a home and a folder, and no repository yet.
func emptySandbox(t testing.TB) *sandbox {
	t.Helper()
	git := needGit(t)
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &sandbox{TB: t, git: git, dir: filepath.Join(root, "work"), env: []string{
		"HOME=" + filepath.Join(root, "home"),
		"PATH=" + os.Getenv("PATH"),
		"GIT_CONFIG_NOSYSTEM=1",
		"LC_ALL=C",
		"TZ=UTC",
	}}
	for _, dir := range []string{"work", "home"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *sandbox) home() string { return environment(s.env).home() }

func (s *sandbox) setenv(vars ...string) { s.env = append(s.env[:len(s.env):len(s.env)], vars...) }

// try runs git in the work tree.
func (s *sandbox) try(args ...string) (string, error) {
	cmd := exec.Command(s.git, args...)
	cmd.Dir, cmd.Env = s.dir, s.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (s *sandbox) run(args ...string) string {
	s.Helper()
	out, err := s.try(args...)
	if err != nil {
		s.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// write puts a file into the work tree, or anywhere when the path is absolute.
func (s *sandbox) write(path, text string) {
	s.Helper()
	full := s.path(path)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		s.Fatal(err)
	}
}

func (s *sandbox) path(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(s.dir, filepath.FromSlash(path))
}

// commitAll commits the whole work tree with git.
func (s *sandbox) commitAll(message string) {
	s.Helper()
	s.run("add", "-A")
	s.run("commit", "-q", "--allow-empty", "-m", message)
}

// location is the repository at dir as git names it.
func (s *sandbox) location() location {
	s.Helper()
	abs := func(args ...string) string {
		out := strings.TrimSpace(s.run(append([]string{"rev-parse", "--path-format=absolute"}, args...)...))
		return filepath.FromSlash(out)
	}
	loc := location{gitDir: abs("--git-dir"), commonDir: abs("--git-common-dir")}
	if strings.TrimSpace(s.run("rev-parse", "--is-bare-repository")) == "false" {
		loc.top = abs("--show-toplevel")
	}
	return loc
}
