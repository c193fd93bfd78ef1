// Package templates holds the built-in postmortem templates.
package templates

import "embed"

// FS holds NAME.md for each built-in template.
//
//go:embed *.md
var FS embed.FS

// Names are the built-in templates in the order in which they are listed.
var Names = []string{"default", "sre", "minimal", "security", "retrospective"}
