package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

type attachOptions struct {
	writeOptions
	ref   string
	files []string
}

func newAttachCmd(e *Env) *cobra.Command {
	var o attachOptions
	cmd := &cobra.Command{
		Use:   "attach ID FILE...",
		Short: "Copy files to an incident and link them",
		Long: `Copy files into the incident's folder, which lies beside its file, and link them under References, images as images.
The originals stay. Copies get names that need no escapes; what is there already with the same content is not copied
again, only linked if nothing links to it. Files and links are one commit.

attachments.max_size of ` + config.FileName + ` is the largest size: Git keeps all that was ever committed, in every clone. Symbolic
links and folders are refused. When anything is wrong with one file, none is copied.` + exits("the files are attached", ""),
		Example: "  pm attach checkout error-rate.png\n  pm attach checkout ~/Downloads/trace.json logs/*.txt",
		Args:    args(2, -1, "ID FILE..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref, o.files = args[0], args[1:]
			return runAttach(cmd.Context(), e, o)
		},
	}
	o.writeOptions.add(cmd.Flags())
	return cmd
}

func runAttach(ctx context.Context, e *Env, o attachOptions) error {
	w, err := open(ctx, e)
	if err != nil {
		return err
	}
	defer w.close()
	var files []attachment
	err = w.alter(ctx, o.ref, o.writeOptions, func(w *workspace, p *postmortem) (change, error) {
		if files, err = w.readNamed(o.files); err != nil {
			return change{}, err
		}
		folder, err := w.attachmentsOf(p)
		if err != nil {
			return change{}, err
		}
		for n := range files {
			if err := folder.add(&files[n]); err != nil {
				return change{}, err
			}
		}
		return w.attach(ctx, p, files)
	})
	if err == nil && !o.dryRun {
		w.warnConverted(ctx, files)
	}
	return err
}

// attachment is one file on its way to an incident.
type attachment struct {
	given string // on the command line
	data  []byte
	path  string // where it is, or goes; relative to the root
	there bool   // it was there already, or is named twice
}

// name is the last part of what was given, as a reader knows the file.
func (a *attachment) name() string { return filepath.Base(a.given) }

// maxAttached bounds what one command attaches, in bytes: all of it is held in
// memory, and in the journal.
const maxAttached = 64 << 20

// readNamed reads the files that were named, and says of all that cannot be
// attached what is wrong with them.
func (w *workspace) readNamed(named []string) ([]attachment, error) {
	var faults []error
	var total int64
	files := make([]attachment, 0, len(named))
	for _, given := range named {
		data, err := w.repo.ReadNamed(given, w.config.MaxAttachment)
		total += int64(len(data))
		switch {
		case err != nil:
			faults = append(faults, w.unattachable(given, err))
		case total > maxAttached:
			return nil, errors.Join(append(faults, usagef("these files are more than %s together; attach some of them first", config.FormatSize(maxAttached)))...)
		default:
			files = append(files, attachment{given: given, data: data})
		}
	}
	return files, errors.Join(faults...)
}

// unattachable says what can be done about a file that is not taken. All of these
// are about what was typed.
func (w *workspace) unattachable(given string, err error) error {
	large, ok := errors.AsType[*repo.SizeError](err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("%s does not exist", given)
	case errors.Is(err, fs.ErrPermission):
		return err
	case !ok:
		return usagef("%s", message(err))
	}
	limit := w.config.MaxAttachment
	raise := "set attachments.max_size in " + config.FileName + " (" + config.FormatSize(config.MaxAttachment) + " at most)"
	if large.Size > config.MaxAttachment {
		raise = "copy it to the incident's folder and link it by hand"
	}
	return &usageError{
		fmt.Sprintf("%s is %s, and attachments.max_size is %s, because every clone keeps it for good", large.Path, config.FormatSize(large.Size), config.FormatSize(limit)),
		"upload it elsewhere and link there, or let Git LFS hold it: git lfs track " + incident.ShellWord("*"+filepath.Ext(large.Path)) + ", then " + raise,
	}
}

// attach is the change that adds files and the links to them.
func (w *workspace) attach(ctx context.Context, p *postmortem, files []attachment) (change, error) {
	refs := missingReferences(p.Incident, files)
	ops, err := incident.AddReferences(p.Incident, refs)
	if err != nil {
		return change{}, w.locate(err, p.Incident)
	}
	want, err := w.edit(p.Incident, ops)
	if err != nil {
		return change{}, err
	}
	c := change{ids: []string{p.ID}}
	seen := make(map[string]bool)
	for _, a := range files {
		switch {
		case seen[a.path]:
		case !a.there:
			c.files = append(c.files, repo.PathChange{Path: a.path, Want: a.data})
		case !w.committedAs(ctx, a.path, a.data): // somebody put it there, or it was only recorded
			c.files = append(c.files, repo.PathChange{Path: a.path, Was: a.data, Want: a.data})
		}
		seen[a.path] = true
	}
	if len(c.files) == 0 && len(refs) == 0 {
		return change{}, &unchanged{p.ID + ": what was named is there already, and linked"}
	}
	// The links come last: without Git nothing finishes what is cut short, and a file
	// without a link is better than a link without a file.
	c.files = append(c.files, repo.PathChange{Path: p.Path, Was: p.was, Want: want})
	c.tellAttached(p, files)
	return c, nil
}

// missingReferences are those of files that nothing in the text links to.
func missingReferences(i *incident.Incident, files []attachment) []incident.Reference {
	linked := make(map[string]bool)
	for _, l := range i.Doc.Body().Links {
		if t, ok := incident.TargetOf(i.Path, l); ok {
			linked[t.File] = true
		}
	}
	var refs []incident.Reference
	for _, a := range files {
		if linked[a.path] {
			continue
		}
		linked[a.path] = true
		fromHere := strings.TrimPrefix(a.path, folderOf(i.Path))
		refs = append(refs, incident.Reference{Text: a.name(), Path: fromHere})
	}
	return refs
}

// tellAttached says what became of each file, above all of those that are called
// otherwise now.
func (c *change) tellAttached(p *postmortem, files []attachment) {
	var names []string
	seen := make(map[string]bool)
	for _, a := range files {
		is := strings.TrimPrefix(a.path, attachments(p.Path)+"/")
		switch {
		case a.there && is == a.name():
			c.also = append(c.also, is+" was there already")
		case a.there:
			c.also = append(c.also, a.name()+" has the same content as "+is)
		case is != a.name():
			c.also = append(c.also, a.name()+" is called "+is+" there")
		}
		if !seen[a.path] {
			seen[a.path] = true
			names = append(names, oneLine(a.name()))
		}
	}
	what := names[0]
	if len(names) > 1 {
		what = fmt.Sprintf("%d files", len(names))
		c.body = strings.Join(names, "\n")
	}
	c.subject = "attach " + what + " to " + p.ID
	c.done = "attached " + what + " to " + p.ID
}
