// Package tracker reads what issue trackers export, and says what becomes of an
// action item by its ticket. It asks no tracker anything.
package tracker

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// State is how far a ticket is.
type State uint8

// The states.
const (
	Open State = iota
	Done
	Dropped // closed, and nothing was done
)

// Ticket is one issue of a tracker.
type Ticket struct {
	Name   string // as people write it: PAY-12, or a URL
	State  State
	Why    string    // why it was dropped, in the tracker's word
	Closed time.Time // the day; zero when that is not told
	Due    time.Time // the day; zero when there is none
	Item   string    // ID#ITEM: the action item that its text says it is for; "" for none

	names []string // in the form of names, for finding it
	repo  string   // of GitHub: whose numbers it counts in
}

// Error is something that cannot be read.
type Error struct {
	Record int // counted from 1; 0 for the whole
	Reason string
	Way    string // what to do
}

// Error has the record's number in front.
func (e *Error) Error() string {
	if e.Record == 0 {
		return e.Reason
	}
	return fmt.Sprintf("record %d %s", e.Record, e.Reason)
}

// Read reads what gh issue list --json writes, or a CSV of Jira. What is wrong with
// it are *Errors, joined.
func Read(data []byte) ([]Ticket, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	start := bytes.TrimSpace(data)
	switch {
	case len(start) == 0:
		return nil, &Error{Reason: "is empty", Way: ghWay}
	case start[0] == '[':
		return readGitHub(start)
	case start[0] == '{':
		return nil, &Error{Reason: "is one JSON object, where a list is meant", Way: ghWay}
	}
	return readJira(data)
}

// maxErrors is how many are told; more of them say the same.
const maxErrors = 10

// faults gathers what is wrong with records.
type faults struct {
	told []error
	more int
}

func (f *faults) add(e *Error) {
	if len(f.told) < maxErrors {
		f.told = append(f.told, e)
	} else {
		f.more++
	}
}

func (f *faults) err() error {
	if f.more > 0 {
		f.told = append(f.told, &Error{Reason: fmt.Sprintf("has %d more that cannot be read", f.more)})
	}
	return errors.Join(f.told...)
}
