package document

import (
	"strings"
	"testing"

	"github.com/adrg/frontmatter"
)

// FuzzStringValue: a string reads back as that string, as a value, between
// brackets and as a key, in YAML 1.2 and in YAML 1.1, which the front matter
// library's own decoder speaks.
func FuzzStringValue(f *testing.F) {
	for _, s := range strings.Split(trickyStrings, "\n") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		op := Set(At("v"), ListValue(MapValue(Field{"a", StringValue(s)}), FlowValue(Field{"a", StringValue(s)}, Field{"b", ListValue(StringValue(s))})))
		src := []byte("---\nx: 'q'\ny: \"q\"\nz: q\n---\n")
		out, err := Parse(src).Edit(op, Set(At("x"), StringValue(s)), Set(At("y"), StringValue(s)), Set(At("z"), StringValue(s)))
		if err != nil {
			if !hasControl(s) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		var got struct {
			V       []struct{ A, B any }
			X, Y, Z any
		}
		if _, err := frontmatter.Parse(strings.NewReader(string(out)), &got); err != nil {
			t.Fatalf("%q: %v in\n%s", s, err, out)
		}
		for _, v := range []any{got.X, got.Y, got.Z, got.V[0].A, got.V[1].A, got.V[1].B.([]any)[0]} {
			if v != s {
				t.Errorf("%q reads as %#v in\n%s", s, v, out)
			}
		}
	})
}

const trickyStrings = `yes
No
on
null
~
012
0o17
0x1f
0b11
1e3
1_000
12:30:45
.5
+1
-1
.inf
.NaN
2026-03-01
2026-03-01T14:02:00Z
2026-03-01 14:02:00 -5
a: b
a:b
a:
a #b
a#b
#a
- a
-a
---
...
--- a
? a
?a
: a
:a
!a
&a
*a
%a
@a
=
<<
>a
|a
[a]
{a}
a, b
a]b
a?b
'a'
"a"
it's
say "hi"
back\slash
 a
a 
日本語
a	b
é` + "\u2028" + `x
` + "\ufeff" + `x
` + "\U0001f600"

func TestStringValueStaysPlain(t *testing.T) {
	for _, s := range []string{"Checkout 5xx", "add-canary", "alice@example.com", "https://example.com/a#b", "it's", "5xx above 5 %", "v1.2.3-rc", "a:b", "50% of requests", "日本語", "C++", "2026 plan"} {
		out, err := Parse([]byte("---\na: 1\n---\n")).Edit(Set(At("b"), StringValue(s)))
		if want := "---\na: 1\nb: " + s + "\n---\n"; err != nil || string(out) != want {
			t.Errorf("%q is written as\n%s%v", s, out, err)
		}
	}
}
