package report

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// newRenderer makes styles for w that never ask the terminal anything: both
// what lipgloss would query, colours and background, are told to it. The 16
// basic colours are used, which every terminal's theme makes readable.
func newRenderer(w io.Writer, s Style) *lipgloss.Renderer {
	profile := termenv.Ascii
	if s.Color {
		profile = termenv.ANSI
	}
	r := lipgloss.NewRenderer(w, termenv.WithProfile(profile))
	r.SetColorProfile(profile)
	r.SetHasDarkBackground(true)
	return r
}

// painter colours text by tone; the nil painter leaves it plain, so that the
// long lists which go into pipes cost nothing here.
type painter struct {
	tones [Strong + 1]lipgloss.Style
}

func newPainter(w io.Writer, s Style) *painter {
	if !s.Color {
		return nil
	}
	r := newRenderer(w, s)
	plain := r.NewStyle().TabWidth(lipgloss.NoTabConversion)
	return &painter{tones: [...]lipgloss.Style{
		Plain:   plain,
		Good:    plain.Foreground(lipgloss.Color("2")),
		Caution: plain.Foreground(lipgloss.Color("3")),
		Bad:     plain.Foreground(lipgloss.Color("1")),
		Faint:   plain.Faint(true),
		Strong:  plain.Bold(true),
	}}
}

// paint colours one line of clean text.
func (p *painter) paint(t Tone, text string) string {
	if p == nil || t == Plain || int(t) >= len(p.tones) || text == "" {
		return text
	}
	return p.tones[t].Render(text)
}

// Paint colours one line of text for w and cleans it, for the sentences that
// commands write around tables.
func Paint(w io.Writer, s Style, t Tone, text string) string {
	return newPainter(w, s).paint(t, Clean(text, false))
}
