package incident

import (
	"fmt"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/document"
)

// Invitation is what an invitation to the postmortem meeting said of its time. In
// review_invitations it is written start/length as ISO 8601 has it:
// 2026-03-10T14:00:00Z/PT1H.
type Invitation struct {
	Start  time.Time
	Length time.Duration // whole minutes
}

// How long a meeting is when nobody says, and at most.
const (
	DefaultMeeting = time.Hour
	MaxMeeting     = day
)

// String is the invitation as review_invitations holds it.
func (v Invitation) String() string {
	hours, minutes := int(v.Length/time.Hour), int(v.Length%time.Hour/time.Minute)
	s := formatTime(v.Start) + "/PT"
	if hours > 0 {
		s += fmt.Sprintf("%dH", hours)
	}
	if minutes > 0 || hours == 0 {
		s += fmt.Sprintf("%dM", minutes)
	}
	return s
}

func parseInvitation(s string) (Invitation, bool) {
	start, length, _ := strings.Cut(s, "/PT")
	at, err := time.Parse(time.RFC3339, start)
	d, derr := time.ParseDuration(strings.ToLower(length))
	return Invitation{at.UTC(), d}, err == nil && derr == nil && d > 0 && d <= MaxMeeting
}

// LastInvitation is the last that was made; false when none can be read.
func (i *Incident) LastInvitation() (Invitation, bool) {
	all := i.ReviewInvitations.V
	if len(all) == 0 {
		return Invitation{}, false
	}
	return parseInvitation(all[len(all)-1].V)
}

// Meeting is the time for which the postmortem meeting is set, with its length as
// far as an invitation tells; false when none is set.
func (i *Incident) Meeting() (Invitation, bool) {
	v := Invitation{i.ReviewAt.V.UTC(), DefaultMeeting}
	if last, ok := i.LastInvitation(); ok && last.Start.Equal(v.Start) {
		v.Length = last.Length
	}
	return v, i.ReviewAt.Known()
}

// InvitationSequence is how many times the meeting was moved since it was first
// invited to: the SEQUENCE of RFC 5545.
func (i *Incident) InvitationSequence() int { return max(0, len(i.ReviewInvitations.V)-1) }

// Invite gives the edits that set the meeting and record the invitation to it,
// none when the file holds both. One that says another time than the last, whoever
// moved it, is a further line.
func Invite(i *Incident, v Invitation) []document.Op {
	var ops []document.Op
	if !i.ReviewAt.Known() || !i.ReviewAt.V.Equal(v.Start) {
		ops = append(ops, document.Set(document.At("review_at"), document.PlainValue(formatTime(v.Start)), keysBefore("review_at")...))
	}
	if last, ok := i.LastInvitation(); !ok || !last.Start.Equal(v.Start) || last.Length != v.Length {
		const key = "review_invitations"
		ops = append(ops, document.Append(document.At(key), document.PlainValue(v.String()), keysBefore(key)...))
	}
	return ops
}
