package incident

import (
	"strconv"
	"strings"
)

// quote shows a value in a message: control characters escaped, cut when long.
func quote(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}

// suggest is the help for a value that is not one of accepted.
func suggest(nearest string, accepted []string) string {
	list := strings.Join(accepted, ", ")
	if nearest == "" {
		return "use one of " + list
	}
	return "did you mean " + nearest + "? Accepted are " + list
}

// oneLine makes text fit one line: line ends and other control characters
// become spaces, and runs of them one.
func oneLine(s string) string {
	clean := strings.Map(func(r rune) rune {
		if isControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	if clean == s {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(clean), " ")
}

// isControl holds for what ends lines or drives terminals: C0, C1, and the line
// and paragraph separators. A byte order mark may not stand in YAML either.
func isControl(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
