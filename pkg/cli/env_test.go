package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestGetenv(t *testing.T) {
	e := &Env{Environ: []string{"A=1", "AB=2", "A=3=4", "C="}}
	for key, want := range map[string]string{"A": "3=4", "AB": "2", "C": "", "D": ""} {
		if got := e.getenv(key); got != want {
			t.Errorf("getenv(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestStopClock(t *testing.T) {
	clock := time.Date(2030, 1, 1, 0, 0, 0, 5, time.FixedZone("", 3600))
	for _, c := range []struct {
		flag, env, want, says string
	}{
		{"", "", "2029-12-31T23:00:00Z", ""},
		{"2026-03-01", "", "2026-03-01T00:00:00Z", "pm: as of 2026-03-01T00:00:00Z (--as-of)\n"},
		{"", "2026-03-01T14:02:03+01:00", "2026-03-01T13:02:03Z", "pm: as of 2026-03-01T13:02:03Z (PM_AS_OF)\n"},
		{"2026-03-02", "2026-03-01", "2026-03-02T00:00:00Z", "pm: as of 2026-03-02T00:00:00Z (--as-of)\n"},
	} {
		var errs bytes.Buffer
		e := &Env{Err: &errs, Environ: []string{"PM_AS_OF=" + c.env}, Now: func() time.Time { return clock }}
		e.flags.asOf = c.flag
		if err := e.stopClock(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		if errs.Len() > 0 {
			t.Errorf("%+v: said %q before the time was taken", c, errs.String())
		}
		e.now()
		if got := e.now().Format(time.RFC3339Nano); got != c.want {
			t.Errorf("%+v: now is %s", c, got)
		}
		if errs.String() != c.says {
			t.Errorf("%+v: said %q", c, errs.String())
		}
	}
}

// TestOutput holds output back until it is known that the command succeeded.
func TestOutput(t *testing.T) {
	for _, c := range []struct {
		name      string
		err       error
		streams   bool
		out, said string
		code      int
	}{
		{"success", nil, false, "result\n", "", 0},
		{"findings", errFindings, false, "result\n", "", 1},
		{"failure", errors.New("what"), false, "", "pm: what\n", 3},
		{"failure of a stream", errors.New("what"), true, "result\n", "pm: what\n", 3},
		{"control characters", errors.New("\x1b[2J"), false, "", "pm: \\x1b[2J\n", 3},
	} {
		var out, errs bytes.Buffer
		held := &output{w: &out}
		if c.streams {
			if err := stream(&Env{Out: held}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := held.Write([]byte("result\n")); err != nil {
			t.Fatal(err)
		}
		code := finish(&errs, held, c.err)
		if out.String() != c.out || code != c.code || !strings.HasPrefix(errs.String(), strings.TrimSuffix(c.said, "\\x1b[2J\n")) {
			t.Errorf("%s: exit code %d, output %q, errors %q", c.name, code, out.String(), errs.String())
		}
		if strings.Contains(errs.String(), "\x1b") {
			t.Errorf("%s: a control character reached the terminal: %q", c.name, errs.String())
		}
	}
}

// TestFullDisk is a failure, not a silent loss.
func TestFullDisk(t *testing.T) {
	var errs bytes.Buffer
	out := &output{w: fullDisk{}}
	if _, err := out.Write([]byte("result\n")); err != nil {
		t.Fatal(err)
	}
	if code := finish(&errs, out, nil); code != exitFailure || !strings.Contains(errs.String(), "no space left") {
		t.Errorf("exit code %d, errors %q", code, errs.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
