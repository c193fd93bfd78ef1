package incident

// FieldKind is what a front matter key holds.
type FieldKind uint8

// The kinds of field. The last four occur inside action items only.
const (
	TextField FieldKind = iota
	StateField
	SeverityField
	TimestampField
	DateField
	PersonField
	PersonsField
	TextsField
	TriggersField
	ActionsField
	HistoryField
	StatusField
	ActionKindField
	DatesField
	IDField
)

// Field is one row of the field table, which decoding, pm set, the JSON Schema
// and the docs all read.
type Field struct {
	Key     string
	Kind    FieldKind
	Needed  State  // the first state whose default gate asks for it; "" for never
	Doc     string // one sentence
	Fill    string // the command that fills it, with ID for the incident
	Command string // when pm set must not touch it: the command that does, e.g. "pm advance"; else ""
	bind    func(*Incident) any
}

// Fields is the field table in the order in which keys are written.
var Fields = []Field{
	{
		Key: "title", Kind: TextField, Needed: InProgress, Fill: `pm set ID title="ONE LINE"`,
		Doc:  "What happened, in one line.",
		bind: func(i *Incident) any { return &i.Title },
	},
	{
		Key: "state", Kind: StateField, Needed: InProgress, Fill: `pm edit ID, and write "state: in-progress"`, Command: "pm advance",
		Doc:  "Where the incident stands in the workflow.",
		bind: func(i *Incident) any { return &i.State },
	},
	{
		Key: "severity", Kind: SeverityField, Needed: InProgress, Fill: "pm set ID severity=SEVERITY",
		Doc:  "How bad it was, one of the configured severities.",
		bind: func(i *Incident) any { return &i.Severity },
	},
	{
		Key: "started_at", Kind: TimestampField, Needed: InProgress, Fill: `pm set ID started_at="YYYY-MM-DD HH:MM"`,
		Doc:  "When the incident began, in UTC.",
		bind: func(i *Incident) any { return &i.StartedAt },
	},
	{
		Key: "detected_at", Kind: TimestampField, Fill: "pm set ID detected_at=HH:MM",
		Doc:  "When it was noticed, in UTC.",
		bind: func(i *Incident) any { return &i.DetectedAt },
	},
	{
		Key: "acknowledged_at", Kind: TimestampField, Fill: "pm set ID acknowledged_at=HH:MM",
		Doc:  "When somebody took it on, in UTC.",
		bind: func(i *Incident) any { return &i.AcknowledgedAt },
	},
	{
		Key: "mitigated_at", Kind: TimestampField, Fill: "pm set ID mitigated_at=HH:MM",
		Doc:  "When the impact ended, in UTC.",
		bind: func(i *Incident) any { return &i.MitigatedAt },
	},
	{
		Key: "ended_at", Kind: TimestampField, Needed: Resolved, Fill: "pm set ID ended_at=now",
		Doc:  "When the incident was over, in UTC.",
		bind: func(i *Incident) any { return &i.EndedAt },
	},
	{
		Key: "owner", Kind: PersonField, Needed: RootCause, Fill: "pm set ID owner=HANDLE",
		Doc:  "Who sees the postmortem through.",
		bind: func(i *Incident) any { return &i.Owner },
	},
	{
		Key: "facilitator", Kind: PersonField, Fill: "pm set ID facilitator=HANDLE",
		Doc:  "Who leads the postmortem meeting.",
		bind: func(i *Incident) any { return &i.Facilitator },
	},
	{
		Key: "participants", Kind: PersonsField, Needed: RootCause, Fill: "pm set ID participants=HANDLE,HANDLE",
		Doc:  "Who took part in the response.",
		bind: func(i *Incident) any { return &i.Participants },
	},
	{
		Key: "triggers", Kind: TriggersField, Needed: RootCause, Fill: "pm set ID triggers=TRIGGER",
		Doc:  "Why a postmortem is held.",
		bind: func(i *Incident) any { return &i.Triggers },
	},
	{
		Key: "services", Kind: TextsField, Fill: "pm set ID services=NAME,NAME",
		Doc:  "Which services were hit.",
		bind: func(i *Incident) any { return &i.Services },
	},
	{
		Key: "tags", Kind: TextsField, Fill: "pm set ID tags=WORD,WORD",
		Doc:  "Words to find the incident by.",
		bind: func(i *Incident) any { return &i.Tags },
	},
	{
		Key: "related", Kind: TextsField, Fill: "pm set ID related=ID",
		Doc:  "IDs of incidents that have to do with this one.",
		bind: func(i *Incident) any { return &i.Related },
	},
	{
		Key: "aliases", Kind: TextsField, Fill: "pm rename ID",
		Doc:  "IDs that the incident had before it was renamed.",
		bind: func(i *Incident) any { return &i.Aliases },
	},
	{
		Key: "alerts", Kind: TextsField, Fill: "pm set ID alerts=FINGERPRINT",
		Doc:  "Fingerprints of the alerts that belong to it.",
		bind: func(i *Incident) any { return &i.Alerts },
	},
	{
		Key: "review_at", Kind: TimestampField, Fill: `pm set ID review_at="YYYY-MM-DD HH:MM"`,
		Doc:  "When the postmortem meeting is held, in UTC.",
		bind: func(i *Incident) any { return &i.ReviewAt },
	},
	{
		Key: "review_invitations", Kind: TextsField, Fill: "pm meeting ID --at TIME", Command: "pm meeting",
		Doc:  "When and for how long people were invited to that meeting, one line for each time it was moved, written by pm.",
		bind: func(i *Incident) any { return &i.ReviewInvitations },
	},
	{
		Key: "followup_due", Kind: DateField, Needed: RootCause, Fill: "pm set ID followup_due=+14d",
		Doc:  "The day by which the follow-up is to be closed.",
		bind: func(i *Incident) any { return &i.FollowupDue },
	},
	{
		Key: "no_actions_reason", Kind: TextField, Fill: `pm set ID no_actions_reason="ONE LINE"`,
		Doc:  "Why nothing is to be done, when there are no action items.",
		bind: func(i *Incident) any { return &i.NoActionsReason },
	},
	{
		Key: "dismissed_because", Kind: TextField, Fill: "pm dismiss ID --as REASON",
		Doc:  "Why the incident needs no postmortem.",
		bind: func(i *Incident) any { return &i.DismissedBecause },
	},
	{
		Key: "adopted", Kind: DateField, Fill: "pm set ID adopted=today",
		Doc:  "The day on which the file was brought in from elsewhere.",
		bind: func(i *Incident) any { return &i.Adopted },
	},
	{
		Key: "action_items", Kind: ActionsField, Needed: FollowUp, Command: "pm action",
		Fill: `pm action add ID "TITLE" --owner HANDLE --due +14d, or pm set ID no_actions_reason="ONE LINE"`,
		Doc:  "What is done so that it does not happen again.",
		bind: func(i *Incident) any { return &i.ActionItems },
	},
	{
		Key: "history", Kind: HistoryField, Fill: "pm advance ID", Command: "pm advance",
		Doc:  "One line for each transition, written by pm.",
		bind: func(i *Incident) any { return &i.History },
	},
}

// FieldByKey finds a row of the table.
func FieldByKey(key string) (Field, bool) {
	if n := fieldRow(key); n >= 0 {
		return Fields[n], true
	}
	return Field{}, false
}

// fieldRow is a scan, not a map: two dozen comparisons of mostly different
// lengths are cheaper than hashing, and start-up builds nothing.
func fieldRow(key string) int {
	for n := range Fields {
		if Fields[n].Key == key {
			return n
		}
	}
	return -1
}

// keysBefore are the keys that stand before key when all are there: where a
// missing key is inserted.
func keysBefore(key string) []string {
	var keys []string
	for n := range Fields {
		if Fields[n].Key == key {
			break
		}
		keys = append(keys, Fields[n].Key)
	}
	return keys
}

// fieldKeys are all keys of the table.
func fieldKeys() []string { return keysBefore("") }
