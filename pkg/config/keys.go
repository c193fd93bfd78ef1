package config

import (
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// key is one row of the table of keys, from which parsing, the effective values
// and the documentation are made.
type key struct {
	name  string // dotted: git.backend
	takes string // what may stand there
	doc   string
	read  func(r *reader, name string, n document.Node)
	show  func(c *Config) any // the effective value in JSON's types, or entries
}

// keys is the table, in order of the documentation.
var keys = table{
	{
		name: "version", takes: "1", doc: "The version of this format.",
		read: (*reader).version,
		show: func(*Config) any { return 1 },
	},
	{
		name: "dir", takes: "a folder, or a list of folders and globs", doc: "Where incidents lie, at any depth; new ones go into the first. `**` is any number of folders; wildcards match no name with `_` or `.` in front.",
		read: (*reader).dir,
		show: func(c *Config) any { return c.Dir },
	},
	{
		name: "layout", takes: "year, flat", doc: "Whether new incidents go into a folder a year.",
		read: func(r *reader, name string, n document.Node) { r.choose(name, n, &r.config.Layout, "year", "flat") },
		show: func(c *Config) any { return c.Layout },
	},
	{
		name: "include", takes: "a list of patterns for file names", doc: "Which files besides *.md are incidents, such as *.qmd.",
		read: func(r *reader, name string, n document.Node) { r.texts(name, n, &r.config.Include, isNamePattern) },
		show: func(c *Config) any { return c.Include },
	},
	{
		name: "process_owner", takes: "a list of persons", doc: "Who looks after the whole process; what is very late is theirs too.",
		read: func(r *reader, name string, n document.Node) { r.texts(name, n, &r.config.Process.Owners, nil) },
		show: func(c *Config) any { return orEmpty(c.Process.Owners) },
	},
	{
		name: "people", takes: "handle: {name, email, slack, team, aliases, active}", doc: "Who is who: the ways of writing that mean one person.",
		read: (*reader).people,
		show: func(c *Config) any { return showPeople(c) },
	},
	{
		name: "severities", takes: "a list of words", doc: "How bad an incident can be, the worst first.",
		read: (*reader).severities,
		show: func(c *Config) any { return c.Process.Severities },
	},
	{
		name: "default_severity", takes: "one of severities", doc: "What pm new writes when nobody says.",
		read: (*reader).defaultSeverity,
		show: func(c *Config) any { return c.Process.DefaultSeverity },
	},
	{
		name: "major", takes: "a list of severities", doc: "For which a postmortem has to exist.",
		read: (*reader).major,
		show: func(c *Config) any { return c.Process.Major },
	},
	{
		name: "alert_severities", takes: "word: one of severities", doc: "What the severity of an alert is here, where it is not what the word usually means: critical the worst, error the next, then warning, then info.",
		read: (*reader).alertSeverities,
		show: func(c *Config) any { return showAlertSeverities(c) },
	},
	{
		name: "triggers.add", takes: "a list of words", doc: "Further reasons to hold a postmortem.",
		read: (*reader).addTriggers,
		show: func(c *Config) any { return without(c.Process.Triggers, incident.Triggers) },
	},
	{
		name: "triggers.remove", takes: "a list of built-in triggers", doc: "Reasons that do not count here.",
		read: (*reader).removeTriggers,
		show: func(c *Config) any { return without(incident.Triggers, c.Process.Triggers) },
	},
	{
		name: "strict_fields", takes: "true, false", doc: "Whether every unknown front matter key is reported, not only what looks like a slip.",
		read: func(r *reader, name string, n document.Node) { r.truth(name, n, &r.config.Process.StrictFields) },
		show: func(c *Config) any { return c.Process.StrictFields },
	},
	{
		name: "fields", takes: "a list of keys", doc: "Front matter keys of one's own; gates may name them.",
		read: (*reader).fields,
		show: func(c *Config) any { return orEmpty(c.Process.ExtraFields) },
	},
	{
		name: "internal", takes: "a list of fields, and of keys of action items as action_items.KEY", doc: "What pm export --public leaves out.",
		read: (*reader).internal,
		show: func(c *Config) any { return orEmpty(c.Internal) },
	},
	{
		name: "template", takes: "a built-in name, or a path in the repository", doc: "What pm new begins with.",
		read: (*reader).template,
		show: func(c *Config) any { return c.Template },
	},
	{
		name: "gates", takes: "state: a list of fields, sections and conditions", doc: "What has to be complete to enter a state, in place of the default.",
		read: (*reader).gates,
		show: func(c *Config) any { return showGates(c) },
	},
	{
		name: "followup_due_after", takes: "a duration", doc: "When the follow-up is due, counted from the end: suggested, never filled in unasked.",
		read: func(r *reader, name string, n document.Node) { r.duration(name, n, &r.config.Process.FollowupDueAfter) },
		show: func(c *Config) any { return FormatDuration(c.Process.FollowupDueAfter) },
	},
	{
		name: "review_within", takes: "a duration", doc: "How soon after the end the postmortem meeting is held.",
		read: func(r *reader, name string, n document.Node) { r.duration(name, n, &r.config.Process.ReviewWithin) },
		show: func(c *Config) any { return FormatDuration(c.Process.ReviewWithin) },
	},
	{
		name: "stale_after", takes: "state: a duration", doc: "How long an incident may stay in a state before it is chased.",
		read: (*reader).staleAfter,
		show: func(c *Config) any { return showStale(c) },
	},
	{
		name: "escalate_after", takes: "a duration", doc: "How late something may be before it is the process owner's too.",
		read: func(r *reader, name string, n document.Node) { r.duration(name, n, &r.config.Process.EscalateAfter) },
		show: func(c *Config) any { return FormatDuration(c.Process.EscalateAfter) },
	},
	{
		name: "process_review_due", takes: "a day", doc: "When the process itself is looked at again.",
		read: func(r *reader, name string, n document.Node) { r.date(name, n, &r.config.Process.ReviewDue) },
		show: func(c *Config) any { return showDate(c.Process.ReviewDue) },
	},
	{
		name: "rules", takes: "rule: off, info, warning, error", doc: "How much a lint rule's findings weigh, in place of its default.",
		read: (*reader).rules,
		show: func(c *Config) any { return showRules(c) },
	},
	{
		name: "language.roles", takes: "a list of words", doc: "Further words for people, such as buyer, to the rules that read prose.",
		read: func(r *reader, name string, n document.Node) { r.phrases(name, n, &r.config.Language.Roles) },
		show: func(c *Config) any { return orEmpty(c.Language.Roles) },
	},
	{
		name: "language.teams", takes: "a list of names", doc: "Names of teams, such as Payments, to the same rules.",
		read: func(r *reader, name string, n document.Node) { r.phrases(name, n, &r.config.Language.Teams) },
		show: func(c *Config) any { return orEmpty(c.Language.Teams) },
	},
	{
		name: "language.systems", takes: "a list of names", doc: "What is never a person, whatever its name, such as Marvin.",
		read: (*reader).systems,
		show: func(c *Config) any { return orEmpty(c.Language.Systems) },
	},
	{
		name: "language.allow", takes: "a list of phrases", doc: "Phrases that these rules say nothing about.",
		read: func(r *reader, name string, n document.Node) { r.phrases(name, n, &r.config.Language.Allow) },
		show: func(c *Config) any { return orEmpty(c.Language.Allow) },
	},
	{
		name: "refs", takes: "a list of patterns for remote branches", doc: "Branches whose incidents are read too, such as origin/postmortem/*.",
		read: func(r *reader, name string, n document.Node) { r.texts(name, n, &r.config.Refs, isRef) },
		show: func(c *Config) any { return c.Refs },
	},
	{
		name: "coverage.branches", takes: "a list of patterns", doc: "Branches whose merge asks for a postmortem, to pm coverage; `*` is anything, and case makes no difference.",
		read: func(r *reader, name string, n document.Node) { r.texts(name, n, &r.config.Coverage.Branches, nil) },
		show: func(c *Config) any { return c.Coverage.Branches },
	},
	{
		name: "coverage.subjects", takes: "a list of patterns", doc: "Subjects of commits that ask for one. What says `This reverts commit` always does.",
		read: func(r *reader, name string, n document.Node) { r.texts(name, n, &r.config.Coverage.Subjects, nil) },
		show: func(c *Config) any { return c.Coverage.Subjects },
	},
	{
		name: "attachments.max_size", takes: "a size, 16MiB at most", doc: "The largest file that pm attach copies: every clone holds it for good.",
		read: func(r *reader, name string, n document.Node) { r.size(name, n, &r.config.MaxAttachment) },
		show: func(c *Config) any { return FormatSize(c.MaxAttachment) },
	},
	{
		name: "git.commit", takes: "each, transitions, never", doc: "Which changes pm commits by itself.",
		read: func(r *reader, name string, n document.Node) {
			r.choose(name, n, &r.config.Git.Commit, "each", "transitions", "never")
		},
		show: func(c *Config) any { return c.Git.Commit },
	},
	{
		name: "git.backend", takes: "auto, git, builtin", doc: "What makes commits; auto is git when it is on PATH.",
		read: func(r *reader, name string, n document.Node) {
			r.choose(name, n, &r.config.Git.Backend, "auto", "git", "builtin")
		},
		show: func(c *Config) any { return c.Git.Backend },
	},
	{
		name: "git.subject", takes: "a line with " + changeWord + " in it", doc: "The shape of commit subjects.",
		read: (*reader).subject,
		show: func(c *Config) any { return c.Git.Subject },
	},
}

// table is a list of keys.
type table []key

// find is the row of a dotted name, nil when there is none.
func (t table) find(name string) *key {
	for i := range t {
		if t[i].name == name {
			return &t[i]
		}
	}
	return nil
}

// names are the keys that may stand below a prefix, which ends in a dot unless
// it is empty.
func (t table) names(prefix string) []string {
	var out []string
	for _, k := range t {
		rest, below := strings.CutPrefix(k.name, prefix)
		if !below {
			continue
		}
		first, _, _ := strings.Cut(rest, ".")
		if !contains(out, first) {
			out = append(out, first)
		}
	}
	return out
}
