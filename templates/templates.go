// Package templates holds the built-in postmortem templates, the files of CI systems, and
// the style and the scripts of the web site.
package templates

import "embed"

// FS holds NAME.md for each built-in template.
//
//go:embed *.md
var FS embed.FS

// CI holds what pm init writes for a CI system, with {{words}} to fill in: ci/NAME,
// and pm/template.yml, the component for GitLab, which GitLab wants at that place.
//
//go:embed ci pm/template.yml
var CI embed.FS

// Site holds what the pages of pm site ask for: site/NAME.
//
//go:embed site
var Site embed.FS

// Names are the built-in templates in the order in which they are listed.
var Names = []string{"default", "sre", "minimal", "security", "retrospective"}

// Summaries say in a line what each template is for.
var Summaries = map[string]string{
	"default":       "the four questions, with guidance: for most incidents",
	"sre":           "detection, impact, causes and lessons in more detail",
	"minimal":       "headings only",
	"security":      "containment, what was exposed, who must be told",
	"retrospective": "what went well, what went less well, what next",
}
