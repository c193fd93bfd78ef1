package report

import (
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

const (
	// minWidth is the least a cut column keeps: three characters and the ellipsis.
	minWidth = 4
	// easyWidth is to what a column is cut before others give way for it: less of
	// a title says little.
	easyWidth = 10
	// refWidth is the same for an ID: a date, and enough of a name to tell it by.
	refWidth = 28
	// maxPadding bounds how wide a column is made for its widest cell: a title of a
	// megabyte must not become a megabyte of blanks in every row. Wider cells reach
	// beyond their column.
	maxPadding = 200
	// leftOut is the width of a column that there is no room for.
	leftOut = -1
)

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

// cutRef shortens ID#ITEM on both sides of the #, so that a row still says
// which item of which incident it is about. An incident's date goes first: the
// words of its name tell more, and any part of an ID that is unique will do.
func cutRef(text string, width int) string {
	id, item, ok := strings.Cut(text, "#")
	if !ok || width < 2*minWidth+len("#") || textWidth(text) <= width {
		return cut(text, width)
	}
	room := width - len("#")
	forID := min(textWidth(id), max(room/2, room-textWidth(item)))
	if forID < textWidth(id) && isDated(id) {
		id = "…" + id[len("2026-03-01-"):]
		forID = min(forID, textWidth(id))
	}
	return cut(id, forID) + "#" + cut(item, room-forID)
}

func isDated(id string) bool {
	return len(id) > len("2026-03-01-") && id[4] == '-' && id[7] == '-' && id[10] == '-'
}

// natural is the width that each of n columns would take, and which of them
// hold nothing below their heading.
func natural(rows [][]Cell, n int) (widths []int, empty []bool) {
	widths, empty = make([]int, n), slices.Repeat([]bool{true}, n)
	for r, row := range rows {
		for c, cell := range row {
			widths[c] = max(widths[c], min(textWidth(cell.Text), maxPadding))
			empty[c] = empty[c] && (r == 0 || cell.Text == "")
		}
	}
	return widths, empty
}

// fit narrows columns until a line takes at most width terminal columns; 0 is
// no limit. widths are what they would take, and empty says which hold nothing.
// Only a terminal too narrow for numbers and a few characters of each column
// that must stay still gets longer lines.
func (t Table) fit(widths []int, empty []bool, width int) []int {
	if width <= 0 || lineWidth(widths) <= width {
		return widths
	}
	f := fitting{columns: t.Columns, natural: widths, now: slices.Clone(widths)}
	for c, column := range t.Columns {
		if column.flexible() {
			f.now[c] = min(widths[c], easyWidth)
		}
	}
	for _, s := range yielding {
		if lineWidth(f.now) <= width {
			break
		}
		for c, column := range t.Columns {
			if s.holds(column, empty[c]) {
				f.now[c] = min(f.now[c], s.to)
			}
		}
	}
	f.widen(width, func(c Column) bool { return c.Ref })
	f.widen(width, func(c Column) bool { return !c.Right })
	return f.now
}

// flexible columns are cut before anything else gives way.
func (c Column) flexible() bool { return !c.Right && !c.Keep && !c.Ref }

// yielding is the order in which columns give way: to which width which go.
var yielding = []struct {
	holds func(c Column, empty bool) bool
	to    int
}{
	{func(_ Column, empty bool) bool { return empty }, leftOut},
	{func(c Column, _ bool) bool { return c.Drop == 1 }, leftOut},
	{func(c Column, _ bool) bool { return c.Ref }, refWidth},
	{func(c Column, _ bool) bool { return c.Drop == 2 }, leftOut},
	{func(c Column, _ bool) bool { return c.Drop == 3 }, leftOut},
	{func(c Column, _ bool) bool { return c.flexible() }, minWidth},
	{func(c Column, _ bool) bool { return !c.Right }, minWidth},
}

// fitting is a table's columns on their way to a width.
type fitting struct {
	columns      []Column
	natural, now []int
}

// widen gives the room that is left to columns that were cut, the narrowest
// first.
func (f *fitting) widen(width int, which func(Column) bool) {
	for room := width - lineWidth(f.now); room > 0; room-- {
		narrowest := -1
		for c, w := range f.now {
			if w != leftOut && w < f.natural[c] && which(f.columns[c]) && (narrowest < 0 || w < f.now[narrowest]) {
				narrowest = c
			}
		}
		if narrowest < 0 {
			return
		}
		f.now[narrowest]++
	}
}

// lineWidth is how much a line of columns takes.
func lineWidth(widths []int) int {
	sum := 0
	for _, w := range widths {
		if w != leftOut {
			sum += w + gap
		}
	}
	return max(0, sum-gap)
}
