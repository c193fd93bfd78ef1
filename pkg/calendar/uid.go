package calendar

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// UID names something about an incident for good: part says what. It is a UUID, as
// RFC 7986 (5.3) advises, made (RFC 9562, version 8) of what does not change: the
// incident's first ID, which stands first among its aliases once it is renamed,
// and the time of its first line of history, by which incidents of several
// repositories that have one ID differ.
func UID(i *incident.Incident, part string) string {
	first := i.ID
	if len(i.Aliases.V) > 0 {
		first = i.Aliases.V[0].V
	}
	begun := ""
	if len(i.History.V) > 0 && i.History.V[0].At.Known() {
		begun = i.History.V[0].At.V.UTC().Format(time.RFC3339Nano)
	}
	return uid("incident", first, begun, part)
}

func uid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6] = sum[6]&0x0f | 0x80 // version 8
	sum[8] = sum[8]&0x3f | 0x80 // variant
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
