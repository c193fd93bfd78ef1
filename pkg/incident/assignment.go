package incident

import "strings"

// Assignment is one key=value, key+=value, key-=value or key= of pm set.
type Assignment struct {
	Key   string
	Op    string // "=", "+=", "-="
	Value string
}

// ParseAssignment reads one argument of pm set. The error is an
// *AssignmentError.
func ParseAssignment(arg string) (Assignment, error) {
	key, value, ok := strings.Cut(arg, "=")
	a := Assignment{Key: key, Op: "=", Value: strings.TrimSpace(value)}
	for _, sign := range []string{"+", "-"} {
		if rest, cut := strings.CutSuffix(key, sign); cut {
			a.Key, a.Op = rest, sign+"="
		}
	}
	a.Key = strings.TrimSpace(a.Key)
	switch {
	case !ok:
		return a, &AssignmentError{Key: arg, Reason: "has no =", Help: "write key=value, key+=value, key-=value, or key= to remove it"}
	case !keyName(a.Key):
		return a, &AssignmentError{Key: a.Key, Value: a.Value, Reason: "is not a key", Help: "keys are letters, digits, - and _"}
	case a.Value == "" && a.Op != "=":
		return a, a.refuse("has nothing to the right of "+a.Op, "write "+a.Key+a.Op+"VALUE")
	}
	return a, nil
}

// keyName reports that a key needs no quoting in YAML and no thought in a shell.
func keyName(s string) bool {
	for n := range len(s) {
		if c := s[n]; !isLetter(c) && c != '_' && (n == 0 || !isDigit(c) && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}

// AssignmentError is a value that a field does not take.
type AssignmentError struct {
	Key, Value, Reason, Help string
}

// Error says what is wrong; Help, which it leaves out, what to do.
func (e *AssignmentError) Error() string {
	if e.Value == "" {
		return e.Key + " " + e.Reason
	}
	return e.Key + "=" + oneLine(e.Value) + " " + e.Reason
}

func (a Assignment) refuse(reason, help string) error {
	return &AssignmentError{Key: a.Key, Value: a.Value, Reason: reason, Help: help}
}
