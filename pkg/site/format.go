package site

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// clock is a time of day, to the second where that says something.
func clock(t time.Time) string {
	if t.Second() == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05")
}

// duration is how long something took, in its two largest units.
func duration(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	switch {
	case d < time.Minute:
		return strconv.Itoa(int(d/time.Second)) + " s"
	case minutes < 60:
		return strconv.Itoa(minutes) + " min"
	case minutes < 48*60:
		return two(minutes/60, "h", minutes%60, "min")
	}
	hours := minutes / 60
	return two(hours/24, "d", hours%24, "h")
}

func two(large int, unit string, small int, smaller string) string {
	s := strconv.Itoa(large) + " " + unit
	if small > 0 {
		s += " " + strconv.Itoa(small) + " " + smaller
	}
	return s
}

// thousands is a number with its thousands apart.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// count is a number of things.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + one + "s"
}

// fileSize is a size in bytes for people.
func fileSize(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// shorten cuts a text between two words.
func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	cut := strings.LastIndexByte(s[:most], ' ')
	if cut < most/2 {
		cut = most
		for cut > 0 && s[cut]&0xc0 == 0x80 { // not inside a character
			cut--
		}
	}
	return strings.TrimRight(s[:cut], " ,;:.") + " …"
}
