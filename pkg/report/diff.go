package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff writes what changes from was to want as a unified diff with the labels
// a/name and b/name, nothing when they are equal. A nil one is a file that is
// not there (/dev/null). Into a pipe, CRLF line ends stay, so that
// git apply takes the result; every other control character is made visible. Of
// what git takes for binary it is said only that it differs.
func Diff(w io.Writer, s Style, name string, was, want []byte) error {
	if isBinary(was) || isBinary(want) {
		if bytes.Equal(was, want) {
			return nil
		}
		_, err := fmt.Fprintf(w, "Binary files %s and %s differ\n", label("a/", name, was), label("b/", name, want))
		return err
	}
	text := diff.Diff(label("a/", name, was), was, label("b/", name, want), want)
	if text == nil {
		return nil
	}
	out, p := bufio.NewWriter(w), newPainter(w, s)
	_, hunks, _ := bytes.Cut(text, []byte("\n"))
	inHunk := false
	for line := range strings.Lines(string(hunks)) {
		inHunk = inHunk || strings.HasPrefix(line, "@@")
		line, end := splitEnd(line, s)
		out.WriteString(p.paint(diffTone(line, inHunk), cleanLine(line)) + end)
	}
	return out.Flush()
}

// isBinary is git's rule: a NUL among the first bytes.
func isBinary(content []byte) bool {
	const looked = 8000
	return bytes.IndexByte(content[:min(len(content), looked)], 0) >= 0
}

func label(prefix, name string, content []byte) string {
	if content == nil {
		return "/dev/null"
	}
	return prefix + Clean(name, false)
}

// splitEnd takes the line end off, with the carriage return of CRLF only where
// no terminal sees it: there a change of line ends alone has to show.
func splitEnd(line string, s Style) (text, end string) {
	text = strings.TrimSuffix(line, "\n")
	if bare, ok := strings.CutSuffix(text, "\r"); ok && !s.Terminal && !s.Color {
		return bare, "\r\n"
	}
	return text, "\n"
}

// cleanLine keeps tabs, which a patch needs. The full stop keeps a carriage
// return at the end from being taken for half of a line end.
func cleanLine(line string) string {
	return strings.TrimSuffix(Clean(line+".", true), ".")
}

func diffTone(line string, inHunk bool) Tone {
	switch {
	case !inHunk:
		return Strong
	case strings.HasPrefix(line, "+"):
		return Good
	case strings.HasPrefix(line, "-"):
		return Bad
	case strings.HasPrefix(line, "@@"), strings.HasPrefix(line, `\`):
		return Faint
	}
	return Plain
}
