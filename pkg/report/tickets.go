package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Task is an action item that a ticket is to be made of.
type Task struct {
	Item  ActionItem
	Of    string // the title of its incident
	Dir   string // the folder of its repository, absolute
	Email string // of its owner; "" when that is not known
	Mark  string // the line that says which item the ticket is for
}

// The longest titles that GitHub and Jira take, in characters.
const maxTicketTitle = 250

// title is one line, of any item.
func (t Task) title() string {
	title := Clean(orEmpty(t.Item.Title), false)
	if title == "" {
		title = "Action item " + Clean(orEmpty(t.Item.ID), false)
	}
	return cutText(title, maxTicketTitle)
}

// body says where the item is from. escape makes text of a file do nothing where the
// ticket is read.
func (t Task) body(escape func(string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "An action item of the postmortem %s.\n\n", escape(t.Of))
	for _, line := range []struct {
		name  string
		value *string
	}{{"Owner", t.Item.Owner}, {"Due", t.Item.Due}, {"Kind", t.Item.Kind}, {"Severity", t.Item.Severity}} {
		if line.value != nil {
			fmt.Fprintf(&b, "- %s: %s\n", line.name, escape(*line.value))
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n\n" + t.Mark + "\n"
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// forGitHub is text in GitHub's Markdown that mentions nobody.
func forGitHub(s string) string { return inert(s, maxTicketTitle) }

// ghIssue is what GitHub's REST interface takes to create an issue.
type ghIssue struct {
	Title string `json:"title"`
	Body  string `json:"body"`
}

// GitHubJSON writes a JSON list, an issue a line, in the form in which GitHub's
// REST interface creates one.
func GitHubJSON(w io.Writer, tasks []Task) error {
	issues := make([]ghIssue, len(tasks))
	for n, t := range tasks {
		issues[n] = ghIssue{t.title(), t.body(forGitHub)}
	}
	data, err := marshal(issues)
	if err != nil {
		return fmt.Errorf("writing issues as JSON: %w", err)
	}
	var b bytes.Buffer
	breakItems(&b, data)
	b.WriteByte('\n')
	_, err = b.WriteTo(w)
	return err
}

// JiraCSV writes what Jira's importer takes.
func JiraCSV(w io.Writer, tasks []Task) error {
	t := Table{Columns: []Column{{Name: "Summary"}, {Name: "Issue Type"}, {Name: "Description"}, {Name: "Due Date"}, {Name: "Assignee"}, {Name: "Labels"}}}
	for _, task := range tasks {
		t.Rows = append(t.Rows, []Cell{
			{Text: task.title()}, {Text: "Task"}, {Text: task.body(forJira)}, {Text: orEmpty(task.Item.Due)}, {Text: task.Email}, {Text: "postmortem"},
		})
	}
	return t.CSV(w)
}

// jiraEscapes are for the signs that begin a macro, a link, a mention or an image.
var jiraEscapes = strings.NewReplacer(`\`, `\\`, "{", `\{`, "[", `\[`, "!", `\!`, "|", `\|`)

// forJira is text in Jira's mark-up that mentions nobody and loads nothing.
func forJira(s string) string { return jiraEscapes.Replace(cutText(Clean(s, false), maxTicketTitle)) }
