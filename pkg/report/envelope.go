package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// schemaVersion names the shapes of all JSON output; it changes only when a
// shape changes in a way that breaks readers.
const schemaVersion = "pm/v1"

// Envelope writes {"schema":"pm/v1","kind":kind,kind:v} and a line end. more
// holds further keys and values in turn. A nil v leaves its key out, for a kind
// that is no list of its own (overdue); a nil slice is written as []. Items of a
// list stand on lines of their own. Characters that a terminal must not see are
// written as \u escapes, which lose nothing.
func Envelope(w io.Writer, kind string, v any, more ...any) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"schema":%q,"kind":%q`, schemaVersion, kind)
	if v != nil {
		more = append([]any{kind, v}, more...)
	}
	for i := 0; i+1 < len(more); i += 2 {
		fmt.Fprintf(&b, `,"%v":`, more[i])
		if err := appendValue(&b, more[i+1]); err != nil {
			return fmt.Errorf("writing %v as JSON: %w", more[i], err)
		}
	}
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}

// appendValue writes one top-level value.
func appendValue(b *bytes.Buffer, v any) error {
	data, err := marshal(v)
	if err != nil {
		return err
	}
	if string(data) == "null" {
		data = []byte("[]")
	}
	breakItems(b, data)
	return nil
}

// marshal is JSON without HTML escaping and safe to show.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return escapeHidden(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), nil
}

// breakItems copies a JSON value, each item of a top-level list on its own
// line: diffs, grep and people then see one thing a line.
func breakItems(b *bytes.Buffer, data []byte) {
	if len(data) < 3 || data[0] != '[' {
		b.Write(data)
		return
	}
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case inString && c == '\\':
			b.WriteByte(c)
			i++
			c = data[i]
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
		if depth == 0 {
			b.WriteByte('\n')
		}
		b.WriteByte(c)
		if depth == 1 && !inString && (c == ',' || c == '[') {
			b.WriteByte('\n')
		}
	}
}

// escapeHidden writes what Clean would make visible as JSON escapes. Outside
// strings JSON is ASCII, so only strings can be touched.
func escapeHidden(data []byte) []byte {
	if isPrintable(string(data)) {
		return data
	}
	var b bytes.Buffer
	b.Grow(len(data) + 64)
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case !isHidden(r):
			b.Write(data[i : i+size])
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.Bytes()
}
