package document

import (
	"errors"
	"strings"
	"testing"
)

const conflicted = "---\ntitle: x\n---\n\n## Timeline\n\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> other\n"

func TestConflict(t *testing.T) {
	d := Parse([]byte(conflicted))
	if len(d.Faults()) != 1 || d.Faults()[0].Kind != Conflict || d.Position(d.Faults()[0].Span.Start) != (Position{7, 1}) {
		t.Fatalf("faults %+v", d.Faults())
	}
	var refused *Refusal
	for name, op := range map[string]Op{
		"set":    Set(At("title"), StringValue("y")),
		"insert": d.InsertLines(len(conflicted), "- c"),
	} {
		if _, err := d.Edit(op); !errors.As(err, &refused) || refused.Position.Line != 7 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestConflictInFrontMatter(t *testing.T) {
	const sides = "<<<<<<< HEAD\ntags: [a]\n=======\ntags: [b]\n>>>>>>> other\n"
	const body = "\n## Timeline\n\n- a\n"
	for name, src := range map[string]string{
		"inside":      "---\ntitle: x\n" + sides + "---\n" + body,
		"CRLF":        strings.ReplaceAll("---\ntitle: x\n"+sides+"---\n"+body, "\n", "\r\n"),
		"not closed":  "---\ntitle: x\n" + sides + body,
		"around both": "---\ntitle: x\n<<<<<<< HEAD\ntags: [a]\n---\n\n- a\n=======\ntags: [b]\n---\n\n- b\n>>>>>>> other\n",
		"twice":       "---\ntitle: x\n" + sides + "severity: sev1\n" + strings.ReplaceAll(sides, "tags", "services") + "---\n" + body,
	} {
		d := Parse([]byte(src))
		var refused *Refusal
		_, err := d.Edit(d.InsertLines(len(src), "- c"))
		if !errors.As(err, &refused) || refused.Position != (Position{3, 1}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNoConflict(t *testing.T) {
	for _, body := range []string{
		"Heading\n=======\n", "<<<<<<< HEAD\n", ">>>>>>> a\n=======\n<<<<<<< b\n", "a <<<<<<< b\n=======\n>>>>>>> c\n", "> <<<<<<< b\n\n=======\n\n> >>>>>>> c\n",
	} {
		if faults := Parse([]byte("---\ntitle: x\n---\n" + body)).Faults(); len(faults) > 0 {
			t.Errorf("%q: %+v", body, faults)
		}
	}
}
