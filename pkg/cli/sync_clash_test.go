package cli

import "testing"

func TestSectionAt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                 "text",
		"---\ntitle: x\n---\n\nSome\n":     "text",
		"---\n# note\ntitle: x\n---\n":     "text",
		"## Summary\n\nOne\n":              "section Summary",
		"# T\n\n## What happened? ##\nX":   "section What happened?",
		"## A\n```sh\n# no heading\n```\n": "section A",
		"## A\n~~~\n## B\n~~~\n## C\n":     "section C",
		"## A\n#tag\n":                     "section A",
		"## A\n<<<<<<< ours\n":             "section A",
	} {
		if got := sectionAt([]byte(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
