package document

import (
	"bytes"
	"fmt"
	"strings"
)

const delimiterHelp = "write exactly --- at the start of the line and nothing after it"

// noFront explains a first line that is not the opening delimiter. A file
// that nearly has front matter must not pass for one that has none.
func noFront(src []byte, at int) *Fault {
	end, next := endOfLine(src, at)
	line, f := src[at:end], &Fault{Kind: NoFrontMatter, Span: Span{at, end}}
	text := firstText(src, at)
	switch {
	case bytes.HasPrefix(line, []byte("---\r")):
		f.Kind, f.Span = BadDelimiter, Span{at, at + 3}
		f.Message = "lines end in a lone carriage return, so the front matter is not seen"
		f.Help = "convert the line endings to LF"
		f.Fix = loneReturns(src)
	case bytes.HasPrefix(line, []byte("+++")):
		f.Message = "the front matter is TOML (+++), which is not read"
		f.Help = "rewrite it as YAML between two --- lines"
	case bytes.HasPrefix(line, []byte("---")), bytes.HasPrefix(bytes.TrimSpace(line), []byte("---")) && looksLikeKey(nextText(src, next)):
		f.Kind = BadDelimiter
		f.Message = fmt.Sprintf("%s does not open front matter", quoteLine(line))
		f.Help = delimiterHelp
	case isBlank(line) && isDelimiter(src[text.Start:text.End]) && looksLikeKey(nextText(src, nextLine(src, text.Start))):
		f.Kind, f.Span = BadDelimiter, text
		f.Message = "blank lines stand before the front matter, so it is not seen"
		f.Help = "remove the lines above ---"
		f.Fix = []Edit{{Span: Span{at, text.Start}}}
	default:
		f.Message = "there is no front matter: the file does not begin with ---"
		f.Help = "begin the file with --- and end the front matter with another --- line"
	}
	return f
}

// nextText is the first line at or after at that is not blank.
func nextText(src []byte, at int) []byte {
	s := firstText(src, at)
	return src[s.Start:s.End]
}

// checkReturns reports a carriage return that stands alone in the front
// matter: YAML breaks the line there, and neither editors nor our own lines do.
func (d *Document) checkReturns() bool {
	data := d.src[d.block.data.Start:d.block.data.End]
	if bytes.Count(data, []byte("\r")) == bytes.Count(data, []byte("\r\n")) {
		return false
	}
	fix := loneReturns(data)
	fix[0].Span = d.block.data
	at := d.block.data.Start
	for d.src[at] != '\r' || at+1 < len(d.src) && d.src[at+1] == '\n' {
		at++
	}
	d.fault(Fault{
		Kind: BadDelimiter, Span: Span{at, at + 1}, Fix: fix,
		Message: "a carriage return stands alone, which YAML reads as the end of the line",
		Help:    "convert the line endings to LF",
	})
	return true
}

// loneReturns turns every carriage return that stands alone into a line feed.
// It is one edit: a large file would need a million.
func loneReturns(src []byte) []Edit {
	out := bytes.Clone(src)
	for i, c := range out {
		if c == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
			out[i] = '\n'
		}
	}
	return []Edit{{Span: Span{0, len(src)}, Text: string(out)}}
}

// closerFault is what is wrong with a line that ends the front matter, or nil.
func closerFault(line []byte, at Span) *Fault {
	if isDelimiter(line) {
		return nil
	}
	f := &Fault{Kind: BadDelimiter, Span: at, Help: delimiterHelp}
	f.Message = fmt.Sprintf("the front matter ends with %s instead of ---, which many tools do not see", quoteLine(line))
	if line[0] == '.' && isBlank(line[3:]) {
		f.Fix = []Edit{{Span: at, Text: "---"}}
	}
	return f
}

// unclosed explains an opening delimiter without a closing one: a thematic
// break that opens nothing, a near miss, or a closing line that was forgotten.
func unclosed(src []byte, b block) *Fault {
	start := b.data.Start
	first := src[start:lineEnd(src, start)]
	if !isKeyLine(first) && !looksLikeKey(nextText(src, start)) {
		return &Fault{
			Kind: NoFrontMatter, Span: b.open,
			Message: "there is no front matter: the --- line at the top opens none, it is a thematic break",
			Help:    "begin the file with front matter: ---, keys, and another --- line",
		}
	}
	if near, ok := nearMiss(src, start); ok {
		return &Fault{
			Kind: BadDelimiter, Span: near,
			Message: fmt.Sprintf("%s does not close the front matter", quoteLine(src[near.Start:near.End])),
			Help:    delimiterHelp,
		}
	}
	return &Fault{
		Kind: Unclosed, Span: b.open,
		Message: "the front matter is not closed",
		Help:    "add a line --- after the last key",
	}
}

// nearMiss finds the first line that is nearly the closing delimiter. Dashes
// under a line of text are a Markdown heading.
func nearMiss(src []byte, at int) (Span, bool) {
	yaml := true
	for at < len(src) {
		end, next := endOfLine(src, at)
		line := src[at:end]
		if nearDelimiter(line) && yaml {
			return Span{at, end}, true
		}
		yaml = isBlank(line) || line[0] == ' ' || line[0] == '-' || isKeyLine(line)
		at = next
	}
	return Span{}, false
}

// isKeyLine reports a line that may be a key of several words.
func isKeyLine(line []byte) bool {
	return bytes.Contains(line, []byte(": ")) || bytes.HasSuffix(line, []byte(":"))
}

// nearDelimiter reports dashes, and only dashes, that are not a delimiter
// because they are indented, too many or other dashes.
func nearDelimiter(line []byte) bool {
	s := bytes.TrimSpace(line)
	return len(s) >= 3 && len(bytes.Trim(s, "-")) == 0 || string(s) == "—" || string(s) == "–––"
}

// quoteLine shows a line in a message, cut where it would fill the screen.
func quoteLine(line []byte) string {
	s := strings.ToValidUTF8(string(line[:min(len(line), 40)]), "")
	if len(line) > 40 {
		s += "…"
	}
	return fmt.Sprintf("%q", s)
}
