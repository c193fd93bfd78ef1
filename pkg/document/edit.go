package document

// Edit replaces the bytes of Span by Text. An empty span inserts.
type Edit struct {
	Span Span
	Text string
}

// Apply carries out edits, given in any order, on src. Edits that overlap are
// refused and nothing is returned. src is not changed.
func Apply(src []byte, edits []Edit) ([]byte, error) { panic("unwritten") }

// Refusal is an edit that cannot be made exactly.
type Refusal struct {
	Position Position
	Reason   string // what stands in the way
	Way      string // what the user can do instead
}

func (r *Refusal) Error() string { panic("unwritten") }

// Path leads to a value in the front matter. The zero Path is the mapping
// itself.
type Path struct{ steps []step }

type step struct {
	key   string
	index int // used when key is ""
}

// At is the path of a top-level key.
func At(key string) Path { return Path{}.Key(key) }

// Key descends into a mapping.
func (p Path) Key(key string) Path { panic("unwritten") }

// Index descends into a sequence, counted from 0.
func (p Path) Index(i int) Path { panic("unwritten") }

// String is the path as people write it: action_items[0].status.
func (p Path) String() string { panic("unwritten") }

// Value is a YAML value to be written.
type Value struct {
	text   string
	plain  bool
	items  []Value
	fields []Field
	kind   Kind
	flow   bool
}

// Field is a key and a value of a mapping to be written.
type Field struct {
	Key   string
	Value Value
}

// StringValue is a string: quoted where YAML would read it as something else.
func StringValue(s string) Value { panic("unwritten") }

// PlainValue is a scalar written as it stands: a date, a timestamp, a number, true.
func PlainValue(s string) Value { panic("unwritten") }

// ListValue is a sequence; short lists of scalars are written in flow style when
// inserted as a new key ("services: [a, b]").
func ListValue(items ...Value) Value { panic("unwritten") }

// MapValue is a mapping written over several lines.
func MapValue(fields ...Field) Value { panic("unwritten") }

// FlowValue is a mapping written in one line, {a: b}.
func FlowValue(fields ...Field) Value { panic("unwritten") }

// Op is one intended change, made by Set, Remove, Append or Splice.
type Op struct{ apply any }

// Set gives the value at a path. A scalar is replaced in place and keeps its
// quoting; a key that is missing is inserted after the last of the keys named
// in after that is there, else at the mapping's end.
func Set(at Path, v Value, after ...string) Op { panic("unwritten") }

// Remove takes a key, or a list's item, away with the lines that are its own.
func Remove(at Path) Op { panic("unwritten") }

// Append adds an item at the end of a list, block or flow; a missing or null
// key becomes a list of one. after places a key that is missing, as in Set.
func Append(at Path, v Value, after ...string) Op { panic("unwritten") }

// Splice changes bytes of the body. It is refused inside the front matter.
func Splice(e Edit) Op { panic("unwritten") }

// InsertLines inserts whole lines of the body before the line that contains
// offset (at the end of the file when offset is its length), using the file's
// own line ending. lines have no line ending themselves.
func (d *Document) InsertLines(offset int, lines ...string) Op { panic("unwritten") }

// Edit carries out ops in order, as if each were applied to the result of the
// one before. The result is parsed again and its front matter compared as a
// whole with the tree that was intended; every byte that no op owns is the
// same. What cannot be done exactly is a *Refusal, and nothing is returned.
// The returned bytes are fresh; d does not change.
func (d *Document) Edit(ops ...Op) ([]byte, error) { panic("unwritten") }
