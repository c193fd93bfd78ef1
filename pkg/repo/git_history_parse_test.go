package repo

import (
	"bufio"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Object names that can be told apart.
var (
	nameA = strings.Repeat("a", 40)
	nameB = strings.Repeat("b", 40)
	nameC = strings.Repeat("c", 40)
	noID  = strings.Repeat("0", 40)
)

// head is a header as logFormat has it, without the NUL at its end.
func head(id, parents, subject string) string {
	return "\x01" + id + "\x00" + parents + "\x00Ada\x00a@example.com\x001772373720\x00Bob\x00b@example.com\x001772373721\x00" + subject
}

func parsed(text string) (commits []*Commit, err error) {
	for c, err := range parseLog(bufio.NewReaderSize(strings.NewReader(text), 16), false) {
		if err != nil {
			return commits, err
		}
		commits = append(commits, c)
	}
	return commits, nil
}

// TestParseLog holds the parser to bytes that git 2.39 has printed.
func TestParseLog(t *testing.T) {
	t.Parallel()
	ada := Signature{"Ada", "a@example.com", time.Unix(1772373720, 0).UTC()}
	bob := Signature{"Bob", "b@example.com", time.Unix(1772373721, 0).UTC()}
	commit := func(id string, parents []string, changes ...FileChange) *Commit {
		return &Commit{ID: id, Parents: parents, Author: ada, Committer: bob, Subject: "s", Changes: changes}
	}
	for name, c := range map[string]struct {
		text string
		want []*Commit
	}{
		"nothing": {"", nil},
		"first commit": {
			head(nameA, "", "s") + "\x00\n:000000 100644 " + noID + " " + nameB + " A\x00p/a.md\x00:000000 100644 " + noID + " " + nameC + " A\x00p/b\nc.md\x00",
			[]*Commit{commit(nameA, []string{}, FileChange{"p/a.md", []string{}, nameB}, FileChange{"p/b\nc.md", []string{}, nameC})},
		},
		"two commits": {
			head(nameB, nameA, "s") + "\x00\n:100644 100755 " + nameA + " " + nameB + " M\x00:x\x00" +
				head(nameC, nameB, "s") + "\x00\n:100644 000000 " + nameA + " " + noID + " D\x00\x02\x00",
			[]*Commit{commit(nameB, []string{nameA}, FileChange{":x", []string{nameA}, nameB}), commit(nameC, []string{nameB}, FileChange{"\x02", []string{nameA}, ""})},
		},
		"merge": {
			head(nameC, nameA+" "+nameB, "s") + "\x00\x00::100644 000000 100644 " + nameA + " " + noID + " " + nameC + " MA\x00p/a.md\x00",
			[]*Commit{commit(nameC, []string{nameA, nameB}, FileChange{"p/a.md", []string{nameA, ""}, nameC})},
		},
		"merge without changes": {
			head(nameC, nameA+" "+nameB, "s") + "\x00" + head(nameB, nameA, "s") + "\x00",
			[]*Commit{commit(nameC, []string{nameA, nameB}), commit(nameB, []string{nameA})},
		},
		"links and submodules": {
			head(nameB, nameA, "s") + "\x00\n:120000 100644 " + nameA + " " + nameB + " T\x00a\x00:100644 160000 " + nameA + " " + nameC + " T\x00b\x00",
			[]*Commit{commit(nameB, []string{nameA}, FileChange{"a", []string{""}, nameB}, FileChange{"b", []string{nameA}, ""})},
		},
	} {
		got, err := parsed(c.text)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// TestParseLogRefuses is for output that is cut off or not git's: no answer may
// be made of it.
func TestParseLogRefuses(t *testing.T) {
	t.Parallel()
	whole := head(nameB, nameA, "s") + "\x00\n:100644 100644 " + nameA + " " + nameB + " M\x00p/a.md\x00"
	for cut := 1; cut < len(whole); cut++ {
		_, err := parsed(whole[:cut])
		if atEnd := strings.HasSuffix(whole[:cut], "\x00s\x00"); (err == nil) != atEnd {
			t.Errorf("cut at %d: %v", cut, err)
		}
	}
	for _, text := range []string{
		"x" + whole, strings.Replace(whole, nameB, "bbb", 1), strings.Replace(whole, ":100644", "100644", 1), strings.Replace(whole, ":100644", "::100644", 1),
		strings.Replace(whole, ":100644", ":banana", 1), strings.Replace(whole, " M", "", 1), whole + "rest",
	} {
		if got, err := parsed(text); !errors.Is(err, errBadLog) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func FuzzParseLog(f *testing.F) {
	f.Add(head(nameB, nameA, "s") + "\x00\n:100644 100644 " + nameA + " " + nameB + " M\x00p/a.md\x00")
	f.Add(head(nameC, nameA+" "+nameB, "s") + "\x00\x00::100644 000000 100644 " + nameA + " " + noID + " " + nameC + " MA\x00p/a.md\x00")
	f.Fuzz(func(t *testing.T, text string) {
		commits, _ := parsed(text)
		for _, c := range commits {
			for _, change := range c.Changes {
				if len(change.Before) != len(c.Parents) {
					t.Errorf("%d parents and %d blobs", len(c.Parents), len(change.Before))
				}
			}
		}
	})
}
