package report

import (
	"math"
	"testing"
	"time"
)

func TestASCIIWanted(t *testing.T) {
	cases := []struct {
		env  map[string]string
		want bool
	}{
		{nil, false},
		{map[string]string{"LANG": "en_GB.UTF-8"}, false},
		{map[string]string{"LANG": "C.utf8"}, false},
		{map[string]string{"LANG": "C"}, true},
		{map[string]string{"LANG": "de_DE.ISO-8859-1"}, true},
		{map[string]string{"LANG": "C", "LC_ALL": "en_GB.UTF-8"}, false},
		{map[string]string{"LANG": "en_GB.UTF-8", "LC_CTYPE": "POSIX"}, true},
		{map[string]string{"LANG": "en_GB.UTF-8", "TERM": "dumb"}, true},
	}
	for _, c := range cases {
		if got := ASCIIWanted(func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%v: %v", c.env, got)
		}
	}
}

func TestBar(t *testing.T) {
	cases := []struct {
		part       float64
		width      int
		want, text string
	}{
		{0, 8, "", ""},
		{1, 8, "████████", "########"},
		{0.5, 8, "████", "####"},
		{0.55, 8, "████▍", "####"},
		{0.001, 8, "▏", "#"}, // more than nothing is seen
		{2, 4, "████", "####"},
		{-1, 4, "", ""},
	}
	for _, c := range cases {
		if got := bar(c.part, c.width, false); got != c.want || textWidth(got) > c.width {
			t.Errorf("bar(%v, %d) = %q, want %q", c.part, c.width, got, c.want)
		}
		if got := bar(c.part, c.width, true); got != c.text {
			t.Errorf("bar(%v, %d) in ASCII = %q, want %q", c.part, c.width, got, c.text)
		}
	}
}

func TestSparkline(t *testing.T) {
	none := math.NaN()
	cases := []struct {
		values     []float64
		want, text string
	}{
		{nil, "", ""},
		{[]float64{0, 1, 2, 3, 4, 5, 6, 7}, "▁▂▃▄▅▆▇█", "_-~=+*%#"},
		{[]float64{100, none, 50, 0}, "█·▅▁", "#.+_"},
		{[]float64{0, 0}, "▁▁", "__"},
		{[]float64{none}, "·", "."},
	}
	for _, c := range cases {
		if got := sparkline(c.values, false); got != c.want {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
		if got := sparkline(c.values, true); got != c.text {
			t.Errorf("%v in ASCII: %q, want %q", c.values, got, c.text)
		}
	}
}

func TestLasting(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                               "0s",
		40 * time.Second:                "40s",
		59*time.Second + time.Second/2:  "60s",
		4 * time.Minute:                 "4m",
		time.Hour:                       "1h",
		90 * time.Minute:                "1h 30m",
		23*time.Hour + 59*time.Minute:   "23h 59m",
		24 * time.Hour:                  "1d",
		75 * time.Hour:                  "3d 3h",
		40*24*time.Hour + 14*time.Hour:  "41d",
		59*time.Minute + 40*time.Second: "1h",
		23*time.Hour + 59*time.Minute + 45*time.Second: "1d",
	} {
		if got := lasting(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
