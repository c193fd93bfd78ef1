package repo

import (
	"bytes"
	"io"
	"strings"
)

// commitOutput takes what comes out of git commit on standard error. A hook's
// lines go on to the user as they come: some hooks run for a minute. Lines that
// look like git's own faults are held until it is known whose they are: git's
// own come last, so an ordinary line after them shows them to be the hook's.
type commitOutput struct {
	to    io.Writer // the user's standard error; nil to hold everything
	trace *childTrace
	line  []byte // begun, not yet ended
	held  strings.Builder
	shown bool
}

// maxHeld bounds what is kept of git's own words, in bytes.
const maxHeld = 64 << 10

func (o *commitOutput) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			o.line = append(o.line, rest...)
			break
		}
		o.line = append(o.line, rest[:end]...)
		rest = rest[end:]
		o.take(string(o.line))
		o.line = o.line[:0]
	}
	return len(p), nil
}

func (o *commitOutput) take(line string) {
	if o.to == nil || isFault(line) || !o.trace.hooksRan() {
		if o.held.Len() < maxHeld {
			o.held.WriteString(line)
		}
		return
	}
	o.show()
	o.print(line)
}

// show lets the held lines go to the user: they were a hook's.
func (o *commitOutput) show() {
	o.print(o.held.String())
	o.held.Reset()
}

func (o *commitOutput) print(text string) {
	if text != "" && o.to != nil {
		_, _ = io.WriteString(o.to, text)
		o.shown = true
	}
}

// end takes a last line without newline and returns what was held.
func (o *commitOutput) end() string {
	if len(o.line) > 0 {
		o.take(string(o.line) + "\n")
		o.line = nil
	}
	return o.held.String()
}

func isFault(line string) bool {
	for _, label := range []string{"fatal: ", "error: ", "hint: ", "warning: "} {
		if strings.HasPrefix(line, label) {
			return true
		}
	}
	return false
}
