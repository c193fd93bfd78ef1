package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNodeSpans marks each value of the front matter by its path and shows
// the bytes its span covers.
func TestNodeSpans(t *testing.T) {
	tests := []struct {
		name, front string
		want        map[string]string
	}{
		{"plain", "a: x y # c\n", map[string]string{"a": "x y"}},
		{"aligned", "a:     x\n", map[string]string{"a": "x"}},
		{"quoted", "a: 'it''s' # c\nb: \"x \\\" # y\"\n", map[string]string{"a": "'it''s'", "b": `"x \" # y"`}},
		{"plain over lines", "a: x\n  y\n\n  z\nb: 1\n", map[string]string{"a": "x\n  y\n\n  z", "b": "1"}},
		{"quoted over lines", "a: \"x\n  y\"\nb: 'x\n\n  y' # c\n", map[string]string{"a": "\"x\n  y\"", "b": "'x\n\n  y'"}},
		{"literal", "a: | # c\n  x\n\n  # y\n\nb: 1\n", map[string]string{"a": "| # c\n  x\n\n  # y", "b": "1"}},
		{"literal with an indicator", "a:\n  b: |2-\n      x\n    y\n  c: 1\n", map[string]string{"a": "b: |2-\n      x\n    y\n  c: 1", "a.b": "|2-\n      x\n    y"}},
		{"empty literal", "a: |\nb: 1\n", map[string]string{"a": "|"}},
		{"folded last", "a: >-\n  x\n\n  y\n\n", map[string]string{"a": ">-\n  x\n\n  y"}},
		{"nothing", "a:\nb: # c\nc: ~\n", map[string]string{"a": "", "b": "", "c": "~"}},
		{"wide characters", "日: \"本\" # ü\né: [日, 本, {ü: ñ}]\n", map[string]string{"日": `"本"`, "é": "[日, 本, {ü: ñ}]", "é[1]": "本", "é[2].ü": "ñ"}},
		{"emoji", "a: [😀, 😀😀, x]\n", map[string]string{"a[1]": "😀😀", "a[2]": "x"}},
		{"block list", "a:\n- x\n- k: v\n  l: w # c\n\n# end\n", map[string]string{"a": "- x\n- k: v\n  l: w", "a[1]": "k: v\n  l: w", "a[1].l": "w"}},
		{"flow over lines", "a: [x, # c\n  y, # d\n  ] # e\n", map[string]string{"a": "[x, # c\n  y, # d\n  ]", "a[1]": "y"}},
		{"flow in flow", "a: {b: [], c: {}, d: [x: y], e}\n", map[string]string{"a": "{b: [], c: {}, d: [x: y], e}", "a.b": "[]", "a.c": "{}", "a.d[0]": "x: y"}},
		{"quote inside a word", "a: [it's, b\"c]\n", map[string]string{"a": "[it's, b\"c]", "a[0]": "it's", "a[1]": "b\"c"}},
		{"anchors and tags", "a: &x y\nb: *x\nc: !!str 5\nd: &l\n  - 1\ne: !t &n {f: 1}\n", map[string]string{"a": "y", "b": "*x", "c": "5", "d": "- 1", "e": "{f: 1}"}},
		{"crlf", "a: x\r\nb:\r\n  - y\r\n  - |\r\n    z\r\n", map[string]string{"a": "x", "b": "- y\r\n  - |\r\n    z", "b[0]": "y", "b[1]": "|\r\n    z"}},
		{"unicode line break", "a: \"x\u2028y\"\nb: z\n", map[string]string{"b": "z"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := Parse([]byte("---\n" + test.front + "---\n"))
			got := map[string]string{}
			for path := range test.want {
				span := follow(d.Front(), readPath(path)).Span()
				got[path] = string(d.Source()[span.Start:span.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("spans (-want +got):\n%s\n%v", diff, d.Faults())
			}
		})
	}
}

func follow(n Node, path Path) Node {
	for _, s := range path.steps {
		if s.item {
			n = n.Item(s.index)
		} else {
			n = n.Field(s.key)
		}
	}
	return n
}

func TestNodeViews(t *testing.T) {
	d := Parse([]byte("---\na: yes\nb: 2026-03-01\nc: ~\nd: &x [1, two]\ne: *x\nf: {g: 'h'}\n---\n"))
	front := d.Front()
	tests := []struct {
		path  string
		kind  Kind
		tag   string
		text  string
		size  int
		null  bool
		alias bool
	}{
		{"a", Scalar, "!!str", "yes", 0, false, false},
		{"b", Scalar, "!!timestamp", "2026-03-01", 0, false, false},
		{"c", Scalar, "!!null", "~", 0, true, false},
		{"d", Sequence, "!!seq", "", 2, false, false},
		{"d[1]", Scalar, "!!str", "two", 0, false, false},
		{"d[2]", None, "", "", 0, true, false},
		{"e", Sequence, "!!seq", "", 2, false, true},
		{"f", Mapping, "!!map", "", 1, false, false},
		{"f.g", Scalar, "!!str", "h", 0, false, false},
		{"nothing", None, "", "", 0, true, false},
		{"a.b.c", None, "", "", 0, true, false},
	}
	for _, test := range tests {
		n := follow(front, readPath(test.path))
		if n.Kind() != test.kind || n.Tag() != test.tag || n.Text() != test.text || n.Len() != test.size || n.IsNull() != test.null || n.IsAlias() != test.alias {
			t.Errorf("%s is %v %q %q %d %v %v", test.path, n.Kind(), n.Tag(), n.Text(), n.Len(), n.IsNull(), n.IsAlias())
		}
	}
	var keys []string
	for k, v := range front.Fields() {
		keys = append(keys, k.Text()+":"+v.Tag())
	}
	if got := strings.Join(keys, " "); got != "a:!!str b:!!timestamp c:!!null d:!!seq e:!!seq f:!!map" {
		t.Errorf("fields are %s", got)
	}
	if p := d.Position(front.KeyNode("d").Span().Start); p != (Position{5, 1}) {
		t.Errorf("key d is at %v", p)
	}
	if s := (Node{}).Span(); !s.IsZero() {
		t.Errorf("nothing is at %v", s)
	}
}

// TestByteColumn asks in every order, because the line asked about last is kept.
func TestByteColumn(t *testing.T) {
	src := "\naü€x\r\n\n😀b"
	d := Parse([]byte(src))
	for _, first := range []int{0, 1, 5, 10, len(src)} {
		d.ByteColumn(first)
		for at := range len(src) + 1 {
			want := at - strings.LastIndex(src[:at], "\n")
			if got := d.ByteColumn(at); got != want {
				t.Errorf("offset %d after %d: got %d, want %d", at, first, got, want)
			}
		}
	}
}

func TestPosition(t *testing.T) {
	long := strings.Repeat("é", 5000)
	d := Parse([]byte("a\r\n日本x\n\n" + long + "\nend"))
	tests := []struct {
		offset int
		want   Position
	}{
		{-5, Position{1, 1}},
		{0, Position{1, 1}},
		{3, Position{2, 1}},
		{6, Position{2, 2}},
		{9, Position{2, 3}},
		{11, Position{3, 1}},
		{12 + 2*4000, Position{4, 4001}},
		{12 + 2*4999, Position{4, 5000}},
		{12 + 2*10, Position{4, 11}},
		{12 + len(long) + 1, Position{5, 1}},
		{1 << 30, Position{5, 4}},
	}
	for _, test := range tests {
		if got := d.Position(test.offset); got != test.want {
			t.Errorf("offset %d is at %v, want %v", test.offset, got, test.want)
		}
	}
}

func TestApply(t *testing.T) {
	tests := []struct {
		name  string
		edits []Edit
		want  string // "" for an error
	}{
		{"none", nil, "abcdef"},
		{"any order", []Edit{{Span{4, 5}, "E"}, {Span{0, 1}, "A"}}, "AbcdEf"},
		{"touching", []Edit{{Span{0, 2}, "x"}, {Span{2, 4}, "y"}}, "xyef"},
		{"insertions keep their order", []Edit{{Span{2, 2}, "1"}, {Span{2, 2}, "2"}}, "ab12cdef"},
		{"insertion before a replacement", []Edit{{Span{2, 4}, "X"}, {Span{2, 2}, "1"}}, "ab1Xef"},
		{"at the end", []Edit{{Span{6, 6}, "!"}}, "abcdef!"},
		{"overlap", []Edit{{Span{0, 3}, "x"}, {Span{2, 4}, "y"}}, ""},
		{"the same twice", []Edit{{Span{0, 3}, "x"}, {Span{0, 3}, "x"}}, ""},
		{"insertion inside", []Edit{{Span{0, 3}, "x"}, {Span{1, 1}, "y"}}, ""},
		{"outside", []Edit{{Span{5, 7}, "x"}}, ""},
		{"negative", []Edit{{Span{-1, 0}, "x"}}, ""},
		{"backwards", []Edit{{Span{3, 2}, "x"}}, ""},
	}
	for _, test := range tests {
		out, err := Apply([]byte("abcdef"), test.edits)
		if string(out) != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s: %q, %v", test.name, out, err)
		}
	}
}

func TestPathString(t *testing.T) {
	base := At("a")
	one, two := base.Key("b"), base.Index(2).Key("c")
	if got := one.String() + " " + two.String() + " " + (Path{}).String(); got != "a.b a[2].c " {
		t.Errorf("paths are %q", got)
	}
}
