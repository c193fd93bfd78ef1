package report

// FindingFormats are the formats of pm lint by name.
var FindingFormats = map[string]Findings{
	"text": findingsText,
	"json": findingsJSON,
}
