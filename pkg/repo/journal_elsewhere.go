package repo

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// toldPath is the file that says which note of another machine was told of.
func (j *journal) toldPath() string { return filepath.Join(j.dir, "told") }

// firstSeen says whether the note that is there was not told of before, and
// remembers it. Where that cannot be written it is told of each time.
func (j *journal) firstSeen() bool {
	data, err := os.ReadFile(j.path())
	if err != nil {
		return false
	}
	sum := sha256.Sum256(data)
	id := hex.EncodeToString(sum[:])
	if known, err := os.ReadFile(j.toldPath()); err == nil && string(known) == id {
		return false
	}
	f, err := j.disk.open(j.toldPath(), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, _ = f.Write([]byte(id))
		_ = f.Close()
	}
	return true
}

// tellElsewhere says that there is a note of another machine. A machine whose
// name and run both changed, a container made anew say, cannot tell such a note
// from its own. It stays, because its writer may be alive where locks do not
// reach across; and while it stays, there is no room for another.
func (r *Repo) tellElsewhere(n note) {
	if n.Host == "" && n.Boot == "" || !r.journal.firstSeen() {
		return
	}
	r.tell(r.journal.path() + " exists: a pm on the machine " + printable(n.Host) + " was at " + n.subject() +
		", or is; until that file is removed, which is safe once none runs there, pm here keeps no journal, " +
		"and what it leaves when killed is not finished; git status shows how files stand")
}
