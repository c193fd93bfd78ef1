package incident

import "testing"

func TestParseState(t *testing.T) {
	tests := []struct {
		in   string
		want State
		ok   bool
	}{
		{"resolved", Resolved, true},
		{" Resolved ", Resolved, true},
		{"rca", RootCause, true},
		{"RCA", RootCause, true},
		{"followup", FollowUp, true},
		{"follow-up", FollowUp, true},
		{"dismissed", Dismissed, true},
		{"done", "done", false},
		{"", "", false},
	}
	for _, tt := range tests {
		got, ok := ParseState(tt.in)
		if got != tt.want || ok != tt.ok {
			t.Errorf("ParseState(%q) = %q, %v; want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func TestNext(t *testing.T) {
	for n, s := range States[:len(States)-1] {
		if got, ok := s.Next(); !ok || got != States[n+1] {
			t.Errorf("%s.Next() = %q, %v", s, got, ok)
		}
	}
	for _, s := range []State{Closed, Dismissed, "", "nonsense"} {
		if got, ok := s.Next(); ok {
			t.Errorf("%q.Next() = %q, want none", s, got)
		}
	}
}

func TestRank(t *testing.T) {
	if InProgress.Rank() != 0 || Closed.Rank() != 4 || Dismissed.Rank() != -1 || State("x").Rank() != -1 {
		t.Error("ranks are wrong")
	}
}
