package repo

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
)

// commit compares a commit's tree with those of its parents, and reads the rest
// of it only when something differs.
func (w *historyWalk) commit(n node) (*Commit, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	c := &Commit{ID: n.id.String()}
	trees := []plumbing.Hash{n.tree}
	for _, id := range n.parents {
		tree, ok := w.trees[id]
		if !ok {
			var err error
			if tree, err = w.objects.treeOf(id); err != nil {
				return nil, err
			}
		}
		trees = append(trees, tree)
		c.Parents = append(c.Parents, id.String())
	}
	if !w.query.messages {
		d := treeComparison{raw: &w.raw, found: func(change FileChange) { c.Changes = append(c.Changes, change) }}
		if err := d.paths(trees, w.query.paths); err != nil || len(c.Changes) == 0 {
			return c, err
		}
	}
	data, err := w.objects.readAs(plumbing.CommitObject, n.id)
	if err != nil {
		return nil, err
	}
	c.Author, c.Committer = signatureIn(data, "author "), signatureIn(data, "committer ")
	c.Subject = subjectOf(data)
	if w.query.messages {
		_, message, _ := bytes.Cut(data, []byte("\n\n"))
		c.Message = strings.Trim(inUTF8(data, message), "\n")
	}
	if w.query.beside != "" {
		e, err := w.raw.lookup(n.tree, w.query.beside)
		if err != nil {
			return nil, err
		}
		if e.mode != 0 && !e.isDir() && e.mode != modeSubmodule {
			c.Beside = e.id.String() // of a link, too: what is read then is no configuration, and that is said
		}
	}
	return c, nil
}

// headerLine is what follows a key in a commit's head.
func headerLine(data []byte, key string) []byte {
	head, _, _ := bytes.Cut(data, []byte("\n\n"))
	for line := range bytes.Lines(head) {
		if value, ok := bytes.CutPrefix(line, []byte(key)); ok {
			return bytes.TrimSuffix(value, []byte("\n"))
		}
	}
	return nil
}

func committerTime(data []byte) int64 {
	when := signatureIn(data, "committer ").When
	if when.IsZero() {
		return 0
	}
	return when.Unix()
}

// signatureIn reads "Name <email> seconds zone".
func signatureIn(data []byte, key string) Signature {
	line := headerLine(data, key)
	name, rest, _ := bytes.Cut(line, []byte("<"))
	email, date, _ := bytes.Cut(rest, []byte(">"))
	s := Signature{Name: inUTF8(data, bytes.TrimSpace(name)), Email: inUTF8(data, bytes.TrimSpace(email))}
	digits, _, _ := strings.Cut(strings.TrimSpace(string(date)), " ")
	if seconds, err := strconv.ParseInt(digits, 10, 64); err == nil {
		s.When = time.Unix(seconds, 0).UTC()
	}
	return s
}

// subjectOf is the first paragraph of the message on one line, as git has it.
func subjectOf(data []byte) string {
	_, message, _ := bytes.Cut(data, []byte("\n\n"))
	var lines []string
	for line := range bytes.Lines(message) {
		if text := strings.TrimRight(inUTF8(data, line), " \t\r\n\v\f"); text != "" {
			lines = append(lines, text)
		} else if len(lines) > 0 {
			break
		}
	}
	return strings.Join(lines, " ")
}

// inUTF8 converts the one old encoding in which every byte is a character;
// text in any other stays as it is.
func inUTF8(data, text []byte) string {
	switch strings.ToLower(string(headerLine(data, "encoding "))) {
	case "iso-8859-1", "iso8859-1", "latin1", "latin-1":
	default:
		return string(text)
	}
	out := make([]byte, 0, len(text)+8)
	for _, b := range text {
		out = utf8.AppendRune(out, rune(b))
	}
	return string(out)
}
