package repo

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
)

// childTrace reads what git itself says about the programs it runs during a
// commit (its trace2 events, since git 2.22): which hooks ran, which of them
// failed, whether signing did. Neither the exit code nor the text of an error
// can tell a hook's refusal from git's own.
type childTrace struct {
	path    string
	read    int64
	partial string
	session string // of our git; those started by hooks trace into the file too
	started map[int]child
	hooks   bool   // one was started
	failed  *child // the last that ended badly
}

type child struct {
	hook string // its name, "" for another program
	argv []string
}

// newChildTrace returns nil where the user traces git already, whose wish
// comes first, or no file can be made; the failure is then told by its words.
func newChildTrace(env environment) *childTrace {
	if env.value("GIT_TRACE2_EVENT") != "" {
		return nil
	}
	f, err := os.CreateTemp("", "pm-trace-*")
	if err != nil {
		return nil
	}
	_ = f.Close()
	return &childTrace{path: f.Name(), started: make(map[int]child)}
}

// environ switches tracing on, without the nested regions that nobody reads.
func (t *childTrace) environ(env []string) []string {
	if t == nil {
		return env
	}
	return append(env, "GIT_TRACE2_EVENT="+t.path, "GIT_TRACE2_EVENT_BRIEF=1", "GIT_TRACE2_EVENT_NESTING=1")
}

func (t *childTrace) close() {
	if t != nil {
		_ = os.Remove(t.path)
	}
}

// blind says that nothing is known: the user traces, or git is too old to.
func (t *childTrace) blind() bool {
	if t != nil {
		t.update()
	}
	return t == nil || t.session == ""
}

// hooksRan says whether a hook was started, now or before; true when unknown.
func (t *childTrace) hooksRan() bool { return t.blind() || t.hooks }

// failure is the program that git gave up for, nil for none or unknown.
func (t *childTrace) failure() *child {
	if t.blind() {
		return nil
	}
	return t.failed
}

// update reads what was added since the last time.
func (t *childTrace) update() {
	f, err := os.Open(t.path)
	if err != nil {
		return
	}
	defer f.Close()
	const most = 8 << 20 // hooks that run git very often write much of their own
	data, _ := io.ReadAll(io.NewSectionReader(f, t.read, most))
	t.read += int64(len(data))
	text := t.partial + string(data)
	end := strings.LastIndexByte(text, '\n') + 1
	t.partial = text[end:]
	for line := range strings.Lines(text[:end]) {
		t.event(line)
	}
}

func (t *childTrace) event(line string) {
	if t.session != "" && !strings.Contains(line, `"event":"child_`) {
		return
	}
	var e struct {
		Event string   `json:"event"`
		SID   string   `json:"sid"`
		ID    int      `json:"child_id"`
		Class string   `json:"child_class"`
		Hook  string   `json:"hook_name"`
		Argv  []string `json:"argv"`
		Code  int      `json:"code"`
	}
	if json.Unmarshal([]byte(line), &e) != nil {
		return
	}
	if t.session == "" {
		t.session = e.SID
	}
	if e.SID != t.session {
		return
	}
	switch e.Event {
	case "child_start":
		c := child{argv: e.Argv}
		if e.Class == "hook" {
			c.hook, t.hooks = e.Hook, true
		}
		t.started[e.ID] = c
	case "child_exit":
		if c := t.started[e.ID]; e.Code != 0 {
			t.failed = &c
		}
	}
}

// signs recognises the programs that make signatures by the arguments git
// gives them: gpg and gpgsm -bsau, ssh-keygen -Y sign.
func (c *child) signs() bool {
	return slices.Contains(c.argv, "-bsau") || slices.Contains(c.argv, "-Y") && slices.Contains(c.argv, "sign")
}
