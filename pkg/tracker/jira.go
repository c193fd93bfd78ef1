package tracker

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

const jiraWay = "export the issues from Jira as CSV, all fields, with the columns Issue key, Status and Resolution"

// jiraColumns are where a column is found in a row; -1 for one that is not there.
// Jira repeats the names of columns that have several values.
type jiraColumns struct {
	key, status, category, resolution, resolved, due int
	text                                             []int // Description and comments
}

// readJira reads the CSV that Jira's issue search exports.
func readJira(data []byte) ([]Ticket, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	r.Comma = delimiter(data)
	head, err := r.Read()
	if err != nil {
		return nil, &Error{Reason: "is neither JSON nor CSV: " + err.Error(), Way: jiraWay}
	}
	columns, wrong := columnsOf(head)
	if wrong != nil {
		return nil, wrong
	}
	var all faults
	var tickets []Ticket
	for n := 1; ; n++ {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return tickets, all.err()
		case err != nil:
			return nil, &Error{Record: n, Reason: "is no CSV: " + err.Error(), Way: jiraWay}
		}
		t, wrong := columns.ticket(row)
		if wrong != nil {
			wrong.Record = n
			all.add(wrong)
			continue
		}
		tickets = append(tickets, t)
	}
}

// delimiter is the one that Jira was told to use: of the header's likely signs the
// first that it has.
func delimiter(data []byte) rune {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	for _, r := range ",;\t|^" {
		if bytes.ContainsRune(line, r) {
			return r
		}
	}
	return ','
}

func columnsOf(head []string) (jiraColumns, *Error) {
	find := func(names ...string) int {
		return slices.IndexFunc(head, func(h string) bool {
			return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
		})
	}
	c := jiraColumns{
		key: find("Issue key", "Key"), status: find("Status"), category: find("Status Category"), resolution: find("Resolution"),
		resolved: find("Resolved", "Resolution date"), due: find("Due date", "Due"),
	}
	for n, h := range head {
		if strings.EqualFold(strings.TrimSpace(h), "Description") {
			c.text = append(c.text, n)
		}
	}
	switch {
	case c.key < 0:
		return c, &Error{Reason: "has no column Issue key", Way: jiraWay}
	case c.status < 0 && c.category < 0 && c.resolution < 0:
		return c, &Error{Reason: "has no column that says whether an issue is done", Way: jiraWay}
	}
	return c, nil
}

// cell is a value of a row, "" for what is not there.
func cell(row []string, n int) string {
	if n < 0 || n >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[n])
}

func (c jiraColumns) ticket(row []string) (Ticket, *Error) {
	key := strings.ToUpper(cell(row, c.key))
	if key == "" {
		return Ticket{}, &Error{Reason: "lacks its key", Way: jiraWay}
	}
	t := Ticket{Name: key, names: []string{"key:" + key}}
	t.State, t.Why = jiraState(cell(row, c.resolution), cell(row, c.category), cell(row, c.status))
	for _, n := range c.text {
		if item := itemOf(cell(row, n)); item != "" {
			t.Item = item
		}
	}
	var err *Error
	if t.Closed, err = jiraDay("Resolved", cell(row, c.resolved)); err == nil {
		t.Due, err = jiraDay("Due date", cell(row, c.due))
	}
	return t, err
}

// notDone are the resolutions under which nothing was done.
var notDone = []string{"won't do", "won't fix", "wont do", "wont fix", "duplicate", "declined", "cannot reproduce", "rejected", "obsolete", "abandoned", "incomplete", "known error"}

// jiraState goes by the resolution, as Jira's own reports do; a workflow that sets
// none is read by the category of its status, else by what the status is called.
func jiraState(resolution, category, status string) (State, string) {
	switch r := strings.ToLower(strings.ReplaceAll(resolution, "’", "'")); {
	case slices.Contains(notDone, r):
		return Dropped, r
	case r != "" && r != "unresolved":
		return Done, ""
	}
	if category != "" {
		status = category
	}
	if slices.Contains([]string{"done", "closed", "resolved", "complete", "completed"}, strings.ToLower(status)) {
		return Done, ""
	}
	return Open, ""
}

// jiraLayouts are the forms in which Jira writes days: its own for English, ISO, and
// that of its interface for programs.
var jiraLayouts = []string{
	"2/Jan/06 3:04 PM", "2/Jan/06", "2006-01-02 15:04", "2006-01-02 15:04:05", time.DateOnly, "2006-01-02T15:04:05.000-0700", time.RFC3339, "2006-01-02T15:04:05",
	"2/Jan/2006 3:04 PM", "2/Jan/2006",
}

// jiraDay is the day as it is written: Jira's exports name no zone.
func jiraDay(column, text string) (time.Time, *Error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range jiraLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), nil
		}
	}
	return time.Time{}, &Error{
		Reason: fmt.Sprintf("has %s %q, which is no day that pm knows", column, text),
		Way:    "set Jira's format of dates to yyyy-MM-dd, or dd/MMM/yy in English, and export again",
	}
}
