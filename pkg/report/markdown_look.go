package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// look is how text stands out; looks combine.
type look uint8

const (
	strong look = 1 << iota
	italic
	linked
	code
	faint
)

// looks renders text. Without colour it renders nothing but links, and these
// only on a terminal.
type looks struct {
	renderer *lipgloss.Renderer // nil without colour
	styles   map[look]lipgloss.Style
	links    bool
}

func newLooks(w io.Writer, s Style) *looks {
	l := &looks{styles: map[look]lipgloss.Style{}, links: s.Terminal}
	if s.Color {
		l.renderer = newRenderer(w, s)
	}
	return l
}

// render gives one line of clean text its look.
func (l *looks) render(text string, k look) string {
	if l.renderer == nil || k == 0 || text == "" {
		return text
	}
	style, ok := l.styles[k]
	if !ok {
		style = l.style(k)
		l.styles[k] = style
	}
	return style.Render(text)
}

// style has no underline and no strike-through: lipgloss writes these character
// by character, which breaks copying and searching in some terminals.
func (l *looks) style(k look) lipgloss.Style {
	s := l.renderer.NewStyle().TabWidth(lipgloss.NoTabConversion).
		Bold(k&strong != 0).Italic(k&italic != 0).Faint(k&faint != 0)
	switch {
	case k&code != 0:
		s = s.Foreground(lipgloss.Color("6"))
	case k&linked != 0:
		s = s.Foreground(lipgloss.Color("12"))
	}
	return s
}

// runs renders one line.
func (l *looks) runs(line []run) string {
	var b strings.Builder
	for _, r := range line {
		text := l.render(r.text, r.look)
		if to := clickable(r.link); l.links && to != "" {
			text = "\x1b]8;;" + to + "\x1b\\" + text + "\x1b]8;;\x1b\\"
		}
		b.WriteString(text)
	}
	return b.String()
}

// clickable is a link for OSC 8: of a scheme that does no harm, and with every
// byte escaped that could end the sequence. It is "" for links that a terminal
// cannot follow.
func clickable(to string) string {
	scheme, _, ok := strings.Cut(strings.ToLower(to), ":")
	if !ok || scheme != "https" && scheme != "http" && scheme != "mailto" {
		return ""
	}
	var b strings.Builder
	for i := range len(to) {
		if c := to[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
