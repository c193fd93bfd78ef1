package document

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// FuzzEditGenerated makes front matter in every style people write from a
// seed, and changes it several times over. Random bytes rarely are YAML; this
// nearly always is.
func FuzzEditGenerated(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed, "new: value")
	}
	f.Fuzz(func(t *testing.T, seed uint64, text string) {
		r := rand.New(rand.NewPCG(seed, 1))
		first := Parse([]byte(generate(r)))
		d := first
		var ops []Op
		for range 4 {
			op := fuzzOp(d, byte(r.IntN(9)), r.IntN(256), text)
			if out := checkEdit(t, d, op); out != nil {
				d, ops = Parse(out), append(ops, op)
			}
		}
		checkTogether(t, first, d, ops, r)
	})
}

// checkTogether: ops carried out in one call, with lines inserted into the
// body in between, give what they give one after the other.
func checkTogether(t *testing.T, first, last *Document, ops []Op, r *rand.Rand) {
	t.Helper()
	body := first.src[first.block.end:]
	at := r.IntN(len(body) + 1)
	ops = slices.Insert(ops, r.IntN(len(ops)+1), first.InsertLines(first.block.end+at, "inserted"))
	out, err := first.Edit(ops...)
	if err != nil {
		t.Fatalf("together: %v", err)
	}
	eol := "\n"
	if bytes.Contains(first.src, []byte("\r\n")) {
		eol = "\r\n"
	}
	if at < len(body) {
		at = bytes.LastIndexByte(body[:at], '\n') + 1
	}
	want := string(last.src[:last.block.end]) + string(body[:at]) + "inserted" + eol + string(body[at:])
	if string(out) != want {
		t.Fatalf("together\n%s\none by one\n%s", out, want)
	}
}

// generator writes random YAML.
type generator struct {
	*rand.Rand
	strings.Builder
	keys   int
	anchor int // the key at which &anchor was first written
}

func generate(r *rand.Rand) string {
	g := &generator{Rand: r}
	g.WriteString("---\n")
	g.mapping(strings.Repeat(" ", g.pick(0, 0, 0, 2)), 0)
	g.gap("")
	g.WriteString("---\nbody\n---\nmore # body\n")
	s := g.String()
	if g.IntN(4) == 0 {
		s = strings.ReplaceAll(s, "\n", "\r\n")
	}
	return s
}

func (g *generator) pick(of ...int) int { return of[g.IntN(len(of))] }

func (g *generator) word(of ...string) string { return of[g.IntN(len(of))] }

// mapping writes keys that stand behind indent; the first one's indentation
// is there already when the mapping begins on a dash's line.
func (g *generator) mapping(indent string, depth int) {
	for i := range 1 + g.IntN(4) {
		if i > 0 {
			g.gap(indent)
			g.WriteString(indent)
		} else if depth == 0 {
			g.WriteString(indent)
		}
		g.WriteString(g.key() + ":")
		g.value(indent, depth)
	}
}

func (g *generator) key() string {
	g.keys++
	if g.IntN(30) == 0 {
		return "? k" + string(rune('a'+g.keys%26))
	}
	name := g.word("a", "title", "ключ", "k-1", "x y") + string(rune('a'+g.keys%26)) + string(rune('a'+g.keys/26%26))
	return g.word(name, name, name, `"`+name+`"`, "'"+name+"'", name+" ")
}

// gap writes blank and comment lines between entries.
func (g *generator) gap(indent string) {
	for g.IntN(5) == 0 {
		g.WriteString(g.word("\n", indent+"# note\n", indent+"  # deeper\n", "# flush\n"))
	}
}

// tail ends a line, sometimes with blanks or a comment.
func (g *generator) tail() { g.WriteString(g.word("", "", "", " ", " # c", "   # 'c'") + "\n") }

func (g *generator) value(indent string, depth int) {
	pad := g.word(" ", " ", "   ")
	if g.IntN(12) == 0 {
		property := g.word("&anchor", "!!str", "!tag", "&b !x")
		g.WriteString(" " + property)
		pad = " "
		if property == "&anchor" && g.anchor == 0 {
			g.anchor = g.keys
		}
	} else if g.anchor > 0 && g.keys > g.anchor+3 && g.IntN(8) == 0 {
		g.WriteString(pad + "*anchor")
		g.tail()
		return
	}
	switch n := g.IntN(12); {
	case n < 4 || depth > 2:
		g.WriteString(pad + g.scalar())
		g.tail()
	case n < 5:
		g.tail()
	case n < 6:
		g.block(indent)
	case n < 7:
		g.WriteString(pad + g.word("one\n"+indent+"  two\n", `"one`+"\n\n"+indent+"  two\" # c\n", "'it''s\n"+indent+" two'\n"))
	case n < 8:
		g.WriteString(pad + g.flow(0))
		g.tail()
	case n < 9:
		g.WriteString(pad + "[\n" + indent + "  " + g.flow(1) + ", # c\n" + indent + "  x" + g.word("", ",") + "\n" + indent + "]\n")
	case n < 10:
		g.tail()
		g.WriteString(indent + "  ")
		g.mapping(indent+"  ", depth+1)
	default:
		g.tail()
		g.list(indent+g.word("", "  ", "    "), depth+1)
	}
}

func (g *generator) list(indent string, depth int) {
	for range 1 + g.IntN(3) {
		g.gap(indent)
		g.WriteString(indent + "-")
		switch n := g.IntN(6); {
		case n < 2:
			g.WriteString(" " + g.scalar())
			g.tail()
		case n < 3:
			g.WriteString(" " + g.flow(0))
			g.tail()
		case n < 4:
			g.block(indent)
		default:
			pad := g.word(" ", "   ")
			g.WriteString(pad)
			g.mapping(indent+" "+pad, depth+1)
		}
	}
}

func (g *generator) block(indent string) {
	g.WriteString(" " + g.word("|", ">", "|-", ">+", "|+", ">-") + g.word("", " # c") + "\n")
	for range 1 + g.IntN(3) {
		g.WriteString(g.word(indent+"   text\n", indent+"   # text\n", indent+"   - text: x\n", "\n", indent+"   é 'x\n"))
	}
	g.WriteString(indent + "   end\n" + g.word("", "\n", "\n\n"))
}

func (g *generator) scalar() string {
	return g.word("plain", "2026-03-01", "2026-03-01T14:02:00Z", `"quoted # 1"`, "'single'", "~", "null", "12", "it's", "a#b", "日本 語", `"é\n\"x"`, "http://x/?a=b", "'yes'", "-x", "true")
}

func (g *generator) flow(depth int) string {
	if depth > 1 || g.IntN(3) == 0 {
		return g.word("x", `"a, b"`, "'c]'", "12", "é", "2026-03-01")
	}
	sep := g.word(", ", ",", " , ")
	var parts []string
	if g.IntN(2) == 0 {
		for range g.IntN(4) {
			parts = append(parts, g.flow(depth+1))
		}
		return "[" + strings.Join(parts, sep) + "]"
	}
	for i := range g.IntN(4) {
		parts = append(parts, string(rune('a'+i))+g.word(": "+g.flow(depth+1), ":", ""))
	}
	return "{" + strings.Join(parts, sep) + g.word("", " ") + "}"
}
