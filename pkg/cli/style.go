package cli

import (
	"os"

	"golang.org/x/term"

	"github.com/postmortem-md/pm/pkg/report"
)

// style is how text output may look, from --color, the environment and what
// standard output is. The terminal itself is never asked.
func (e *Env) style() report.Style {
	width, terminal := terminalWidth(e.Out)
	color := report.ColorWanted(e.flags.color.value, e.getenv, terminal)
	return report.Style{Color: color, Width: width, Terminal: terminal, ASCII: report.ASCIIWanted(e.getenv)}
}

// interactive reports that a person sits at both ends, so that a form may be
// shown.
func (e *Env) interactive() bool {
	return terminalFile(e.In) != nil && terminalFile(e.Out) != nil && e.getenv("TERM") != "dumb"
}

// terminalFile is the terminal behind a stream, or nil.
func terminalFile(stream any) *os.File {
	if o, ok := stream.(*output); ok {
		stream = o.w
	}
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return f
}

// terminalWidth is the number of columns of a stream that is a terminal.
func terminalWidth(stream any) (int, bool) {
	f := terminalFile(stream)
	if f == nil {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80 // a terminal that does not know its size, as in some editors
	}
	return width, true
}
