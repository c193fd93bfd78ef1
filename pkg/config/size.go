package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
)

// MaxAttachment is the most that attachments.max_size may be, in bytes: no file
// that is larger is ever read.
const MaxAttachment = 16 << 20

var sizeUnits = []struct {
	name string
	size int64
}{{"MiB", 1 << 20}, {"KiB", 1 << 10}}

// size reads a whole number of kibibytes or mebibytes.
func (r *reader) size(name string, n document.Node, dst *int64) {
	size, ok := parseSize(n.Text())
	if n.Kind() != document.Scalar || !ok || size > MaxAttachment {
		r.problem(n, "whole KiB or MiB up to "+FormatSize(MaxAttachment)+", such as 512KiB, 5MiB", "%s %s, which is not such a size", name, is(n))
		return
	}
	*dst = size
}

func parseSize(s string) (int64, bool) {
	for _, u := range sizeUnits {
		digits, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		return int64(n) * u.size, err == nil && n > 0
	}
	return 0, false
}

// FormatSize writes a size as configuration does where it can, 5MiB, and any
// other to a tenth.
func FormatSize(size int64) string {
	for _, u := range sizeUnits {
		switch {
		case size < u.size:
		case size%u.size == 0:
			return fmt.Sprintf("%d%s", size/u.size, u.name)
		default:
			return fmt.Sprintf("%.1f%s", float64(size)/float64(u.size), u.name)
		}
	}
	return fmt.Sprintf("%d bytes", size)
}
