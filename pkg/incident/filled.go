package incident

import "github.com/postmortem-md/pm/pkg/document"

// Filled reports that a section holds something other than blank space,
// comments and placeholders. A section that has only sub-sections is filled
// when one of them is.
func Filled(d *document.Document, s document.Section) bool { panic("unwritten") }
