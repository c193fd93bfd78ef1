package intake

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"
)

// CSV is the source of alerts that a table tells of.
const CSV Source = "csv"

// Table is what a CSV file of alerts says.
type Table struct {
	Alerts []Alert
	// Assumed reports times without an offset, which were taken as UTC.
	Assumed bool
}

const whichColumns = "the first line names the columns: start, and where there are some end, service, severity, title, id"

// csvColumns are the names of columns, each with others that it is known by.
var csvColumns = map[string][]string{
	"start":    {"start", "started_at", "starts_at", "startsat"},
	"end":      {"end", "ended_at", "ends_at", "endsat"},
	"service":  {"service", "services"},
	"severity": {"severity", "priority"},
	"title":    {"title", "name", "alertname", "summary"},
	"id":       {"id", "fingerprint", "alert_id"},
}

// maxFaults bounds how many wrong lines are told of.
const maxFaults = 20

// ReadCSV reads alerts from a table with a header: a column start, and where they
// are there end, service (several with commas in one cell), severity, title and id,
// in any order; others are ignored. Columns are separated by commas, semicolons or
// tabs. Times are RFC 3339, or without an offset, which are then in UTC. A row
// without an end is an alert that still fires. The error is one *Error, or several
// joined: every line that is wrong.
func ReadCSV(data []byte) (Table, error) {
	if err := bounded(data); err != nil {
		return Table{}, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return Table{}, &Error{Reason: "is empty", Way: whichColumns}
	}
	first, _, _ := bytes.Cut(data, []byte("\n"))
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma, in.FieldsPerRecord, in.TrimLeadingSpace = separator(first), -1, true
	head, err := in.Read()
	if err != nil {
		return Table{}, csvError(err)
	}
	r := csvReader{in: in, places: map[string]int{}}
	if err := r.columns(head); err != nil {
		return Table{}, err
	}
	return r.rows()
}

// separator is the one that the header has most of.
func separator(header []byte) rune {
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(header, []byte(string(c))) > bytes.Count(header, []byte(string(best))) {
			best = c
		}
	}
	return best
}

type csvReader struct {
	in     *csv.Reader
	places map[string]int // of columns
	table  Table
	faults []error
	failed int // lines that are wrong, told of or not
}

func (r *csvReader) columns(head []string) error {
	for n, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		for column, names := range csvColumns {
			for _, known := range names {
				if _, twice := r.places[column]; known != strings.ReplaceAll(name, " ", "_") {
					continue
				} else if twice {
					return &Error{Line: 1, Reason: "has two columns that say " + column, Way: "take one of them out"}
				}
				r.places[column] = n
			}
		}
	}
	if _, ok := r.places["start"]; !ok {
		return &Error{Line: 1, Reason: "has no column start", Way: whichColumns}
	}
	return nil
}

func (r *csvReader) rows() (Table, error) {
	var all occurrences
	for {
		row, err := r.in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Table{}, csvError(err)
		}
		line, _ := r.in.FieldPos(0)
		a, err := r.alert(row)
		if wrong, ok := errors.AsType[*Error](err); ok {
			wrong.Line = line
			if r.failed++; r.failed <= maxFaults {
				r.faults = append(r.faults, wrong)
			}
			continue
		}
		all.add(a)
		if len(all.list) > MaxAlerts {
			return Table{}, &Error{Reason: fmt.Sprintf("holds more than %d alerts", MaxAlerts), Way: "split it"}
		}
	}
	if more := r.failed - len(r.faults); more > 0 {
		r.faults = append(r.faults, &Error{Reason: fmt.Sprintf("has %d more lines that are wrong", more), Way: "mend the first, and run the command again"})
	}
	r.table.Alerts = all.list
	return r.table, errors.Join(r.faults...)
}

// cell is a row's text in a column, "" where it has none.
func (r *csvReader) cell(row []string, column string) (string, error) {
	n, ok := r.places[column]
	if !ok || n >= len(row) {
		return "", nil
	}
	if column == "id" {
		return checkedName(column, row[n])
	}
	return checked(column, row[n])
}

func (r *csvReader) alert(row []string) (Alert, error) {
	a := Alert{Source: CSV}
	var services string
	for _, c := range []struct {
		column string
		into   *string
	}{{"severity", &a.Severity}, {"title", &a.Name}, {"id", &a.Fingerprint}, {"service", &services}} {
		var err error
		if *c.into, err = r.cell(row, c.column); err != nil {
			return a, err
		}
	}
	var err error
	if a.Start, err = r.time(row, "start"); err != nil {
		return a, err
	}
	if a.Start.IsZero() {
		return a, &Error{Reason: "has no start", Way: "pm does not guess when an incident began"}
	}
	if a.End, err = r.time(row, "end"); err != nil {
		return a, err
	}
	if !a.End.IsZero() && a.End.Before(a.Start) {
		return a, &Error{Reason: "ends before it starts", Way: "look at both times"}
	}
	for s := range strings.FieldsFuncSeq(services, func(c rune) bool { return c == ',' || c == ';' }) {
		if s = strings.TrimSpace(s); len(s) > maxMark {
			return a, tooLong("service", len(s), maxMark)
		} else if s != "" {
			a.Services = append(a.Services, s)
		}
	}
	r.name(&a)
	return a, nil
}

// name calls an alert something where the table does not. The mark is made of what
// the row says, so that it is the same in the next export.
func (r *csvReader) name(a *Alert) {
	if a.Fingerprint == "" {
		h := fnv.New64a()
		_, _ = io.WriteString(h, strings.Join(append([]string{a.Start.Format(time.RFC3339), a.Name}, a.Services...), "\x00"))
		a.Fingerprint = fmt.Sprintf("csv-%016x", h.Sum64())
	}
	what := "Alert"
	if len(a.Services) > 0 {
		what = "Alert of " + strings.Join(a.Services, ", ")
	}
	a.Name = cmp.Or(a.Name, what)
}

// bareTimes are those of tables without an offset.
var bareTimes = []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"}

func (r *csvReader) time(row []string, column string) (time.Time, error) {
	s, err := r.cell(row, column)
	if err != nil {
		return time.Time{}, err
	}
	for _, layout := range bareTimes {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 1 {
			r.table.Assumed = true
			return t.Truncate(time.Second), nil
		}
	}
	// Tables have "2026-03-01 14:02:00+00:00" as well.
	if len(s) > len(time.DateOnly) && s[len(time.DateOnly)] == ' ' {
		s = s[:len(time.DateOnly)] + "T" + strings.ReplaceAll(s[len(time.DateOnly)+1:], " ", "")
	}
	return moment(column, s)
}

// csvError says where a table is broken.
func csvError(err error) error {
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		return &Error{Line: broken.Line, Reason: "is no CSV: " + broken.Err.Error(), Way: "nothing of it was used"}
	}
	return &Error{Reason: "is no CSV: " + err.Error(), Way: "nothing of it was used"}
}
