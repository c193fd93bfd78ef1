package report

import (
	"bytes"
	"testing"
)

// TestPrometheus: labels are escaped, and values that look alike are one series.
func TestPrometheus(t *testing.T) {
	g := &Gauge{Name: "pm_x", Help: "What it is.", Labels: []string{"a", "b"}}
	g.Add(0, `q"\`, "two\nlines")
	g.Add(1, "bell\a", "")
	g.Add(2, `bell\x07`, "")
	g.Max(3, "m", "")
	g.Max(2.5, "m", "")
	var out bytes.Buffer
	if err := Prometheus(&out, []*Gauge{{Name: "pm_empty", Help: "Nothing."}, g}); err != nil {
		t.Fatal(err)
	}
	want := `# HELP pm_x What it is.
# TYPE pm_x gauge
pm_x{a="q\"\\",b="two lines"} 0
pm_x{a="bell\\x07",b=""} 3
pm_x{a="m",b=""} 3
`
	if out.String() != want {
		t.Errorf("got:\n%s", out.String())
	}
}
