package document

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v3"
)

// TestEditGolden runs the cases of testdata/document/edit. A case is a file,
// ops, and the file that comes out or the refusal. Each is run again with CRLF
// line endings and without a final newline, which may change nothing else.
func TestEditGolden(t *testing.T) {
	files, err := filepath.Glob("../../testdata/document/edit/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+c.name, c.run)
		}
	}
}

type editCase struct{ name, in, ops, want string }

// readCases reads "name/in", "name/ops" and "name/want" sections.
func readCases(t *testing.T, file string) []editCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []editCase
	for _, f := range txtar.Parse(data).Files {
		name, part, _ := strings.Cut(f.Name, "/")
		if len(cases) == 0 || cases[len(cases)-1].name != name {
			cases = append(cases, editCase{name: name})
		}
		c := &cases[len(cases)-1]
		switch part {
		case "in":
			c.in = string(f.Data)
		case "ops":
			c.ops = string(f.Data)
		case "want":
			c.want = string(f.Data)
		default:
			t.Fatalf("%s: unknown section %q", file, f.Name)
		}
	}
	return cases
}

func (c editCase) run(t *testing.T) {
	variants := map[string]func(string) string{
		"as is":            func(s string) string { return s },
		"crlf":             func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"no final newline": func(s string) string { return strings.TrimSuffix(s, "\n") },
	}
	for name, vary := range variants {
		in, want := c.in, c.want
		refused := strings.HasPrefix(want, "refused ")
		if in = vary(in); !refused {
			want = vary(want)
		}
		d := Parse([]byte(in))
		out, err := d.Edit(readOps(t, d, c.ops)...)
		got := string(out)
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("error is no refusal: %v", err)
			}
			got = "refused " + err.Error() + "\n"
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if string(d.Source()) != in {
			t.Errorf("%s: the source has changed", name)
		}
	}
}

// readOps reads one op a line: a verb, a path, a value in YAML's flow style in
// which !plain and !flow say which constructor is meant, and for a new key
// "after key,key".
func readOps(t *testing.T, d *Document, text string) []Op {
	t.Helper()
	var ops []Op
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		verb, rest, _ := strings.Cut(line, " ")
		path, rest, _ := strings.Cut(rest, " ")
		rest, after, ok := strings.Cut(rest, " after ")
		var keys []string
		if ok {
			keys = strings.Split(after, ",")
		}
		switch verb {
		case "set":
			ops = append(ops, Set(readPath(path), readValue(t, rest), keys...))
		case "append":
			ops = append(ops, Append(readPath(path), readValue(t, rest), keys...))
		case "remove":
			ops = append(ops, Remove(readPath(path)))
		case "insert":
			at := strings.Index(string(d.Source()), path)
			if path == "EOF" {
				at = len(d.Source())
			}
			ops = append(ops, d.InsertLines(at, strings.Split(rest, "|")...))
		case "splice":
			at := strings.Index(string(d.Source()), path)
			ops = append(ops, Splice(Edit{Span{at, at + len(path)}, rest}))
		default:
			t.Fatalf("unknown op %q", line)
		}
	}
	return ops
}

func readPath(s string) Path {
	var p Path
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '[' }) {
		if n, ok := strings.CutSuffix(part, "]"); ok {
			i, _ := strconv.Atoi(n)
			p = p.Index(i)
		} else {
			p = p.Key(part)
		}
	}
	return p
}

func readValue(t *testing.T, s string) Value {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err != nil || len(doc.Content) == 0 {
		t.Fatalf("value %q: %v", s, err)
	}
	return valueOf(doc.Content[0])
}

func valueOf(n *yaml.Node) Value {
	switch n.Kind {
	case yaml.SequenceNode:
		var items []Value
		for _, item := range n.Content {
			items = append(items, valueOf(item))
		}
		return ListValue(items...)
	case yaml.MappingNode:
		var fields []Field
		for i := 0; i < len(n.Content); i += 2 {
			fields = append(fields, Field{n.Content[i].Value, valueOf(n.Content[i+1])})
		}
		if n.Tag == "!flow" {
			return FlowValue(fields...)
		}
		return MapValue(fields...)
	}
	if n.Tag == "!plain" {
		return PlainValue(n.Value)
	}
	return StringValue(n.Value)
}
