package report

import "io"

// Markdown renders Markdown source for the terminal.
func Markdown(w io.Writer, s Style, src []byte) error { panic("unwritten") }
