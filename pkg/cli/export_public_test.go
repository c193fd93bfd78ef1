package cli

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secretly writes random postmortems. Every word that is marked as internal, hidden by
// the configuration, in a comment or of a person begins with one of kept.
type secretly struct {
	*rand.Rand
	n int
}

// The beginnings of words that nobody outside may see, and of one that all may.
const (
	secretWord = "zqsecret"
	personWord = "zqperson"
	openWord   = "zqopen"
)

func (s *secretly) word(begin string) string {
	s.n++
	return fmt.Sprintf("%s%d", begin, s.n)
}

// fragments are pieces of Markdown in which a word may stand.
var fragments = []string{
	"%s\n", "## Heading %s\n", "- item %s\n  - nested\n", "> quoted %s\n", "```\ncode %s\n```\n", "| a | b |\n|---|---|\n| %s | x |\n", "[%s](http://x/%[1]s)\n",
	"- 2026-03-01T14:02:00Z entry %s\n", "    indented %s\n", "<div>%s</div>\n", "[ref]: http://x/%s\n", "1. one %s\n\n   more\n", "**%s**\r\n", "Setext %s\n===\n", "`%s",
	"~~~\nunclosed %s\n", "<!-- comment zqsecret %s",
}

func (s *secretly) piece(begin string) string {
	return fmt.Sprintf(fragments[s.IntN(len(fragments)-1)], s.word(begin))
}

// marked is an internal part, on lines of its own or within one, with others inside.
func (s *secretly) marked(depth int) string {
	var b strings.Builder
	ends := []string{"\n", "\n\n", "", " "}
	b.WriteString([]string{"<!-- internal -->", "<!--internal-->", "<!-- Internal\n-->"}[s.IntN(3)] + ends[s.IntN(len(ends))])
	for range s.IntN(3) + 1 {
		b.WriteString(s.piece(secretWord))
		if depth < 3 && s.IntN(4) == 0 {
			b.WriteString(s.marked(depth + 1))
		}
	}
	b.WriteString([]string{"<!-- /internal -->", "<!--/internal-->", "<!-- / INTERNAL -->"}[s.IntN(3)] + ends[s.IntN(len(ends))])
	return b.String()
}

func (s *secretly) postmortem() string {
	var b strings.Builder
	person := func() string { return s.word(personWord) }
	fmt.Fprintf(&b, "---\n# %s\ntitle: %s by zqpersonhandle %s\nstate: follow-up\nseverity: sev2\nstarted_at: 2026-03-01T14:02:00Z\n", s.word(secretWord), s.word(openWord), s.word(openWord))
	fmt.Fprintf(&b, "owner: %s\nparticipants: [%s, zqpersonhandle]\ncustomer: %s\ntags: [%s]\n", person(), person(), s.word(secretWord), s.word(openWord))
	fmt.Fprintf(&b, "action_items:\n  - {id: a, title: %s # %s\n     , owner: %s, due: 2026-01-01, status: open, evidence: %s}\n---\n", s.word(openWord), s.word(secretWord), person(), s.word(secretWord))
	for range s.IntN(12) {
		switch s.IntN(5) {
		case 0, 1:
			b.WriteString(s.marked(0))
		case 2:
			b.WriteString("a zqpersonhandle, @ZQPersonHandle b\n")
		default:
			b.WriteString(s.piece(openWord))
		}
	}
	return b.String()
}

// TestPublicShowsNothingInternal exports random postmortems in every format and looks
// for each word that must not be seen; without --public the same words are there.
func TestPublicShowsNothingInternal(t *testing.T) {
	s := &secretly{Rand: rand.New(rand.NewPCG(1, 2))}
	for range 20 {
		dir := t.TempDir()
		files := map[string]string{".pm.yaml": "layout: flat\nfields: [customer]\ninternal: [customer, action_items.evidence]\npeople: {zqpersonhandle: {email: zqperson@example.com}}\n"}
		for n := range 5 {
			files[fmt.Sprintf("postmortems/2026-03-0%d-x.md", n+1)] = s.postmortem()
		}
		for name, text := range files {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		for format, x := range exporters {
			for _, what := range x.of {
				shown := exportIn(t, dir, what, "--format", format, "--public")
				for _, word := range []string{secretWord, personWord} {
					if at := strings.Index(strings.ToLower(shown), word); at >= 0 {
						t.Fatalf("%s as %s shows %q", what, format, shown[max(0, at-60):min(len(shown), at+60)])
					}
				}
				if format != "prometheus" && !strings.Contains(shown, openWord) {
					t.Fatalf("%s as %s shows nothing at all: %q", what, format, shown)
				}
			}
		}
		if all := exportIn(t, dir, ofIncidents); strings.Count(all, secretWord) < 5 || strings.Count(all, personWord) < 5 {
			t.Fatal("there was nothing to hide")
		}
	}
}

func exportIn(t *testing.T, dir, what string, flags ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	e := testEnv(&out, &errs)
	e.Dir = dir
	args := append([]string{"export", what}, flags...)
	if strings.Contains(strings.Join(flags, " "), "markdown") {
		args = append(args, "--incident", "2026-03-01-x")
	}
	if code := Run(context.Background(), e, args); code != exitDone {
		t.Fatalf("pm %s: exit code %d, %s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}
