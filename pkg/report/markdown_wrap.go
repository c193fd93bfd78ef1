package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// paragraph writes wrapped text.
func (p *page) paragraph(runs []run) {
	for _, line := range wrap(runs, p.room, false) {
		p.line(p.looks.runs(line))
	}
}

// wrapper fills lines with words. A word is made of the parts of several runs
// when no blank stands between them.
type wrapper struct {
	width int  // 0: only where a break is asked for
	split bool // words wider than that are split
	lines [][]run
	line  []run
	used  int
	word  []run
	space *run // the blank before the word, when one is due
}

// wrap breaks text into lines of at most width columns. Words that are wider,
// mostly URLs, stay whole, so that they can be copied, unless split is set.
// There is no blank at the start or end of a line, and no empty line.
func wrap(runs []run, width int, split bool) [][]run {
	w := wrapper{width: width, split: split}
	for _, r := range runs {
		if r.text == "\n" {
			w.endWord()
			w.endLine()
			continue
		}
		w.run(r)
	}
	w.endWord()
	w.endLine()
	return w.lines
}

// run takes the words of a run; blanks end words.
func (w *wrapper) run(r run) {
	for i, part := range strings.Split(r.text, " ") {
		if i > 0 {
			w.endWord()
			w.space = &run{" ", r.look, r.link}
		}
		if part != "" {
			w.word = append(w.word, run{part, r.look, r.link})
		}
	}
}

// endWord puts the word on the line, or on the next.
func (w *wrapper) endWord() {
	if len(w.word) == 0 {
		return
	}
	width := runsWidth(w.word)
	if w.used > 0 && w.space != nil {
		if w.width > 0 && w.used+1+width > w.width {
			w.endLine()
		} else {
			w.put(w.blank())
		}
	}
	for _, r := range w.word {
		w.fill(r)
	}
	w.word, w.space = w.word[:0], nil
}

// blank is the space between two words: part of what both belong to, such as a
// link, else plain.
func (w *wrapper) blank() run {
	next, last := w.word[0], w.line[len(w.line)-1]
	if last.look != next.look || last.link != next.link {
		return run{text: " "}
	}
	return *w.space
}

// fill puts a part of a word on the line, split when it has to be.
func (w *wrapper) fill(r run) {
	for w.split && w.width > 0 && w.used+textWidth(r.text) > w.width {
		head, tail := splitAt(r.text, w.width-w.used, w.used == 0)
		if head != "" {
			w.put(run{head, r.look, r.link})
		}
		w.endLine()
		r.text = tail
	}
	w.put(r)
}

// put joins what looks alike, for fewer escapes.
func (w *wrapper) put(r run) {
	if r.text == "" {
		return
	}
	w.used += textWidth(r.text)
	if n := len(w.line) - 1; n >= 0 && w.line[n].look == r.look && w.line[n].link == r.link {
		w.line[n].text += r.text
		return
	}
	w.line = append(w.line, r)
}

func (w *wrapper) endLine() {
	if len(w.line) > 0 {
		w.lines = append(w.lines, w.line)
	}
	w.line, w.used = nil, 0
}

// splitAt cuts text before the character that does not fit; the first one is
// taken all the same when some is set, so that every split gets on.
func splitAt(text string, width int, some bool) (head, tail string) {
	end, used, state := 0, 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > width && (end > 0 || !some) {
			break
		}
		end += len(cluster)
		used += w
	}
	return text[:end], text[end:]
}

func runsWidth(line []run) int {
	n := 0
	for _, r := range line {
		n += textWidth(r.text)
	}
	return n
}
