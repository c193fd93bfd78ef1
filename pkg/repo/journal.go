package repo

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// journal says what pm is about to do to a clone, for the next pm to read
// should this one be killed. It lies in the folder pm of the Git directory,
// together with the spares of locks, from before the first write until the end,
// and only while the process has the lock between pm processes: whoever has that
// lock and finds a journal knows that its writer is dead.
type journal struct {
	disk disk
	dir  string // of the work tree that is committed from
	open bool   // this process has written one
}

// note is what a journal holds.
type note struct {
	Host, Boot string // where its writer ran: its end can only be known there
	Prefix     string // of the root that the change's paths are relative to
	Head       string // what HEAD said
	Change     Change
	Forward    string `json:",omitempty"` // a commit that a sync is moving the branch to
}

const journalName = "journal"

func newJournal(loc location, step StepFunc) *journal {
	return &journal{disk: disk{step: step}, dir: filepath.Join(loc.gitDir, "pm")}
}

func (j *journal) path() string { return filepath.Join(j.dir, journalName) }

// begin writes a note. Where that cannot be done, or somebody else's note is
// there, the change goes on without, and after a crash people clear up.
func (j *journal) begin(n note) {
	data, err := json.Marshal(n)
	if err != nil {
		return
	}
	if err := j.disk.mkdir(j.dir); err != nil && !errors.Is(err, os.ErrExist) {
		return
	}
	f, err := j.disk.open(j.path(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = j.disk.remove(j.path())
		return
	}
	j.open = true
}

// end takes the note back, unless there still is something to clear up.
func (j *journal) end() {
	if j.open && j.releaseLocks() {
		_ = j.disk.remove(j.path())
		if _, err := os.Lstat(j.toldPath()); err == nil {
			_ = j.disk.remove(j.toldPath())
		}
	}
	j.open = false
}

// read is the note of a pm that was killed; false when there is none, or when
// it ran somewhere else and may still be running: that note comes as well. A note
// that breaks off was not followed by anything.
func (j *journal) read() (n note, found bool) {
	data, err := os.ReadFile(j.path())
	if err != nil {
		return note{}, false
	}
	if json.Unmarshal(data, &n) != nil {
		return note{}, true
	}
	host, boot := thisHost()
	return n, n.Host == host || n.Boot == boot && boot != ""
}

// thisHost is the machine by the name it has and by this run of it. Either may
// change, with the network or at a restart, but hardly both.
func thisHost() (host, boot string) {
	host, _ = os.Hostname()
	id, _ := os.ReadFile("/proc/sys/kernel/random/boot_id") // Linux only
	return host, strings.TrimSpace(string(id))
}

// spare is the name of a file that is to become the lock of a target, "" when
// the target lies elsewhere or nobody would know what the spare was for.
func (j *journal) spare(target string) string {
	const longest = 200 // of the usual 255 bytes
	if j == nil || !j.open {
		return ""
	}
	rel, err := filepath.Rel(j.dir, target)
	name := url.QueryEscape(rel) + spareEnding
	if err != nil || len(name) > longest {
		return ""
	}
	return filepath.Join(j.dir, name)
}

const spareEnding = ".spare"

// files are what must be on the disk before a lock is taken, for the lock to be
// known after a power cut too.
func (j *journal) files(locks ...*lockFile) (files, folders []string) {
	for _, l := range locks {
		if l.spare != "" && !l.held && len(l.data) > 0 {
			files = append(files, l.spare)
		}
	}
	files = slices.Compact(files) // a detached HEAD is both
	if j == nil || !j.open {
		return files, nil
	}
	return append(files, j.path()), []string{j.dir}
}

// releaseLocks removes the locks that a killed pm left, each shown to be one by
// the spare that is the same file, and then the spares. It says whether that is
// all.
func (j *journal) releaseLocks() (all bool) {
	entries, err := os.ReadDir(j.dir)
	if err != nil {
		return false
	}
	all = true
	for _, e := range entries {
		escaped, ok := strings.CutSuffix(e.Name(), spareEnding)
		target, err := url.QueryUnescape(escaped)
		if !ok || err != nil {
			continue
		}
		spare, lock := filepath.Join(j.dir, e.Name()), filepath.Join(j.dir, target)+".lock"
		if sameFile(spare, lock) && j.disk.remove(lock) != nil {
			all = false // and the spare stays as the evidence
			continue
		}
		all = j.disk.remove(spare) == nil && all
	}
	return all
}

func sameFile(a, b string) bool {
	first, err := os.Lstat(a)
	if err != nil {
		return false
	}
	second, err := os.Lstat(b)
	return err == nil && os.SameFile(first, second)
}
