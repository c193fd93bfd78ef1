package repo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// asNobody is set for the test binary when it is to make one commit, as a user
// whom permissions bind even where the tests are run by root.
const asNobody = "PM_TEST_COMMIT"

const nobody = 65534

// errand is what the process is told, answer what it tells.
type errand struct {
	Dir, Backend, Marker string
	Environ              []string
	Change               Change
}

type answer struct {
	Outcome Outcome
	Refused *Refused
	Failure string
}

func commitForTest(in io.Reader, out io.Writer) int {
	var e errand
	var a answer
	err := json.NewDecoder(in).Decode(&e)
	if err == nil {
		a.Outcome, err = commitOnce(e)
	}
	if refused, ok := errors.AsType[*Refused](err); ok {
		a.Refused = refused
	} else if err != nil {
		a.Failure = err.Error()
	}
	if err := json.NewEncoder(out).Encode(a); err != nil {
		return 1
	}
	return 0
}

func commitOnce(e errand) (Outcome, error) {
	r, err := Open(context.Background(), Options{Dir: e.Dir, Backend: e.Backend, Marker: e.Marker, Environ: e.Environ, Err: io.Discard})
	if err != nil {
		return Outcome{}, err
	}
	defer r.Close()
	return r.Commit(context.Background(), e.Change)
}

// commitAsNobody is Commit by another process, of the user nobody where the
// test itself is run by root.
func (s *sandbox) commitAsNobody(o Options, change Change) (Outcome, error) {
	s.Helper()
	input, err := json.Marshal(errand{Dir: o.Dir, Backend: o.Backend, Marker: o.Marker, Environ: o.Environ, Change: change})
	if err != nil {
		s.Fatal(err)
	}
	// By this name even a binary in a closed folder can be started.
	cmd := exec.Command("/proc/self/exe")
	cmd.Dir, cmd.Env, cmd.Stdin = s.dir, slices.Concat(o.Environ, []string{asNobody + "=1"}), bytes.NewReader(input)
	dropRoot(cmd)
	var a answer
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &a)
	}
	switch {
	case err != nil:
		s.Fatalf("the other process: %v\n%s", err, out)
	case a.Refused != nil:
		return Outcome{}, a.Refused
	case a.Failure != "":
		return Outcome{}, errors.New(a.Failure)
	}
	return a.Outcome, nil
}

// giveAway makes the work tree nobody's where the tests are run by root.
func (s *sandbox) giveAway() {
	s.Helper()
	if os.Getuid() != 0 {
		return
	}
	root := filepath.Dir(s.dir)
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, nobody, nobody))
	})
	// The folders above are those of testing.T.
	if err := errors.Join(err, os.Chmod(root, 0o755), os.Chmod(filepath.Dir(root), 0o755)); err != nil {
		s.Skip(err)
	}
	s.setenv("GIT_CONFIG_GLOBAL=" + filepath.Join(s.home(), "trusting"))
	s.write(filepath.Join(s.home(), "trusting"), "[safe]\n\tdirectory = *\n")
}

// readOnly has nobody run pm on a place below which nothing can be written.
func readOnly(place string) func(*sandbox) {
	return func(s *sandbox) {
		if _, err := os.Stat("/proc/self/exe"); err != nil {
			s.Skip("no way to start this binary as another user")
		}
		s.foreign = true
		s.giveAway()
		s.chmod(place, "a-w")
		s.Cleanup(func() { s.chmod(place, "u+w") })
	}
}

func (s *sandbox) chmod(place, mode string) {
	s.Helper()
	if out, err := exec.Command("chmod", "-R", mode, s.path(place)).CombinedOutput(); err != nil {
		s.Fatal(strings.TrimSpace(fmt.Sprint(string(out), err)))
	}
}
