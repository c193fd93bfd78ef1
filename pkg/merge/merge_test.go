package merge

import "testing"

func TestOneSideChanged(t *testing.T) {
	x, y := []byte("a\n"), []byte("b\n")
	for _, c := range [][3][]byte{{x, x, y}, {x, y, x}, {x, y, y}, {nil, y, y}, {nil, nil, y}} {
		if r := Merge(c[0], c[1], c[2], Options{}); string(r.Data) != "b\n" || len(r.Conflicts) > 0 {
			t.Errorf("Merge(%q) = %q %v", c, r.Data, r.Conflicts)
		}
	}
}

func TestMarkers(t *testing.T) {
	r := Merge([]byte("1\n2\n3"), []byte("1\nx\n3"), []byte("1\ny\nz"), Options{Ours: "main", Theirs: "a\x1bb", MarkerSize: 3})
	want := "1\n<<< main\nx\n3\n===\ny\nz\n>>> a?b\n"
	if string(r.Data) != want {
		t.Errorf("got %q, want %q", r.Data, want)
	}
	if len(r.Conflicts) != 1 || r.Conflicts[0].Line != 2 || r.Conflicts[0].Span.Start != 2 || r.Conflicts[0].Span.End != len(want) {
		t.Errorf("conflicts %+v", r.Conflicts)
	}
}
