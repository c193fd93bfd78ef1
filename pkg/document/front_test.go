package document

import "testing"

func TestNewFront(t *testing.T) {
	got, err := NewFront(
		Field{"title", StringValue("a: b # c")},
		Field{"at", PlainValue("2026-03-01T14:02:00Z")},
		Field{"note", StringValue("2026-03-01")},
		Field{"none", ListValue()},
		Field{"items", ListValue(MapValue(Field{"id", StringValue("a")}, Field{"was", ListValue(PlainValue("2026-03-01"))}))},
		Field{"deep", MapValue(Field{"a", ListValue(StringValue("x"), StringValue("-"))})},
	)
	want := "---\ntitle: \"a: b # c\"\nat: 2026-03-01T14:02:00Z\nnote: \"2026-03-01\"\nnone: []\nitems:\n  - id: a\n    was: [2026-03-01]\ndeep:\n  a: [x, \"-\"]\n---\n"
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if empty, err := NewFront(); err != nil || string(empty) != "---\n---\n" {
		t.Errorf("%q, %v", empty, err)
	}
	for _, f := range [][]Field{
		{{"a", StringValue("x\ny")}},
		{{"a", StringValue("x")}, {"a", StringValue("y")}},
		{{"a", PlainValue("[")}},
	} {
		if got, err := NewFront(f...); err == nil {
			t.Errorf("%v became %q", f, got)
		}
	}
}
