package cli

import (
	"strings"
	"testing"
	"time"
)

// TestProgress shows nothing for work of less than a second, then at most ten
// numbers a second, and takes them away in the end.
func TestProgress(t *testing.T) {
	var shown strings.Builder
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	p := &progress{w: &shown, what: "files checked", now: func() time.Time { return now }, start: now}
	steps := func(n int) {
		for range n {
			p.step()
		}
	}
	steps(1000)
	if shown.Len() > 0 {
		t.Errorf("shown at once: %q", shown.String())
	}
	now = now.Add(2 * time.Second)
	steps(1000)
	now = now.Add(50 * time.Millisecond)
	steps(1000)
	if got := shown.String(); got != "\r1024 files checked" {
		t.Errorf("after two seconds: %q", got)
	}
	now = now.Add(time.Second)
	steps(64)
	p.done()
	if got := shown.String(); got != "\r1024 files checked\r3008 files checked\r\x1b[K" {
		t.Errorf("in the end: %q", got)
	}
}

// TestProgressAside writes nothing where nobody watches.
func TestProgressAside(t *testing.T) {
	var shown strings.Builder
	p := newProgress(&Env{Err: &shown}, "files checked")
	p.start = time.Time{}
	for range 1000 {
		p.step()
	}
	p.done()
	if shown.Len() > 0 {
		t.Errorf("shown to no terminal: %q", shown.String())
	}
}
