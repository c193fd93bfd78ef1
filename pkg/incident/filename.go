package incident

import (
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxFileName is the length, in bytes, at which an attachment's name is cut.
const maxFileName = 80

// FileName is the name that an attachment gets, made of the one it has: ASCII
// letters, digits, dots, dashes and underscores, so that it is a name on every
// system, a link needs no escapes, and no shell, Markdown or Git reads anything
// else in it. What has the name already (compared as where case does not count)
// is passed by with a number. The result is one path element, not hidden.
func FileName(name string, taken func(lower string) bool) string {
	// A name from Windows is whole on other systems; their files may end up there.
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	stem, ext := cutEnding(strings.TrimLeft(base, ". "))
	stem, ext = plainName(stem), plainName(ext)
	if ext != "" {
		ext = "." + ext
	}
	if stem == "" {
		h := fnv.New32a()
		_, _ = h.Write([]byte(base))
		stem = fmt.Sprintf("attachment-%06x", h.Sum32()&0xffffff)
	}
	if reserved(stem) {
		stem = "file-" + stem
	}
	for n := 1; ; n++ {
		suffix := ext
		if n > 1 {
			suffix = "-" + strconv.Itoa(n) + ext
		}
		cut := strings.TrimRight(stem[:min(len(stem), maxFileName-len(suffix))], ".-")
		if !taken(strings.ToLower(cut + suffix)) {
			return cut + suffix
		}
	}
}

// plainName drops or replaces every character that is not among those of FileName.
func plainName(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80 && (isLetter(byte(r)) || isDigit(byte(r))) || r == '.' || r == '_' || r == '-':
			b.WriteRune(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Mn, r):
		default:
			b.WriteString(strings.ReplaceAll(foldLatin(unicode.ToLower(r)), " ", "-"))
		}
	}
	s = b.String()
	for _, run := range []string{"--", "..", ".-", "-."} {
		for strings.Contains(s, run) {
			s = strings.ReplaceAll(s, run, run[:1])
		}
	}
	return strings.Trim(s, ".-_")
}

// cutEnding tells the ending of a name, which says what the file is, from the rest.
func cutEnding(name string) (stem, ext string) {
	const longest = 12
	ext = path.Ext(name)
	if len(ext) > longest {
		return name, ""
	}
	return strings.TrimSuffix(name, ext), ext
}

// reserved reports what Windows takes for a device, whatever its ending.
func reserved(stem string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(stem), ".")
	if n := len(first) - 1; n == 3 && isDigit(first[n]) {
		return first[:n] == "COM" || first[:n] == "LPT"
	}
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, first)
}

// imageEndings are those of files that browsers and hosting sites show as images.
var imageEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"}

// IsImage reports that a file is shown as an image, by its name.
func IsImage(name string) bool {
	return slices.Contains(imageEndings, strings.ToLower(path.Ext(name)))
}
