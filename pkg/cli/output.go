package cli

import (
	"bytes"
	"io"
)

// output holds standard output back until the command has succeeded, because
// a failed one must leave it empty. Commands that talk while they work (demo,
// an editor) let it through with stream.
type output struct {
	w      io.Writer
	held   bytes.Buffer
	direct bool
}

// Write holds back what may still have to be dropped.
func (o *output) Write(p []byte) (int, error) {
	if o.direct {
		return o.w.Write(p)
	}
	return o.held.Write(p)
}

// release writes what was held back.
func (o *output) release() error {
	_, err := o.held.WriteTo(o.w)
	return err
}

// stream lets the output through from here on, for commands whose output is
// worth having even when they fail later.
func stream(e *Env) error {
	o, ok := e.Out.(*output)
	if !ok {
		return nil
	}
	o.direct = true
	return o.release()
}
