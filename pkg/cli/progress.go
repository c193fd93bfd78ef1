package cli

import (
	"fmt"
	"io"
	"time"
)

// progress is a counter on standard error for work that takes over a second,
// shown only on a terminal.
type progress struct {
	w     io.Writer // nil when nothing is to be shown
	what  string
	now   func() time.Time
	start time.Time
	last  time.Time
	n     int
	shown bool
}

// newProgress counts what ("files checked"). The clock is the real one: it
// measures waiting, not the present that --as-of fixes.
func newProgress(e *Env, what string) *progress {
	p := &progress{what: what, now: time.Now}
	if terminalFile(e.Err) != nil && e.getenv("TERM") != "dumb" {
		p.w = e.Err
		p.start = p.now()
	}
	return p
}

// step counts one. The clock is read only every 64th time.
func (p *progress) step() {
	p.n++
	if p.w == nil || p.n%64 != 0 {
		return
	}
	now := p.now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.w, "\r%d %s", p.n, p.what)
}

// done takes the counter away, so that results begin on a clean line.
func (p *progress) done() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
