package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// slackMessage is a message of an export, and of the API's answers. Names are those
// of Slack.
type slackMessage struct {
	Type     string `json:"type"`
	Subtype  string `json:"subtype"`
	TS       string `json:"ts"`        // seconds.micros: the message's name, and its time
	ThreadTS string `json:"thread_ts"` // of the message that is answered; its own when it was answered
	User     string `json:"user"`
	BotID    string `json:"bot_id"`
	Username string `json:"username"` // of bots
	Text     string `json:"text"`
	Profile  struct {
		Name string `json:"name"`
	} `json:"bot_profile"`
	UserProfile slackProfile `json:"user_profile"`
	Files       []struct {
		Name      string `json:"name"`
		Title     string `json:"title"`
		Permalink string `json:"permalink"`
		Mode      string `json:"mode"`
	} `json:"files"`
	Attachments []struct {
		Title    string `json:"title"`
		Text     string `json:"text"`
		Fallback string `json:"fallback"`
	} `json:"attachments"`
}

type slackProfile struct {
	DisplayName string `json:"display_name"`
	RealName    string `json:"real_name"`
	Name        string `json:"name"`
}

// slackUser is an entry of users.json.
type slackUser struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	RealName string       `json:"real_name"`
	Profile  slackProfile `json:"profile"`
}

// slackSilence are the subtypes that tell nothing of an incident.
var slackSilence = map[string]bool{
	"channel_join": true, "channel_leave": true, "channel_name": true, "channel_purpose": true, "channel_archive": true,
	"channel_unarchive": true, "group_join": true, "group_leave": true, "bot_add": true, "bot_remove": true,
	"pinned_item": true, "unpinned_item": true, "reminder_add": true, "tombstone": true, "message_deleted": true,
	"message_changed": true, "message_replied": true, "channel_convert_to_private": true,
}

// slack reads the messages of a channel: the file of a day in an export, or an
// answer of the API.
func (r *Reading) slack(in Input) error {
	messages, err := slackMessages(in.Data)
	if err != nil {
		return err
	}
	names, err := slackNames(in.Users, in.Process)
	if err != nil {
		return err
	}
	c := slackChannel{name: in.Channel, names: names}
	for n := range messages {
		m := &messages[n]
		e, silent, err := c.event(m)
		switch {
		case err != nil:
			return &Error{Reason: fmt.Sprintf("message %d %s", n+1, err), Way: whichEvents}
		case silent:
			r.Passed++
		default:
			if err := r.add(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func slackMessages(data []byte) ([]slackMessage, error) {
	var answer struct {
		Messages []slackMessage `json:"messages"`
	}
	var to any = &answer
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		to = &answer.Messages
	}
	if err := json.Unmarshal(data, to); err != nil {
		return nil, slackError(data, err)
	}
	return answer.Messages, nil
}

// slackError is jsonError for whole inputs.
func slackError(data []byte, err error) *Error {
	if strings.Contains(err.Error(), "unexpected end") {
		return &Error{Line: lineAt(data, int64(len(bytes.TrimSpace(data)))), Reason: "is not JSON: it ends in the middle", Way: "nothing of it was used"}
	}
	return jsonError(data, 0, err)
}

// slackNames are what users are called: as the organisation's people, where one has
// the ID, else as they call themselves.
func slackNames(users []byte, p *incident.Process) (map[string]string, error) {
	names := make(map[string]string)
	if len(users) > 0 {
		var list []slackUser
		if err := json.Unmarshal(users, &list); err != nil {
			return nil, &Error{Reason: "has a users.json beside it that cannot be read: " + slackError(users, err).Error()}
		}
		for _, u := range list {
			names[u.ID] = firstOf(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name, u.ID)
		}
	}
	if p == nil {
		return names, nil
	}
	for _, person := range p.People {
		if person.Slack != "" {
			names[person.Slack] = person.Handle
		}
	}
	return names, nil
}

// firstOf is the first text that has something in it, as one line.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t = oneLine(t); t != "" {
			return t
		}
	}
	return ""
}

// slackChannel makes events of messages.
type slackChannel struct {
	name  string
	names map[string]string // by user ID
}

func (c *slackChannel) event(m *slackMessage) (e Event, silent bool, err error) {
	if m.Type != "" && m.Type != "message" || slackSilence[m.Subtype] {
		return e, true, nil
	}
	at, ok := slackTime(m.TS)
	if !ok {
		return e, false, fmt.Errorf("has %s for ts, which is no time of Slack", quoted(m.TS))
	}
	if len(m.Text) > maxValue {
		return e, false, fmt.Errorf("has a text of %d bytes, and none may have more than %d", len(m.Text), maxValue)
	}
	text := c.content(m)
	if text == "" {
		return e, true, nil
	}
	who := inert(cut(c.author(m), 60))
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		who += " (reply)"
	}
	source := "Slack " + m.TS
	if c.name != "" {
		source = "Slack #" + cut(oneLine(c.name), 80) + " " + m.TS
	}
	return Event{At: at, Text: who + ": " + text, Source: inert(source), ID: m.TS}, false, nil
}

// slackTime reads 1772373731.000200. It is also a name, so it is kept as it is
// written.
func slackTime(ts string) (time.Time, bool) {
	seconds, micros, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseUint(seconds, 10, 34)
	if _, bad := strconv.ParseUint("0"+micros, 10, 34); err != nil || bad != nil || n == 0 || len(ts) > 24 {
		return time.Time{}, false
	}
	return time.Unix(int64(n), 0).UTC(), true
}

// author is who wrote a message: bots go by the name that they post under.
func (c *slackChannel) author(m *slackMessage) string {
	known := c.names[m.User]
	if m.User == "" || m.Subtype == "bot_message" {
		known = ""
	}
	return firstOf(known, m.Username, m.UserProfile.DisplayName, m.UserProfile.RealName, m.UserProfile.Name, m.Profile.Name, m.User, m.BotID, "somebody")
}

// content is the text, of bots that have none what they attached, and the names of
// files.
func (c *slackChannel) content(m *slackMessage) string {
	w := markup{names: c.names, left: maxText}
	w.write(m.Text)
	if strings.TrimSpace(m.Text) == "" {
		for _, a := range m.Attachments {
			w.write(firstOf(a.Fallback, a.Title+" "+a.Text))
		}
	}
	for _, f := range m.Files {
		name := firstOf(f.Name, f.Title)
		if f.Mode == "tombstone" || name == "" {
			name = "a file that was deleted"
		}
		w.plain(" attached ")
		w.link(name, webLink(f.Permalink))
	}
	return w.String()
}
