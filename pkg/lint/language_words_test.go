package lint

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/prose"
)

// eachWording is every message and help that there can be, with and without somebody
// in it.
func eachWording(yield func(k prose.Kind, message, help string)) {
	for k := prose.Omission; k <= prose.TooLittle; k++ {
		for _, who := range []string{"", "the platform team", "we"} {
			r := remark{Remark: prose.Remark{Kind: k, Who: who, What: "left it"}, words: "team left it"}
			yield(k, r.message(), r.help())
		}
	}
}

func TestEveryKindHasItsWording(t *testing.T) {
	eachWording(func(k prose.Kind, message, help string) {
		for _, text := range []string{message, help} {
			if text == "" || strings.ContainsAny(text, "{}") || strings.HasPrefix(text, ":") {
				t.Errorf("kind %d says %q", k, text)
			}
		}
		if !strings.HasSuffix(message, `: "team left it"`) {
			t.Errorf("kind %d: the words are not in %q", k, message)
		}
		if !strings.Contains(help, "?") || !strings.Contains(help, `"left it"`) && !strings.Contains(help, "platform team") && !strings.Contains(help, "we ") && !strings.Contains(help, "us") {
			t.Errorf("kind %d asks nothing about the words: %q", k, help)
		}
	})
	if len(wordings) != int(prose.TooLittle) {
		t.Errorf("%d wordings for %d kinds", len(wordings), prose.TooLittle)
	}
}

// TestOurWordsAreBlameless runs the reader on what we say ourselves.
func TestOurWordsAreBlameless(t *testing.T) {
	r := prose.NewReader(prose.Vocabulary{})
	if len(r.Read("The QA team failed to test the release.", nil)) == 0 {
		t.Fatal("the reader reads nothing, and would find nothing of ours")
	}
	hold := func(where, text string) {
		for _, p := range document.Parse([]byte(text + "\n")).Body().Prose {
			for _, found := range r.Read(p.Text, nil) {
				t.Errorf("%s: %q in %q", where, p.Text[found.Start:found.End], text)
			}
		}
	}
	eachWording(func(_ prose.Kind, message, help string) {
		hold("message", message)
		hold("help", help)
	})
	for _, rule := range Rules {
		hold(rule.ID+", summary", rule.Summary)
		hold(rule.ID+", why", rule.Why)
		hold(rule.ID+", configure", rule.Configure)
	}
}

// TestFileWordsAreOnlyWords: what comes from a file stays short, on one line, and is
// never taken for a part of the wording.
func TestFileWordsAreOnlyWords(t *testing.T) {
	long := strings.Repeat("ärger ", 100)
	for _, evil := range []string{long, "{what}{who}", "a\nb\tc", "a\x1b[31mb", "a\u202eb", document.Object, `a"b`, ""} {
		r := remark{Remark: prose.Remark{Kind: prose.Omission, Who: evil, What: evil}, words: evil}
		for _, text := range []string{r.message(), r.help()} {
			if strings.ContainsAny(text, "\n\t\x1b\u202e\ufffc") || utf8.RuneCountInString(text) > 300 {
				t.Errorf("%q becomes %q", evil, text)
			}
		}
	}
	r := remark{Remark: prose.Remark{Kind: prose.Misdeed, Who: "{what}", What: "x"}}
	if got := r.help(); !strings.Contains(got, "{what}") {
		t.Errorf("the file's words were filled in themselves: %q", got)
	}
}

func TestSubject(t *testing.T) {
	for who, want := range map[string]string{
		"QA": "QA", "Ops'": "Ops", "Kim’s": "Kim", "our": "we", "He": "they", "who": "they", "I": "I",
		"The on-call engineer": "the on-call engineer", "Somebody from ops": "somebody from ops", "Theo": "Theo",
	} {
		if got := subject(who); got != want {
			t.Errorf("%q is %q, want %q", who, got, want)
		}
	}
}
