package cli

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/repo"
)

// mendOthers are the other files that name the incident that moves, in related
// or in a link, with that name mended.
func (w *workspace) mendOthers(ctx context.Context, m move) ([]repo.PathChange, error) {
	incidents, err := w.mendIncidents(ctx, m)
	if err != nil {
		return nil, err
	}
	return append(incidents, w.mendPages(ctx, m)...), nil
}

// named reports that a file may name what moves: most do not, and are not parsed.
func (m move) named(f repo.File) bool {
	return f.Path != m.oldPath && (bytes.Contains(f.Data, []byte(m.oldID)) || bytes.Contains(f.Data, []byte(url.PathEscape(m.oldID))))
}

// mendPages does so for Markdown beside the incidents that is none itself, such as
// a README that lists them. What is not under version control would be swept into
// the commit, so it is only said, and nothing about such a page stops a rename.
func (w *workspace) mendPages(ctx context.Context, m move) []repo.PathChange {
	page := func(file string) bool {
		return strings.EqualFold(path.Ext(file), ".md") && !w.layout.isIncident(path.Base(file))
	}
	var files []repo.PathChange
	for f := range w.repo.Files(ctx, w.config.Dir, w.layout.enter, page) {
		if f.Err != nil || !m.named(f) {
			continue
		}
		was := bytes.Clone(f.Data)
		i := w.decode(f.Path, was)
		ops := w.mendLinks(i, m, f.Path)
		if len(ops) == 0 {
			continue
		}
		want, err := w.edit(i, ops)
		switch {
		case err != nil:
			w.warn("links in " + w.shown(f.Path) + " are not mended: " + message(err))
		case w.uncommitted(ctx, f.Path):
			w.warn("links in " + w.shown(f.Path) + " are not mended, because it is not committed itself")
		default:
			files = append(files, repo.PathChange{Path: f.Path, Was: was, Want: want})
		}
	}
	return files
}

// mendIncidents does so for the other incidents.
func (w *workspace) mendIncidents(ctx context.Context, m move) ([]repo.PathChange, error) {
	var files []repo.PathChange
	for f := range w.files(ctx) {
		if f.Err != nil {
			return nil, f.Err
		}
		if !m.named(f) {
			continue
		}
		was := bytes.Clone(f.Data)
		i := w.decode(f.Path, was)
		want, err := w.edit(i, slices.Concat(w.mendLinks(i, m, f.Path), mendRelated(i, m), mendEvidence(i, m)))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(was, want) {
			files = append(files, repo.PathChange{Path: f.Path, Was: was, Want: want})
		}
	}
	return files, nil
}

// mendRelated puts the new ID where the old one stands in related.
func mendRelated(i *incident.Incident, m move) []document.Op {
	var ops []document.Op
	for n, r := range i.Related.V {
		if r.V == m.oldID {
			ops = append(ops, document.Set(document.At("related").Index(n), document.StringValue(m.newID)))
		}
	}
	return ops
}

// mendEvidence does so for what shows that action items are done: an attachment,
// say.
func mendEvidence(i *incident.Incident, m move) []document.Op {
	var ops []document.Op
	for n, a := range i.ActionItems.V {
		file, rest, ok := incident.EvidencePath(a.Evidence.V)
		if !ok {
			continue
		}
		is := m.follow(file)
		if is == file { // not from the root, then from where it is written
			was := path.Join(path.Dir(i.Path), file)
			if is = m.follow(was); is == was {
				continue
			}
		}
		ops = append(ops, document.Set(document.At("action_items").Index(n).Key("evidence"), document.StringValue(is+rest)))
	}
	return ops
}

// mendLinks rewrites the links of a file that would break by the move: those
// to what moves and, when the file itself goes to another folder, those that
// start from it. to is where the file will be. The edits come last link first,
// so that none moves the place of the next.
func (w *workspace) mendLinks(i *incident.Incident, m move, to string) []document.Op {
	var edits []document.Edit
	for _, l := range i.Doc.Body().Links {
		if l.DestSpan.IsZero() || l.Auto {
			continue
		}
		written, ok := mendLink(l.Destination, m, path.Dir(i.Path), path.Dir(to))
		if ok {
			edits = append(edits, document.Edit{Span: l.DestSpan, Text: written})
		}
	}
	slices.SortFunc(edits, func(a, b document.Edit) int { return cmp.Compare(b.Span.Start, a.Span.Start) })
	// A reference definition is met once for each link that uses it.
	edits = slices.CompactFunc(edits, func(a, b document.Edit) bool { return a.Span == b.Span })
	ops := make([]document.Op, len(edits))
	for n, e := range edits {
		ops[n] = document.Splice(e)
	}
	return ops
}

// mendLink is a relative link's new destination, from folder fromDir as it was
// to folder toDir as it will be; false when the link can stay as it is.
func mendLink(destination string, m move, fromDir, toDir string) (string, bool) {
	u, err := url.Parse(destination)
	if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" {
		return "", false
	}
	if rooted, ok := strings.CutPrefix(destination, "/"); ok { // from the root, as pm lint takes it
		mended, ok := mendLink(rooted, m, ".", ".")
		return "/" + mended, ok
	}
	was := path.Join(fromDir, u.Path)
	is := m.follow(was)
	if is == was && fromDir == toDir {
		return "", false
	}
	rel := relative(toDir, is)
	if rel == path.Clean(u.Path) {
		return "", false
	}
	if strings.HasSuffix(u.Path, "/") {
		rel += "/"
	}
	mended := url.URL{Path: rel, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment}
	return mended.String(), true
}

// follow is where a path below the root is after the move.
func (m move) follow(file string) string {
	if file == m.oldPath {
		return m.newPath
	}
	from := attachments(m.oldPath)
	if rest, ok := strings.CutPrefix(file, from); ok && (rest == "" || rest[0] == '/') {
		return attachments(m.newPath) + rest
	}
	return file
}

// relative is the way from a folder to a file, both slash-separated and
// relative to one root. filepath.Rel would use the system's separator.
func relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	if dir == "." {
		from = nil
	}
	common := 0
	for common < len(from) && common < len(to)-1 && from[common] == to[common] {
		common++
	}
	up := slices.Repeat([]string{".."}, len(from)-common)
	return strings.Join(append(up, to[common:]...), "/")
}
