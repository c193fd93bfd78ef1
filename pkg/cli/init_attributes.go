package cli

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/repo"
)

const (
	driverAttribute = " merge=pm"
	exceptAttribute = " !merge" // as if no line above had said anything
	privateNames    = "[_.]"    // how the pattern of an exception begins
)

// attributeLines send the incidents to the driver, one line for each folder and
// ending, and take out again what the walk passes over: files and folders with
// private names. Of two lines git heeds the later one. A folder that dir names
// itself may be private, so the folders with fewer private names come first: the
// exceptions below them are never about one that follows.
func attributeLines(l *layout) []string {
	byPrivate := map[int][]repo.Glob{}
	var counts []int
	for _, g := range l.globs {
		n := len(slices.DeleteFunc(slices.Clone(g.Segments()), func(s string) bool { return !private(s) }))
		byPrivate[n], counts = append(byPrivate[n], g), append(counts, n)
	}
	slices.Sort(counts)
	var lines []string
	for _, n := range slices.Compact(counts) {
		for _, g := range byPrivate[n] {
			for _, name := range l.patterns {
				lines = append(lines, attributeLine(driverAttribute, append(attributeParts(g), "**", name)...))
			}
		}
		for _, g := range byPrivate[n] {
			lines = append(lines, exceptions(g)...)
		}
	}
	return lines
}

// exceptions are the lines for private names below a glob, and for those that
// git's wildcards match and those of dir do not.
func exceptions(g repo.Glob) []string {
	parts := attributeParts(g)
	lines := []string{
		attributeLine(exceptAttribute, append(slices.Clone(parts), "**", privateNames+"*")...),
		attributeLine(exceptAttribute, append(slices.Clone(parts), "**", privateNames+"*", "**")...),
	}
	for i, segment := range parts {
		if hidden := privateOf(segment); hidden != "" && !g.Literal() {
			parts := slices.Concat(parts[:i], strings.Split(hidden, "/"), parts[i+1:], []string{"**"})
			lines = append(lines, attributeLine(exceptAttribute, parts...))
		}
	}
	return lines
}

// privateOf is the pattern for the private names that a segment would match if
// it were git's, "" when there are none.
func privateOf(segment string) string {
	switch {
	case segment == "**":
		return "**/" + privateNames + "*/**"
	case strings.HasPrefix(segment, "*"):
		return privateNames + segment
	case strings.HasPrefix(segment, "?"):
		return privateNames + segment[1:]
	case strings.HasPrefix(segment, "["):
		if end := strings.IndexByte(segment, ']'); end > 0 {
			return privateNames + segment[end+1:]
		}
	}
	return ""
}

// attributeParts are the segments of a glob as git's patterns have them.
func attributeParts(g repo.Glob) []string {
	parts := slices.Clone(g.Segments())
	if g.Literal() {
		for i := range parts {
			parts[i] = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(parts[i])
		}
	}
	return parts
}

// attributeLine gives an attribute to what a pattern in parts matches.
func attributeLine(attribute string, parts ...string) string {
	pattern := "/" + path.Join(parts...)
	if strings.ContainsAny(pattern, " \t\"\\") {
		pattern = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(pattern) + `"`
	}
	return pattern + attribute
}

// withLines adds the lines that are missing, with the file's own line ending.
// The order counts, so those after one that is missing are added as well.
func withLines(src []byte, lines []string) []byte {
	for line := range strings.Lines(string(src)) {
		if len(lines) > 0 && strings.TrimSpace(line) == lines[0] {
			lines = lines[1:]
		}
	}
	eol := "\n"
	if bytes.Contains(src, []byte("\r\n")) {
		eol = "\r\n"
	}
	out := bytes.Clone(src)
	for _, line := range lines {
		if n := len(out); n > 0 && out[n-1] != '\n' {
			out = append(out, eol...)
		}
		out = append(out, line+eol...)
	}
	return out
}

// withoutLines takes away every line that does nothing but name the driver or
// make an exception from it, also one for a folder that the configuration no
// longer has; nil when nothing is left.
func withoutLines(src []byte) []byte {
	var out []byte
	for line := range strings.Lines(string(src)) {
		if !aboutDriver(strings.TrimSpace(line)) {
			out = append(out, line...)
		}
	}
	return out
}

func aboutDriver(line string) bool {
	if pattern, ok := strings.CutSuffix(line, driverAttribute); ok {
		return onePattern(pattern)
	}
	pattern, ok := strings.CutSuffix(line, exceptAttribute)
	return ok && onePattern(pattern) && strings.Contains(pattern, "/"+privateNames)
}

// onePattern reports a pattern without attributes behind it.
func onePattern(s string) bool {
	if strings.HasPrefix(s, `"`) {
		return len(s) > 1 && strings.HasSuffix(s, `"`)
	}
	return !strings.HasPrefix(s, "#") && !strings.ContainsAny(s, " \t")
}
