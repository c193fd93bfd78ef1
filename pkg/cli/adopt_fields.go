package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/repo"
)

func (r *adoptRun) noteExtra(key string) {
	if !slices.Contains(r.extra, key) && !slices.Contains(r.w.process.ExtraFields, key) {
		r.extra = append(r.extra, key)
	}
}

// listFields adds the keys that pm does not know to fields: of the configuration.
func (r *adoptRun) listFields(c *change) error {
	if !r.options.fields || len(r.extra) == 0 {
		return nil
	}
	was, err := r.w.repo.ReadFile(config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		was, err = nil, nil
	}
	if err != nil {
		return err
	}
	want, err := withFields(was, r.extra)
	if err != nil {
		return &usageError{
			"the keys cannot be listed in " + config.FileName + ": " + message(err),
			"write them there by hand: fields: [" + strings.Join(r.extra, ", ") + "]",
		}
	}
	if c.subject == "" {
		c.subject = "list front matter keys"
	}
	c.files = append(c.files, repo.PathChange{Path: config.FileName, Was: was, Want: want})
	return nil
}

// withFields edits a configuration as front matter is edited, between delimiters
// that are taken off again, so that every other byte of it stays.
func withFields(src []byte, keys []string) ([]byte, error) {
	if src == nil {
		src = []byte("version: 1\n")
	}
	const open, closing = "---\n", "---\n"
	body := src
	if len(body) > 0 && body[len(body)-1] != '\n' {
		body = append(bytes.Clone(body), '\n')
	}
	d := document.Parse(slices.Concat([]byte(open), body, []byte(closing)))
	var ops []document.Op
	for _, key := range keys {
		ops = append(ops, document.Append(document.At("fields"), document.StringValue(key)))
	}
	out, err := d.Edit(ops...)
	if err != nil {
		return nil, err
	}
	out = bytes.TrimSuffix(bytes.TrimPrefix(out, []byte(open)), []byte(closing))
	_, err = config.Parse(config.FileName, out, known())
	return out, err
}
