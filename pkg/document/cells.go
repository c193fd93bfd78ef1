package document

// cellReader yields the trimmed cells of a line of a table: what stands
// between pipes that no backslash escapes, outer pipes being optional.
type cellReader struct {
	src     []byte
	at, end int
	done    bool
	cell    Span // the latest
}

func readCells(src []byte, start, end int) cellReader {
	r := cellReader{src: src, at: start, end: end}
	for r.at < r.end && isSpace(src[r.at]) {
		r.at++
	}
	for r.end > r.at && isSpace(src[r.end-1]) {
		r.end--
	}
	if r.at < r.end && src[r.at] == '|' {
		r.at++
	}
	r.done = r.at == r.end
	if !r.done && src[r.end-1] == '|' && !escaped(src[r.at:r.end-1]) {
		r.end--
	}
	return r
}

// escaped reports an odd number of backslashes at the end of before.
func escaped(before []byte) bool {
	n := 0
	for n < len(before) && before[len(before)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

func (r *cellReader) next() bool {
	if r.done {
		return false
	}
	stop := r.at
	for stop < r.end && r.src[stop] != '|' {
		if r.src[stop] == '\\' {
			stop++
		}
		stop++
	}
	stop = min(stop, r.end)
	r.cell = Span{r.at, stop}
	for r.cell.End > r.cell.Start && isSpace(r.src[r.cell.End-1]) {
		r.cell.End--
	}
	for r.cell.Start < r.cell.End && isSpace(r.src[r.cell.Start]) {
		r.cell.Start++
	}
	r.at, r.done = stop+1, stop == r.end
	return true
}
