package cli

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/incident"
)

// find is the path of the incident that a reference means: a file's name or
// path, an ID, an alias, or any part of one of these that is unique. An exact
// ID wins over an exact alias, and that over parts. Aliases stand inside the
// files, so they are looked at only when names alone do not settle it.
func (w *workspace) find(ctx context.Context, ref string) (string, error) {
	if strings.ContainsAny(ref, `/\`) {
		return w.findFile(ctx, ref)
	}
	if w.layout.isIncident(ref) {
		if path, err := w.findFile(ctx, ref); err == nil {
			return path, nil
		}
		ref = incident.IDFromPath(ref)
	}
	names, err := w.names(ctx)
	if err != nil {
		return "", err
	}
	exact, parts := match(names, ref)
	switch {
	case len(exact) == 1:
		return exact[0].path, nil
	case len(exact) > 1:
		return "", &idError{ref: ref, candidates: w.paths(exact), files: true}
	case len(parts) == 1 && !looksWhole(ref):
		return parts[0].path, nil
	}
	return w.findAlias(ctx, ref, parts)
}

// name is one way to call an incident.
type name struct{ id, path string }

// names lists every incident by its file's name, without reading any. A file
// that cannot be read, such as a link out of the repository, has a name all the
// same, and must not stand in the way of the others.
func (w *workspace) names(ctx context.Context) ([]name, error) {
	var all []name
	for file, err := range w.source.Names(ctx, w.config.Dir, w.layout.enter, w.layout.keep) {
		if err != nil && !w.layout.isIncident(path.Base(file)) {
			return nil, err
		}
		if id := incident.IDFromPath(file); !w.branches.covers(id) {
			all = append(all, name{id, file})
		}
	}
	if w.branches != nil {
		for _, f := range w.branches.files {
			all = append(all, name{incident.IDFromPath(f.Path), f.Path})
		}
	}
	return all, nil
}

// match splits names into those that are ref and those that contain it.
func match(names []name, ref string) (exact, parts []name) {
	part := strings.ToLower(ref)
	for _, n := range names {
		switch {
		case n.id == ref:
			exact = append(exact, n)
		case part != "" && strings.Contains(strings.ToLower(n.id), part):
			parts = append(parts, n)
		}
	}
	return exact, parts
}

// looksWhole reports that a reference starts like a whole ID, 2026-03-01-x. It
// may then be the alias of one incident and by chance a part of another's ID.
func looksWhole(ref string) bool {
	if len(ref) < len("2026-03-01-x") {
		return false
	}
	for i, c := range []byte(ref[:len("2026-03-01-")]) {
		dash := i == 4 || i == 7 || i == 10
		if dash != (c == '-') || !dash && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// findAlias settles what names left open: an exact alias, else the parts of
// IDs and aliases taken together.
func (w *workspace) findAlias(ctx context.Context, ref string, parts []name) (string, error) {
	found, more := match(w.aliases(ctx), ref)
	if len(found) == 0 {
		found = slices.Concat(parts, more)
	}
	if found = distinct(found); len(found) == 1 {
		return found[0].path, nil
	}
	ids := make([]string, len(found))
	for i, n := range found {
		ids[i] = incident.IDFromPath(n.path)
	}
	if len(ids) > 0 {
		return "", &idError{ref: ref, candidates: ids}
	}
	return "", w.unknown(ctx, ref)
}

// unknown is the error of a reference that names nothing, with the branch that it
// names something on, or what it may be a slip for.
func (w *workspace) unknown(ctx context.Context, ref string) error {
	if f := w.elsewhere(ctx, ref); f != nil {
		return &idError{ref: ref, onBranch: f}
	}
	names, err := w.names(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(names))
	for i, n := range names {
		ids[i] = n.id
	}
	return &idError{ref: ref, near: incident.NearestParts(ref, ids)}
}

// distinct keeps the first name of each file.
func distinct(names []name) []name {
	var kept []name
	seen := make(map[string]bool, len(names))
	for _, n := range names {
		if !seen[n.path] {
			seen[n.path] = true
			kept = append(kept, n)
		}
	}
	return kept
}

// aliases lists the former IDs of all incidents. Only files in which the word
// stands are parsed.
func (w *workspace) aliases(ctx context.Context) []name {
	var all []name
	for f := range w.newest(ctx) {
		if f.Err != nil || !bytes.Contains(f.Data, []byte("aliases")) {
			continue
		}
		for _, a := range w.decode(f.Path, f.Data).Aliases.V {
			all = append(all, name{strings.Clone(a.V), f.Path})
		}
	}
	return all
}

// findFile takes a reference as a path, relative to the current folder or
// absolute. Only incidents are found: a path typed by mistake must not lead to
// an entry in, and a commit of, some other file.
func (w *workspace) findFile(ctx context.Context, ref string) (string, error) {
	path, err := w.repo.Rel(ref)
	if err != nil {
		return "", err
	}
	if _, err := fs.Stat(w.repo.FS(), path); err != nil {
		return "", usagef("%s does not exist", ref)
	}
	names, err := w.names(ctx)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(names, func(n name) bool { return n.path == path }) {
		return "", &usageError{ref + " is not an incident", "pm list shows all; dir and include of " + config.FileName + " say where they lie"}
	}
	return path, nil
}

func (w *workspace) paths(names []name) []string {
	shown := make([]string, len(names))
	for i, n := range names {
		shown[i] = w.shown(n.path)
	}
	return shown
}
