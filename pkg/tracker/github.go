package tracker

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// ghWay is how a file that can be read is made. Without --state gh lists open issues
// only, and without --limit thirty.
const ghWay = "make it with: gh issue list --state all --limit 1000 --json url,state,stateReason,closedAt,milestone,body"

// ghIssue is what gh writes of an issue, as far as it matters here.
type ghIssue struct {
	URL         *string
	State       *string
	StateReason string
	ClosedAt    *string
	Milestone   *struct{ DueOn *string }
	Body        string
}

// readGitHub reads a list of issues. Fields that are not known are passed over.
func readGitHub(data []byte) ([]Ticket, error) {
	var issues []ghIssue
	if err := json.Unmarshal(data, &issues); err != nil {
		return nil, &Error{Reason: "is no list of issues: " + err.Error(), Way: ghWay}
	}
	var wrong faults
	tickets := make([]Ticket, 0, len(issues))
	for n, issue := range issues {
		t, err := issue.ticket()
		if err != nil {
			err.Record = n + 1
			wrong.add(err)
			continue
		}
		tickets = append(tickets, t)
	}
	return tickets, wrong.err()
}

func (g ghIssue) ticket() (Ticket, *Error) {
	if g.URL == nil || *g.URL == "" {
		return Ticket{}, &Error{Reason: "lacks url", Way: ghWay}
	}
	if g.State == nil {
		return Ticket{}, &Error{Reason: "lacks state", Way: ghWay}
	}
	t := Ticket{Name: *g.URL, Item: itemOf(g.Body)}
	t.names, t.repo = namesOfURL(*g.URL)
	switch strings.ToUpper(*g.State) {
	case "OPEN":
	case "CLOSED":
		t.State = Done
		// A duplicate is done where its original is, if at all.
		if r := strings.ToLower(g.StateReason); r == "not_planned" || r == "duplicate" {
			t.State, t.Why = Dropped, strings.ReplaceAll(r, "_", " ")
		}
	default:
		return Ticket{}, &Error{Reason: fmt.Sprintf("has the state %q, where open or closed is meant", *g.State), Way: ghWay}
	}
	var err *Error
	if t.Closed, err = ghDay("closedAt", g.ClosedAt); err == nil && g.Milestone != nil {
		t.Due, err = ghDay("milestone.dueOn", g.Milestone.DueOn)
	}
	return t, err
}

// ghDay is the day in UTC of a time as gh writes it; zero for none.
func ghDay(key string, text *string) (time.Time, *Error) {
	if text == nil || *text == "" || strings.HasPrefix(*text, "0001-") {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, *text)
	if err != nil {
		return t, &Error{Reason: fmt.Sprintf("has %s %q, which is no time in RFC 3339", key, *text), Way: ghWay}
	}
	return t.UTC().Truncate(24 * time.Hour), nil
}
