package repo

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
)

var errBadLog = errors.New("git log printed something that is not understood")

// parseLog reads what git log prints with logFormat, -z, --raw and -c. All of it
// is fields that end with NUL: the header's, the last of which is the subject;
// for each file one that begins with as many colons as there are parents, and
// the path. The first colon stands behind a newline, in a merge behind an empty
// field instead.
// With messages there are no files, and the message follows the subject.
func parseLog(out *bufio.Reader, messages bool) iter.Seq2[*Commit, error] {
	return func(yield func(*Commit, error) bool) {
		p := logParser{in: out}
		p.next()
		for !p.done() {
			c := p.commit(messages)
			if p.err != nil {
				break
			}
			if !yield(c, nil) {
				return
			}
		}
		if p.err != nil {
			yield(nil, p.err)
		}
	}
}

// logParser holds the field that was read last.
type logParser struct {
	in    *bufio.Reader
	field string
	ended bool
	err   error
}

func (p *logParser) done() bool { return p.ended || p.err != nil }

func (p *logParser) next() {
	field, err := p.in.ReadString(0)
	switch {
	case err == nil:
		p.field = field[:len(field)-1]
	case errors.Is(err, io.EOF) && field == "":
		p.ended = true
	default:
		p.err = errBadLog
	}
}

// take gives the present field and reads the next; a header's fields must all
// be there.
func (p *logParser) take() string {
	if p.done() {
		p.err = errBadLog
		return ""
	}
	field := p.field
	p.next()
	return field
}

func (p *logParser) commit(messages bool) *Commit {
	id, ok := strings.CutPrefix(p.take(), "\x01")
	if !ok || !isObjectName(id) {
		p.err = errBadLog
		return nil
	}
	c := &Commit{ID: id, Parents: strings.Fields(p.take())}
	c.Author = p.signature()
	c.Committer = p.signature()
	c.Subject = p.take()
	if messages {
		c.Message = strings.Trim(p.take(), "\n")
	}
	for !p.done() && !strings.HasPrefix(p.field, "\x01") {
		raw := strings.TrimPrefix(p.take(), "\n")
		if raw == "" {
			continue
		}
		change, ok := parseRaw(raw, len(c.Parents))
		if !ok {
			p.err = errBadLog
			return nil
		}
		change.Path = p.take()
		c.Changes = append(c.Changes, change)
	}
	return c
}

func (p *logParser) signature() Signature {
	s := Signature{Name: p.take(), Email: p.take()}
	if seconds, err := strconv.ParseInt(p.take(), 10, 64); err == nil {
		s.When = time.Unix(seconds, 0).UTC()
	}
	return s
}

// parseRaw reads one line of --raw: a colon for each parent, the modes in the
// parents and in the commit, the blobs likewise, and what happened. A commit
// without parents is compared with nothing.
func parseRaw(line string, parents int) (FileChange, bool) {
	rest := strings.TrimLeft(line, ":")
	n := len(line) - len(rest)
	fields := strings.Fields(rest)
	if n != max(parents, 1) || len(fields) != 2*(n+1)+1 {
		return FileChange{}, false
	}
	blobs := make([]string, n+1)
	for i := range blobs {
		mode, err := strconv.ParseUint(fields[i], 8, 32)
		if err != nil || !isObjectName(fields[n+1+i]) {
			return FileChange{}, false
		}
		if isFileMode(uint32(mode)) {
			blobs[i] = fields[n+1+i]
		}
	}
	return FileChange{Before: blobs[:min(n, parents)], After: blobs[n]}, true
}
