package lint

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

var orphanAttachment = &Rule{
	ID:      "orphan-attachment",
	Summary: "every file in the incident's folder is linked from its text",
	Why:     "A screenshot that nothing links to is found by nobody, and whoever finds it does not know what it shows.",
	Bad: `-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---
-- postmortems/2026/2026-03-01-checkout-5xx/error-rate.png --
PNG
`,
	Good: `-- postmortems/2026/2026-03-01-checkout-5xx.md --
---
title: Checkout returns 5xx
state: in-progress
severity: sev2
started_at: 2026-03-01T14:02:00Z
---

![Errors rise at 14:02](2026-03-01-checkout-5xx/error-rate.png)
-- postmortems/2026/2026-03-01-checkout-5xx/error-rate.png --
PNG
`,
	Configure: "rules: {orphan-attachment: off}. Names that begin with a dot are passed over; a link to the folder covers all that is in it.",
	Severity:  Warning,
	Check:     checkOrphanAttachment,
}

// maxAttachments bounds how many files of one incident's folder are looked at.
const maxAttachments = 10_000

// checkOrphanAttachment is content when the folder is linked: a page may well show
// a directory of graphs by one link.
func checkOrphanAttachment(p *Pass) {
	folder := strings.TrimSuffix(p.Path, path.Ext(p.Path))
	if !p.linter.tree.hasFolder(folder) {
		return
	}
	linked := p.linkedFiles()
	for _, file := range attachments(p.FS, folder) {
		if !linked[file] && !linked[path.Dir(file)] && !linked[folder] && !p.names(file) {
			p.orphan(file)
		}
	}
}

// linkedFiles are the files and folders that the body links to.
func (p *Pass) linkedFiles() map[string]bool {
	linked := make(map[string]bool)
	for _, l := range p.Document.Body().Links {
		if t, ok := incident.TargetOf(p.Path, l); ok && t.File != "" {
			linked[t.File] = true
		}
	}
	return linked
}

// names reports that the file's path stands somewhere in the text: in an HTML
// image, or as the evidence of an action item.
func (p *Pass) names(file string) bool {
	fromHere := strings.TrimPrefix(file, path.Dir(p.Path)+"/")
	return bytes.Contains(p.Document.Source(), []byte(fromHere))
}

// attachments are the files below a folder, in order of their paths.
func attachments(fsys fs.FS, folder string) []string {
	var files []string
	seen := 0
	_ = fs.WalkDir(fsys, folder, func(name string, e fs.DirEntry, err error) error {
		if seen++; seen > maxAttachments {
			return fs.SkipAll
		}
		switch hidden := strings.HasPrefix(path.Base(name), "."); {
		case err != nil && e != nil && e.IsDir(), hidden && e != nil && e.IsDir():
			return fs.SkipDir
		case err == nil && !hidden && e.Type().IsRegular():
			files = append(files, name)
		}
		return nil
	})
	return files
}

// orphan is shown at the section where the link belongs, since a file that is no
// text has no line of its own.
func (p *Pass) orphan(file string) {
	at := p.stateSpan()
	if s, ok := incident.FindSection(p.Document, "references"); ok {
		at = s.Heading.Span
	}
	name := strings.TrimPrefix(file, path.Dir(p.Path)+"/")
	p.Report(firstLine(p.Document, document.Span{Start: at.Start, End: at.End}), name,
		fmt.Sprintf("nothing links to the attachment %s", name),
		fmt.Sprintf("say what it shows and link it, [words](%s), or remove the file", name))
}
