package report

// sheet is a page of text, tables and charts that Markdown and HTML show alike.
// Whatever it holds is plain text: each format makes it inert.
type sheet struct {
	title string
	lead  []string // sentences, one a line
	parts []part
}

// part is a section of a sheet.
type part struct {
	title   string
	text    []string // paragraphs
	charts  []chart
	table   Table
	entries []entry
	notes   []string // small print below
}

// entry is something told in words.
type entry struct {
	title, text string
	lines       []string // a list below
}

// chart is a row of bars with a label each. What it shows stands in the part's
// table, too: Markdown shows only that.
type chart struct {
	title  string
	labels []string
	values []float64 // noPoint where there is none
	words  []string  // each value as it is read: 1h 4m (12)
	// outside are the bars that are only there to compare with.
	outside []bool
}
