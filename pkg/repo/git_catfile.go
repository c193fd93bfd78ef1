package repo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// catFile is a running git cat-file --batch: object names in, objects out.
type catFile struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	words *strings.Builder // standard error
	// missing says of an object that is not there what that means; nil for nothing.
	missing func(id string) error
}

// startCatFile runs it until close, or until ctx is done.
func (g *gitBinary) startCatFile(ctx context.Context, options ...string) (*catFile, error) {
	return g.startCat(ctx, nil, append([]string{"--batch"}, options...)...)
}

func (g *gitBinary) startCat(ctx context.Context, vars []string, options ...string) (*catFile, error) {
	env := append(append(g.environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0"), vars...)
	cmd := g.command(ctx, env, append([]string{"cat-file"}, options...)...)
	c := &catFile{cmd: cmd, words: new(strings.Builder)}
	cmd.Stderr = c.words
	var err error
	if c.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 64<<10)
	if g.options.Trace != nil {
		fmt.Fprintf(g.options.Trace, "git %s\n", strings.Join(cmd.Args[1:], " "))
	}
	if err := cmd.Start(); err != nil {
		return nil, &Refused{Cause: CauseGit, Reason: "git could not be started: " + cause(err).Error()}
	}
	return c, nil
}

// close ends the process: it leaves when its input ends.
func (c *catFile) close() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}

// abort ends it while it still has something to say.
func (c *catFile) abort() {
	_ = c.cmd.Process.Kill()
	c.close()
}

func (c *catFile) ask(name string) error {
	_, err := io.WriteString(c.in, name+"\n")
	return err
}

// objectHeader is the line before an object.
type objectHeader struct {
	id, kind string
	size     int64
}

var errMissing = errors.New("the object is not in this clone")

// explain is what to say of an object that could not be read.
func (c *catFile) explain(id string, err error) error {
	if c.missing != nil && errors.Is(err, errMissing) {
		return c.missing(id)
	}
	return err
}

// header reads "ID KIND SIZE"; anything else ("NAME missing", "NAME ambiguous")
// is errMissing, since NAME may hold blanks itself.
func (c *catFile) header() (objectHeader, error) {
	line, err := c.out.ReadString('\n')
	if err != nil {
		return objectHeader{}, c.ended()
	}
	fields := strings.Fields(line)
	if len(fields) == 2 && fields[1] == "ambiguous" {
		return objectHeader{}, errAmbiguous
	}
	if len(fields) != 3 || !isObjectName(fields[0]) {
		return objectHeader{}, errMissing
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return objectHeader{}, errMissing
	}
	return objectHeader{id: fields[0], kind: fields[1], size: size}, nil
}

// ended is why the process stopped answering.
func (c *catFile) ended() error {
	c.close()
	words := c.words.String()
	switch {
	case notFetched(words):
		return errPartial
	case words != "":
		return refusedBy(words, "git cannot read the repository")
	}
	return &Refused{Cause: CauseGit, Reason: "git stopped while objects were read"}
}

// body reads an object into buf and the newline after it; more than limit
// bytes are passed over as ErrTooLarge.
func (c *catFile) body(h objectHeader, buf []byte, limit int64) ([]byte, error) {
	if h.size > limit {
		if _, err := io.CopyN(io.Discard, c.out, h.size+1); err != nil {
			return buf[:0], c.ended()
		}
		return buf[:0], ErrTooLarge
	}
	if int64(cap(buf)) < h.size {
		buf = make([]byte, h.size)
	}
	buf = buf[:h.size]
	if _, err := io.ReadFull(c.out, buf); err != nil {
		return buf[:0], c.ended()
	}
	if _, err := c.out.Discard(1); err != nil {
		return buf[:0], c.ended()
	}
	return buf, nil
}

// object asks for one object and waits for it.
func (c *catFile) object(name string, limit int64) (objectHeader, []byte, error) {
	if err := c.ask(name); err != nil {
		return objectHeader{}, nil, c.ended()
	}
	h, err := c.header()
	if err != nil {
		return h, nil, err
	}
	data, err := c.body(h, nil, limit)
	return h, data, err
}
