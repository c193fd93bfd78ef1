package lint

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/postmortem-md/pm/pkg/document"
)

// lintBody lints an incident with a body, all rules on but those named.
func lintBody(body string, off ...string) []Finding {
	o := Options{FS: fstest.MapFS{}, Now: present, Severity: make(map[string]Severity)}
	for _, r := range Rules {
		o.Severity[r.ID] = max(r.Severity, Warning)
	}
	for _, id := range off {
		o.Severity[id] = Off
	}
	return lintOne(o, []byte("---\ntitle: Checkout returns 5xx\nstate: in-progress\nseverity: sev2\nstarted_at: 2026-03-01T14:02:00Z\n---\n\n"+body))
}

func subjects(found []Finding) []string {
	var all []string
	for _, f := range found {
		if f.Rule == secret.ID {
			all = append(all, f.Subject)
		}
	}
	return all
}

// TestSecretIdentity holds that findings of two versions can be compared: a
// random key is known again wherever it moves, another one is another finding,
// and a password has no hash that guesses could be tried against.
func TestSecretIdentity(t *testing.T) {
	first, second := "npm_"+"aK3dE5fG7hI9kL1mN3oP5qR7sT9uV1wX3yZ5", "npm_"+"bK3dE5fG7hI9kL1mN3oP5qR7sT9uV1wX3yZ6"
	was, is := subjects(lintBody("use "+first)), subjects(lintBody("a line more\n\nuse "+first+" and "+second))
	if len(was) != 1 || len(is) != 2 || is[0] != was[0] || is[1] == was[0] {
		t.Errorf("the first token is %q, then the two are %q", was, is)
	}
	was, is = subjects(lintBody("redis://:Halb7mond@cache.internal/")), subjects(lintBody("redis://:Rund7mond@cache.internal/"))
	if len(was) != 1 || len(is) != 1 || was[0] != is[0] {
		t.Errorf("two passwords of one length are told apart: %q and %q", was, is)
	}
}

// TestSecretIsMaskedEverywhere lints every secret of the table where other rules
// quote it, with the rule and without.
func TestSecretIsMaskedEverywhere(t *testing.T) {
	for _, s := range readSamples(t, "secrets.txt") {
		for _, off := range [][]string{nil, {secret.ID}} {
			line := strings.ReplaceAll(s.text, "\n", " ")
			found := lintBody(fmt.Sprintf("## Action items\n\n- [ ] %s\n\n## Timeline\n\n- %s\n- 2026-03-01T15:02:00+01:00 %s\n- %s\n\n%s\n",
				line, line, line, line[s.spans[0][0]:], s.text), off...)
			if len(found) == 0 || (len(subjects(found)) == 0) != (off != nil) {
				t.Errorf("%q with %q off gives\n%s", s.text, off, format(found))
			}
			for _, at := range s.spans {
				shown(t, found, s.text[at[0]:at[1]])
				shownInPart(t, found, s.text[at[0]:at[1]])
			}
		}
	}
}

// shown fails for findings with a secret in their words.
func shown(t *testing.T, found []Finding, value string) {
	t.Helper()
	for _, f := range found {
		for _, words := range []string{f.Subject, f.Message, f.Help} {
			if strings.Contains(words, value) {
				t.Errorf("%s shows %q: %s", f.Rule, value, words)
			}
		}
	}
}

// shownInPart is shown for any seven characters in a row that are in no word.
func shownInPart(t *testing.T, found []Finding, value string) {
	t.Helper()
	const window = 7
	for n := range max(0, len(value)-window) {
		if part := value[n : n+window]; strings.ContainsAny(part, "0123456789") {
			shown(t, found, part)
		}
	}
}

// TestSecretAcrossFiles holds that rules that look across files, which speak
// once a file is gone, mask what it said.
func TestSecretAcrossFiles(t *testing.T) {
	const password = "vK7-rT2m-Qp9x"
	l := New(Options{Now: present, Only: []string{"duplicate-title", "related-unknown"}})
	for _, name := range []string{"2026-03-01-a.md", "2026-03-01-b.md"} {
		l.File(name, []byte("---\ntitle: leak of password="+password+"\nstarted_at: 2026-03-01T14:02:00Z\nrelated: [password="+password+"]\n---\n"), nil)
	}
	found := l.Finish()
	if len(found) < 3 || !strings.Contains(format(found), maskedText) {
		t.Errorf("two twins give\n%s", format(found))
	}
	shown(t, found, password)
}

// TestSecretInManyForms names places that a table of lines cannot.
func TestSecretInManyForms(t *testing.T) {
	for name, src := range map[string]string{
		"at the beginning": "npm_" + "aK3dE5fG7hI9kL1mN3oP5qR7sT9uV1wX3yZ5",
		"byte order mark":  "\uFEFFnpm_" + "aK3dE5fG7hI9kL1mN3oP5qR7sT9uV1wX3yZ5",
		"carriage returns": "a\r\npassword: vK7-rT2m-Qp9x\r\nb",
		"not UTF-8":        "\xff\xfe password: vK7-rT2m-Qp9x \xff",
		"NUL":              "\x00password: vK7-rT2m-Qp9x\x00",
	} {
		if found := findSecrets([]byte(src)); len(found) != 1 {
			t.Errorf("%s: %d secrets in %q", name, len(found), src)
		}
	}
}

// FuzzSecrets holds that what is found lies in the file, in order and apart, and
// that no finding of any rule shows it.
func FuzzSecrets(f *testing.F) {
	for _, name := range []string{"secrets.txt", "lookalikes.txt"} {
		for _, s := range readSamples(f, name) {
			f.Add([]byte(s.text))
			f.Add([]byte("---\ntitle: " + s.text + "\nstate: resolved\nseverity: '" + s.text + "'\n---\n## Timeline\n- " + s.text))
		}
	}
	o := Options{FS: fstest.MapFS{}, Now: present, Severity: make(map[string]Severity)}
	for _, r := range Rules {
		o.Severity[r.ID] = max(r.Severity, Warning)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		last := 0
		secrets, found := findSecrets(src), lintOne(o, src)
		for _, m := range secrets {
			if m.start < last || m.end <= m.start || m.end > len(src) {
				t.Fatalf("a secret at %d-%d of %d bytes, after one that ends at %d", m.start, m.end, len(src), last)
			}
			last = m.end
			shown(t, found, m.value())
		}
		for _, m := range secrets {
			at := document.Parse(src).Position(m.start)
			if !hasFindingAt(found, at) {
				t.Errorf("no finding at %v", at)
			}
		}
	})
}

func hasFindingAt(found []Finding, at document.Position) bool {
	for _, f := range found {
		if f.Rule == secret.ID && f.Start == at {
			return true
		}
	}
	return false
}
