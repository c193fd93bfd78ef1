package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // for sheet.css
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"
)

//go:embed sheet.css
var sheetStyle string

// html writes the sheet as one file that needs no other, runs no script and asks
// for nothing: its policy allows its own style and nothing else.
func (s sheet) html(w io.Writer) error {
	out := htmlWriter{w: bufio.NewWriter(w)}
	style := "\n" + strings.ReplaceAll(sheetStyle, "\r\n", "\n")
	sum := sha256.Sum256([]byte(style))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n")
	out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
	out.element("title", s.title)
	out.raw("<style>" + style + "</style>\n</head>\n<body>\n<main>\n")
	out.element("h1", s.title)
	out.list("lead", s.lead)
	for _, p := range s.parts {
		out.part(p)
	}
	out.raw("</main>\n</body>\n</html>\n")
	return out.w.Flush()
}

// htmlWriter writes elements. Every text goes through escaped, and no text goes
// anywhere but between tags or into a quoted attribute. Errors stay in the
// bufio.Writer until Flush.
type htmlWriter struct {
	w      *bufio.Writer
	charts int // written so far, for their IDs
}

// raw writes what is not from a file.
func (h *htmlWriter) raw(s string) { h.w.WriteString(s) }

func (h *htmlWriter) rawf(format string, args ...any) { fmt.Fprintf(h.w, format, args...) }

// escaped is a text that is nothing but text.
func escaped(s string) string { return html.EscapeString(Clean(s, false)) }

// element writes an element on a line of its own.
func (h *htmlWriter) element(name, text string) { h.rawf("<%s>%s</%s>\n", name, escaped(text), name) }

func (h *htmlWriter) list(class string, lines []string) {
	if len(lines) == 0 {
		return
	}
	h.rawf("<ul class=%q>\n", class)
	for _, line := range lines {
		h.element("li", line)
	}
	h.raw("</ul>\n")
}

func (h *htmlWriter) part(p part) {
	h.raw("<section>\n")
	h.element("h2", p.title)
	for _, text := range p.text {
		h.element("p", text)
	}
	for _, c := range p.charts {
		h.chart(c)
	}
	h.table(p.title, p.table)
	for _, e := range p.entries {
		h.element("h3", e.title)
		if e.text != "" {
			h.element("p", e.text)
		}
		h.list("done", e.lines)
	}
	h.list("notes", p.notes)
	h.raw("</section>\n")
}

// table leaves out columns without a name, which are bars and sparklines of
// characters. It can be scrolled by keyboard where it is wider than the page.
func (h *htmlWriter) table(name string, t Table) {
	if len(t.Rows) == 0 {
		return
	}
	h.rawf("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"%s: table\">\n<table>\n<thead>\n<tr>", escaped(name))
	for _, c := range t.Columns {
		if c.Name != "" {
			h.rawf("<th scope=\"col\"%s>%s</th>", alignment(c), escaped(columnLabel(c.Name)))
		}
	}
	h.raw("</tr>\n</thead>\n<tbody>\n")
	for _, row := range t.Rows {
		h.row(t.Columns, row)
	}
	h.raw("</tbody>\n</table>\n</div>\n")
}

// row writes a row; its first cell says what it is about.
func (h *htmlWriter) row(columns []Column, row []Cell) {
	h.raw("<tr>")
	for n, c := range columns {
		text := ""
		if n < len(row) {
			text = escaped(row[n].Text)
		}
		switch {
		case c.Name == "":
		case n == 0:
			h.rawf("<th scope=\"row\"%s>%s</th>", alignment(c), text)
		default:
			h.rawf("<td%s>%s</td>", alignment(c), text)
		}
	}
	h.raw("</tr>\n")
}

func alignment(c Column) string {
	switch {
	case c.Right:
		return ` class="number"`
	case c.Keep:
		return ` class="keep"`
	}
	return ""
}
