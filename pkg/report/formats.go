package report

// FindingFormats are the formats of pm lint by name.
var FindingFormats = map[string]Findings{
	"text":     findingsText,
	"json":     findingsJSON,
	"github":   findingsGitHub,
	"gitlab":   findingsGitLab,
	"sarif":    findingsSARIF,
	"junit":    findingsJUnit,
	"rdjsonl":  findingsRDJSONL,
	"markdown": MarkdownFindings(commentRoom),
}
