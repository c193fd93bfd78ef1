package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/postmortem-md/pm/pkg/lint"
)

// commentRoom is how many bytes of findings fit into a comment of a pull request
// (GitHub takes 65,536 characters) with something else beside them.
const commentRoom = 60_000

// longestCell is how many characters of a file's name or of a message are shown.
const longestCell = 400

// MarkdownFindings is a table of findings in GitHub's Markdown, the worst first, of
// at most limit bytes; a last line says how many there was no room for. With less
// room than for that line nothing is written.
//
// Whatever comes from a file stands in <code> and has its punctuation as character
// references: no parser takes those for structure, and neither GitHub nor GitLab
// looks in code for mentions, references or addresses.
func MarkdownFindings(limit int) Findings {
	return func(w io.Writer, _ Style, fs iter.Seq[lint.Finding], sum Summary) error {
		out := bufio.NewWriter(w)
		counts := countFindings(fs)
		room := limit - len(cutNote(counts.total(), counts.total()))
		room -= write(out, room, "### pm lint: "+sum.text(counts)+"\n")
		const head = "\n| | place | rule | what is wrong |\n|---|---|---|---|\n"
		shown := 0
		if counts.total() > 0 && room > len(head) {
			room -= write(out, room, head)
			shown = writeRows(out, room, fs)
		}
		if shown < counts.total() && room > 0 {
			out.WriteString(cutNote(counts.total()-shown, counts.total()))
		}
		return out.Flush()
	}
}

// writeRows gives the number of rows that fit. It stops at the first that does
// not: a shorter one further down would hide that something is missing above it.
func writeRows(out *bufio.Writer, room int, fs iter.Seq[lint.Finding]) int {
	rows := 0
	for f := range worstFirst(fs) {
		n := write(out, room, markdownRow(f))
		if n == 0 {
			break
		}
		room -= n
		rows++
	}
	return rows
}

// write writes text that fits as a whole, and gives its length, or 0.
func write(out *bufio.Writer, room int, text string) int {
	if len(text) > room {
		return 0
	}
	out.WriteString(text)
	return len(text)
}

func cutNote(n, total int) string {
	return fmt.Sprintf("\n%d of %s not shown; `pm lint` shows all.\n", n, Count(total, "finding"))
}

func markdownRow(f lint.Finding) string {
	place := codeSpan(f.File, longestCell)
	if f.Start.Line > 0 {
		place = fmt.Sprintf("%s line %d", place, f.Start.Line)
	}
	rule := codeSpan(f.Rule, longestCell)
	if url := ruleURL(f.Rule); url != "" {
		rule = "[" + f.Rule + "](" + url + ")"
	}
	text := codeSpan(f.Message, longestCell)
	if f.Help != "" {
		text += "<br>" + codeSpan(f.Help, longestCell)
	}
	return fmt.Sprintf("| %s | %s | %s | %s |\n", f.Severity, place, rule, text)
}
