package report

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"
)

// CSV writes a table as RFC 4180 with LF line ends, its first line the column
// names. Cells that a spreadsheet would take for a formula get a ' in front;
// plain numbers, -3 as well, stay as they are, for they compute nothing.
func (t Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	record := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		record[i] = guard(Clean(c.Name, true))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, row := range t.Rows {
		clear(record)
		for i := range min(len(row), len(record)) {
			record[i] = guard(Clean(row[i].Text, true))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guard defuses formula injection as OWASP's "CSV Injection" page advises; the
// full-width signs are there because spreadsheets in CJK locales read them too.
func guard(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) || isNumber(cell) {
		return cell
	}
	return "'" + cell
}

// isNumber reports a decimal number with an optional minus sign.
func isNumber(cell string) bool {
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(cell, "-"), ".")
	return isDigits(whole) && (!pointed || isDigits(fraction))
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
