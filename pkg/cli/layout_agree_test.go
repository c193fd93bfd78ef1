package cli

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
)

// askedDirs are settings of dir, each of which means the same files to a walk,
// to what is asked of single paths, and to git's attributes.
var askedDirs = [][]string{
	{"."},
	{"p"},
	{"**"},
	{"p/**"},
	{"**/p"},
	{"p/**/q"},
	{"p/**/**/q"},
	{"**/p/**/q"},
	{"*"},
	{"*/*"},
	{"?"},
	{"[pq]"},
	{"[^p]"},
	{"p/*/q"},
	{"_x"},
	{".y"},
	{"_*"},
	{"*/_x"},
	{"**/_x"},
	{"p/_x/*"},
	{"p", "p/_x"},
	{"p/_x", "p"},
	{"*/_x", "p/_x", "**/q"},
	{"_x", "."},
	{"*x"},
	{"p/a b"},
	{"[p]"},
	{"[p]/*"},
	{"nowhere", "q"},
}

// TestLayoutAgrees holds everything that says which files are incidents to the
// walk, over random trees.
func TestLayoutAgrees(t *testing.T) {
	t.Parallel()
	git := newAttributeReader(t)
	for seed := range uint64(4) {
		dir, files := randomTree(t, rand.New(rand.NewPCG(seed, 7)))
		r, err := repo.Open(context.Background(), repo.Options{Dir: dir, Backend: "builtin"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = r.Close() })
		for _, dirs := range askedDirs {
			l := newLayout(&config.Config{Dir: dirs}, r.FS())
			var walked []string
			for name := range r.Names(context.Background(), dirs, l.enter, l.keep) {
				walked = append(walked, name)
			}
			slices.Sort(walked)
			same := func(who string, is func(string) bool) {
				t.Helper()
				if got := slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !is(f) }); !slices.Equal(got, walked) {
					t.Errorf("seed %d, dir %q: a walk comes to\n%q, %s to\n%q", seed, dirs, walked, who, got)
				}
			}
			same("holds", l.holds)
			same("heldOnce", l.heldOnce)
			if git == nil {
				continue
			}
			sent := git.sentToDriver(attributeLines(l), files)
			same("the attributes", func(f string) bool { return sent[f] && l.isIncident(path.Base(f)) })
		}
	}
}

// randomTree has no attachment folders: of those, attributes cannot tell.
func randomTree(t *testing.T, random *rand.Rand) (dir string, files []string) {
	t.Helper()
	dir = t.TempDir()
	folders := []string{"p", "q", "_x", ".y", "[p]", "a b", "2026", "xx"}
	for len(files) < 150 {
		var parts []string
		for range random.IntN(5) {
			parts = append(parts, folders[random.IntN(len(folders))])
		}
		name := []string{"n.md", "m.md", "_n.md", "README.md", "n.txt"}[random.IntN(5)]
		file := strings.Join(append(parts, name), "/")
		if slices.Contains(files, file) {
			continue
		}
		files = append(files, file)
		full := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(files)
	return dir, files
}

// attributeReader is a repository with nothing but attributes.
type attributeReader struct {
	*testing.T
	git, dir string
}

// newAttributeReader is nil where there is no git.
func newAttributeReader(t *testing.T) *attributeReader {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		return nil
	}
	r := &attributeReader{T: t, git: git, dir: t.TempDir()}
	r.run("", "init", "-q")
	return r
}

func (r *attributeReader) run(input string, args ...string) string {
	r.Helper()
	cmd := exec.Command(r.git, args...)
	cmd.Dir, cmd.Stdin = r.dir, strings.NewReader(input)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.Output()
	if err != nil {
		r.Fatal(err)
	}
	return string(out)
}

// sentToDriver asks git which files it would hand to the merge driver.
func (r *attributeReader) sentToDriver(lines, files []string) map[string]bool {
	r.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, attributesFile), withLines(nil, lines), 0o666); err != nil {
		r.Fatal(err)
	}
	sent := map[string]bool{}
	said := strings.Split(r.run(strings.Join(files, "\x00")+"\x00", "check-attr", "-z", "--stdin", "merge"), "\x00")
	for i := 0; i+2 < len(said); i += 3 {
		sent[said[i]] = said[i+2] == "pm"
	}
	return sent
}
