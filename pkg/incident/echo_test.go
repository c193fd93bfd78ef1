package incident

import (
	"strings"
	"testing"
)

// TestEchoes writes a history as its states, with ! for a reason; the lines that
// are echoes come back in brackets.
func TestEchoes(t *testing.T) {
	short := map[string]State{"in": InProgress, "res": Resolved, "rca": RootCause, "fu": FollowUp, "cl": Closed, "dis": Dismissed, "done": "done", "none": ""}
	for lines, want := range map[string]string{
		"":                         " ends ",
		"in res rca fu":            "in res rca fu ends follow-up",
		"in res rca fu rca":        "in res rca fu (rca) ends follow-up",
		"in res rca rca fu":        "in res rca (rca) fu ends follow-up",
		"in res rca fu rca fu":     "in res rca fu (rca) (fu) ends follow-up",
		"in res rca fu rca!":       "in res rca fu rca! ends root-cause-analysis",
		"in res rca fu res! rca":   "in res rca fu res! rca ends root-cause-analysis",
		"in res rca fu res! res":   "in res rca fu res! (res) ends resolved",
		"in res rca rca!":          "in res rca rca! ends root-cause-analysis",
		"rca fu res":               "rca fu res ends resolved",
		"in dis! in":               "in dis! in ends in-progress",
		"in dis! dis":              "in dis! dis ends dismissed",
		"in res done res":          "in res done res ends resolved",
		"in res none none":         "in res none none ends ",
		"in res rca fu cl rca fu":  "in res rca fu cl (rca) (fu) ends closed",
		"in res! dis! res! rca in": "in res! dis! res! rca (in) ends root-cause-analysis",
	} {
		var w Way
		var got []string
		for word := range strings.FieldsSeq(lines) {
			name, reason := strings.CutSuffix(word, "!")
			if w.Take(short[name], reason) {
				word = "(" + word + ")"
			}
			got = append(got, word)
		}
		if s := strings.Join(got, " ") + " ends " + string(w.Reached()); s != want {
			t.Errorf("%q: got %q, want %q", lines, s, want)
		}
	}
}

func TestLastMove(t *testing.T) {
	const lines = "history:\n  - {state: in-progress, at: 2026-03-01T10:00:00Z}\n  - {state: resolved, at: 2026-03-01T11:00:00Z}\n  - {state: in-progress, at: 2026-03-01T12:00:00Z}\n"
	for state, want := range map[string]string{"resolved": "2026-03-01 11:00:00 +0000 UTC", "in-progress": "2026-03-01 12:00:00 +0000 UTC", "closed": "0001-01-01 00:00:00 +0000 UTC"} {
		if got := front("state: " + state + "\n" + lines).InStateSince().String(); got != want {
			t.Errorf("in %s since %s, want %s", state, got, want)
		}
	}
	if _, ok := front("title: A\n").LastMove(); ok {
		t.Error("a move without a history")
	}
}
