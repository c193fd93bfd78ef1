package repo

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// compareLevels reads the whole configuration and asks git for it.
func compareLevels(t *testing.T, s *sandbox) *gitConfig {
	t.Helper()
	want, err := gitLists(t, s.dir, s.env)
	if err != nil {
		t.Fatalf("git config --list: %v", err)
	}
	config, err := readConfig(s.location(), s.env)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, listEntries(config.entries), cmp.AllowUnexported(listed{})); diff != "" {
		t.Errorf("git and we differ:\n%s", diff)
	}
	return config
}

func TestConfigLevels(t *testing.T) {
	s := newSandbox(t)
	home := s.home()
	s.write(home+"/.config/git/config", "[user]\nname = XDG\nnote = from XDG\n")
	s.write(home+"/.gitconfig", "[user]\nname = Home\n")
	s.write(home+"/system", "[user]\nname = System\n[safe]\ndirectory = *\n")
	t.Run("both global files", func(t *testing.T) {
		config := compareLevels(t, s)
		if got := config.value("user.note"); got != "from XDG" {
			t.Errorf("user.note is %q", got)
		}
	})
	for name, env := range map[string][]string{
		"system":           {"GIT_CONFIG_NOSYSTEM=0", "GIT_CONFIG_SYSTEM=" + home + "/system"},
		"no system":        {"GIT_CONFIG_SYSTEM=" + home + "/system"},
		"global":           {"GIT_CONFIG_GLOBAL=" + home + "/system"},
		"global nowhere":   {"GIT_CONFIG_GLOBAL=/dev/null"},
		"global empty":     {"GIT_CONFIG_GLOBAL="},
		"XDG elsewhere":    {"XDG_CONFIG_HOME=" + home + "/.config"},
		"counted":          {"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=User.Name", "GIT_CONFIG_VALUE_0=x y", "GIT_CONFIG_KEY_1=a.B c.D", "GIT_CONFIG_VALUE_1="},
		"parameters":       {`GIT_CONFIG_PARAMETERS='user.name'='it'\''s' 'a.b'= 'c.D.e=f g' 'h.i'`},
		"both":             {"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=a.b", "GIT_CONFIG_VALUE_0=1", "GIT_CONFIG_PARAMETERS='a.b=2'"},
		"include from env": {"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=include.path", "GIT_CONFIG_VALUE_0=" + home + "/system"},
	} {
		t.Run(name, func(t *testing.T) {
			with := *s
			with.TB = t
			with.setenv(env...)
			compareLevels(t, &with)
		})
	}
}

func TestConfigWorktreeLevel(t *testing.T) {
	s := newSandbox(t)
	s.commitAll("first")
	s.run("config", "extensions.worktreeConfig", "true")
	s.run("worktree", "add", "-q", "../linked")
	linked := *s
	linked.dir = filepath.Join(filepath.Dir(s.dir), "linked")
	linked.run("config", "--worktree", "user.name", "In The Linked One")
	s.run("config", "--worktree", "user.name", "In The Main One")
	for _, each := range []*sandbox{s, &linked} {
		compareLevels(t, each)
	}
}

func TestConfigIncludes(t *testing.T) {
	for name, c := range map[string]struct {
		config string // at the end of ~/.gitconfig; HOME and GITDIR stand for themselves
		held   bool
	}{
		"path":                    {"[include]\npath = other", true},
		"path with tilde":         {"[include]\npath = ~/other", true},
		"path absolute":           {"[include]\npath = HOME/other", true},
		"missing file":            {"[include]\npath = nowhere", false},
		"with subsection":         {"[include \"x\"]\npath = other", false},
		"gitdir":                  {"[includeIf \"gitdir:GITDIR\"]\npath = other", true},
		"gitdir below":            {"[includeIf \"gitdir:WORK/\"]\npath = other", true},
		"gitdir name":             {"[includeIf \"gitdir:work/\"]\npath = other", true},
		"gitdir name only":        {"[includeIf \"gitdir:work\"]\npath = other", false},
		"gitdir star":             {"[includeIf \"gitdir:**/wo*/.git\"]\npath = other", true},
		"gitdir relative":         {"[includeIf \"gitdir:./../work/\"]\npath = other", false},
		"gitdir tilde":            {"[includeIf \"gitdir:~/work/\"]\npath = other", false},
		"gitdir case":             {"[includeIf \"gitdir:WoRk/\"]\npath = other", false},
		"gitdir/i case":           {"[includeIf \"gitdir/i:WoRk/\"]\npath = other", true},
		"onbranch":                {"[includeIf \"onbranch:main\"]\npath = other", true},
		"onbranch other":          {"[includeIf \"onbranch:topic/\"]\npath = other", false},
		"onbranch star":           {"[includeIf \"onbranch:m*\"]\npath = other", true},
		"hasconfig":               {"[includeIf \"hasconfig:remote.*.url:https://example.com/**\"]\npath = other\n[remote \"o\"]\nurl = https://example.com/a/b", true},
		"hasconfig other":         {"[includeIf \"hasconfig:remote.*.url:ssh://**\"]\npath = other\n[remote \"o\"]\nurl = https://example.com/a/b", false},
		"unknown condition":       {"[includeIf \"moon:full\"]\npath = other", false},
		"nested, relative to own": {"[include]\npath = sub/nested", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			s.commitAll("first")
			s.write(s.home()+"/other", "[user]\nnote = included\n")
			s.write(s.home()+"/sub/nested", "[include]\npath = ../other\n")
			text := strings.NewReplacer("HOME", s.home(), "GITDIR", s.dir+"/.git", "WORK", s.dir).Replace(c.config)
			s.write(s.home()+"/.gitconfig", text+"\n[z]\nafter = 1\n")
			config := compareLevels(t, s)
			if held := config.value("user.note") == "included"; held != c.held {
				t.Errorf("included: %v, want %v", held, c.held)
			}
		})
	}
}

func TestConfigFaults(t *testing.T) {
	for name, c := range map[string]struct {
		config string
		env    string
		want   string
	}{
		"endless include":  {"[include]\npath = .gitconfig\n", "A=", "include depth"},
		"bare include":     {"[include]\npath\n", "A=", "missing value"},
		"bad line":         {"[a]\n= x\n", "A=", "bad config line 2"},
		"bad count":        {"", "GIT_CONFIG_COUNT=x", "GIT_CONFIG_COUNT"},
		"missing key":      {"", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0"},
		"bad parameters":   {"", "GIT_CONFIG_PARAMETERS='a", "GIT_CONFIG_PARAMETERS"},
		"bad name":         {"", "GIT_CONFIG_PARAMETERS='nodot=1'", "nodot"},
		"relative include": {"", "GIT_CONFIG_PARAMETERS='include.path=x'", "relative"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSandbox(t)
			loc := s.location()
			s.write(s.home()+"/.gitconfig", c.config)
			s.setenv(c.env)
			if out, err := s.try("config", "--list"); err == nil {
				t.Fatalf("git reads it:\n%s", out)
			}
			_, err := readConfig(loc, s.env)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
}

// TestConfigFormattingAsGit writes files of random pieces and has git read
// them too.
func TestConfigFormattingAsGit(t *testing.T) {
	needGit(t)
	pieces := []string{
		"[a]", "[A \"b.c\"]", "[d.E]", "\n", "\n", "\r\n", " ", "  ", "\n\t", "key", "Key-2", "=", " = ", "\n= ", "value", "\"", "\"q u\"",
		"\\", "\\n", "\\\\", "\\\"", "\\\n", ";", "# c", "é", "]", "[", "0", "-", ".",
	}
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 150
	if testing.Short() {
		rounds = 20
	}
	for range rounds {
		var text strings.Builder
		text.WriteString("[s]\nk")
		for range 1 + random.IntN(12) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		compareParse(t, []byte(text.String()))
	}
}

func TestReadBounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(file, []byte("12345"), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := readBounded(file, 5); err != nil || string(data) != "12345" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := readBounded(file, 4); err == nil {
		t.Error("a larger file is read")
	}
}
