package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Gauge is one family of Prometheus' gauges.
type Gauge struct {
	Name    string // in the form that Prometheus asks for: pm_action_items_overdue
	Help    string
	Labels  []string
	samples []gaugeSample
	at      map[string]int // of a sample by its labels
}

type gaugeSample struct {
	labels string
	value  float64
}

// Add adds to the sample with these values of the labels, which it makes if need be:
// so no two samples ever have the same.
func (g *Gauge) Add(value float64, labels ...string) {
	s := g.sample(labels)
	s.value += value
}

// Max lifts the sample with these values of the labels to value, at least.
func (g *Gauge) Max(value float64, labels ...string) {
	s := g.sample(labels)
	s.value = max(s.value, value)
}

func (g *Gauge) sample(values []string) *gaugeSample {
	key := g.labelled(values)
	n, ok := g.at[key]
	if !ok {
		if g.at == nil {
			g.at = map[string]int{}
		}
		n = len(g.samples)
		g.at[key] = n
		g.samples = append(g.samples, gaugeSample{labels: key})
	}
	return &g.samples[n]
}

// labelEscapes are those of the text format's label values.
var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (g *Gauge) labelled(values []string) string {
	if len(g.Labels) == 0 {
		return ""
	}
	var b strings.Builder
	for n, name := range g.Labels {
		if n > 0 {
			b.WriteByte(',')
		}
		b.WriteString(name + `="` + labelEscapes.Replace(Clean(values[n], false)) + `"`)
	}
	return "{" + b.String() + "}"
}

// Prometheus writes gauges in the text format 0.0.4. A family without a sample is
// left out.
func Prometheus(w io.Writer, gauges []*Gauge) error {
	out := bufio.NewWriter(w)
	for _, g := range gauges {
		if len(g.samples) == 0 {
			continue
		}
		fmt.Fprintf(out, "# HELP %s %s\n# TYPE %s gauge\n", g.Name, g.Help, g.Name)
		for _, s := range g.samples {
			fmt.Fprintf(out, "%s%s %s\n", g.Name, s.labels, strconv.FormatFloat(s.value, 'f', -1, 64))
		}
	}
	return out.Flush()
}
