package document

import (
	"errors"
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

func TestNoConflict(t *testing.T) {
	for _, body := range []string{
		"Heading\n=======\n", "<<<<<<< HEAD\n", ">>>>>>> a\n=======\n<<<<<<< b\n", "a <<<<<<< b\n=======\n>>>>>>> c\n", "> <<<<<<< b\n\n=======\n\n> >>>>>>> c\n",
	} {
		if faults := Parse([]byte("---\ntitle: x\n---\n" + body)).Faults(); len(faults) > 0 {
			t.Errorf("%q: %+v", body, faults)
		}
	}
}
