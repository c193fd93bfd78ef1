package incident

import (
	"slices"
	"strings"
)

// hintWords stand for people and for texts in the commands that hints print, which
// are pasted as they are.
var (
	hintPeople = []string{"HANDLE", "NAME", "PERSON"}
	hintTexts  = []string{"TITLE", "ONE LINE", "WHY", "TEXT", "VALUE"}
)

// CheckPerson refuses what a hint has in the place of a person. The error is an
// *AssignmentError.
func CheckPerson(key, written string) error {
	if word := trimPerson(written); slices.Contains(hintPeople, word) {
		return &AssignmentError{Key: key, Value: word, Reason: "is only the word that a hint has there", Help: "write who it is, such as alice"}
	}
	return nil
}

// CheckText is the same for a line of text.
func CheckText(key, written string) error {
	if word := strings.TrimSpace(written); slices.Contains(hintTexts, word) {
		return &AssignmentError{Key: key, Value: word, Reason: "is only the word that a hint has there", Help: "write in one line what it stands for"}
	}
	return nil
}
