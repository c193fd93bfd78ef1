package report

import (
	"sort"

	"github.com/rivo/uniseg"
)

// minWidth is the least a cut column keeps: three characters and the ellipsis.
const minWidth = 4

// textWidth is how many terminal columns clean text takes: two for wide
// characters and most emoji, none for combining marks.
func textWidth(s string) int {
	if isPrintable(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// cut shortens text to a width, the last character kept being followed by …,
// and never in the middle of what is seen as one character.
func cut(text string, width int) string {
	if textWidth(text) <= width {
		return text
	}
	if isPrintable(text) {
		return text[:width-1] + "…"
	}
	end, used, state := 0, 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > width-1 {
			break
		}
		end += len(cluster)
		used += w
	}
	return text[:end] + "…"
}

// isKept reports that the column is never cut.
func (c Column) isKept() bool { return c.Keep || c.Right }

// maxPadding bounds how wide a column is made for its widest cell: a title of a
// megabyte must not become a megabyte of blanks in every row. Wider cells reach
// beyond their column.
const maxPadding = 200

// natural is the width that each of n columns would take.
func natural(rows [][]Cell, n int) []int {
	widths := make([]int, n)
	for _, row := range rows {
		for c, cell := range row {
			widths[c] = max(widths[c], min(textWidth(cell.Text), maxPadding))
		}
	}
	return widths
}

// fit narrows columns until a line takes at most width terminal columns; 0 is
// no limit. The widest are cut first, down to one common width. Columns that
// are kept are not cut, nor is any below minWidth, so a very narrow
// terminal still gets longer lines.
func (t Table) fit(widths []int, width int) []int {
	room := width - gap*(len(widths)-1)
	for c, w := range widths {
		if t.Columns[c].isKept() {
			room -= w
		}
	}
	if width <= 0 || t.cuttable(widths, int(^uint(0)>>1)) <= room {
		return widths
	}
	// The greatest common width at which everything fits.
	limit := sort.Search(max(0, room-minWidth), func(i int) bool {
		return t.cuttable(widths, minWidth+i+1) > room
	}) + minWidth
	spare := room - t.cuttable(widths, limit)
	for c, w := range widths {
		if t.Columns[c].isKept() || w <= limit {
			continue
		}
		widths[c] = limit
		if spare > 0 {
			widths[c]++
			spare--
		}
	}
	return widths
}

// cuttable is the room that the columns which may be cut take when none is
// wider than limit.
func (t Table) cuttable(widths []int, limit int) int {
	sum := 0
	for c, w := range widths {
		if !t.Columns[c].isKept() {
			sum += min(w, limit)
		}
	}
	return sum
}
