package repo

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// maxTreeSize bounds one folder's tree object, in bytes: a million entries.
const maxTreeSize = 64 << 20

// gitTree reads a revision through one git that answers look-ups, and another
// for each bulk read, which is told all names ahead.
type gitTree struct {
	git  *gitBinary
	cat  *catFile
	fsys *treeFS
}

func (g *gitBinary) tree(ctx context.Context, rev string) (treeReader, error) {
	cat, err := g.startCatFile(ctx)
	if err != nil {
		return nil, err
	}
	id, made, err := cat.peel(rev)
	if err != nil {
		cat.close()
		if errors.Is(err, errMissing) {
			return nil, g.noRevision(rev)
		}
		if fault, ok := errors.AsType[*revisionFault](err); ok {
			return nil, &RevisionError{Rev: rev, Reason: fault.reason, Way: fault.way, Mistyped: fault.mistyped}
		}
		return nil, err
	}
	cat.missing = func(id string) error { return g.noObject(rev, id) }
	t := &gitTree{git: g, cat: cat}
	t.fsys = newTreeFS(gitObjects{cat}, id)
	t.fsys.made = made
	return t, nil
}

// peel follows a revision to its tree, and gives the first date on the way.
// "REV^{tree}" would do the former in one step, but for a revision like ":/words",
// which takes the rest as words too.
func (c *catFile) peel(rev string) (id string, made time.Time, err error) {
	const deepest = 16 // tags of tags
	for range deepest {
		h, data, err := c.object(rev, maxTreeSize)
		if err != nil {
			return "", made, err
		}
		if h.kind == "tree" {
			return h.id, made, nil
		}
		line, _, _ := bytes.Cut(data, []byte("\n"))
		key, next, _ := strings.Cut(string(line), " ")
		if h.kind == "blob" || key != "tree" && key != "object" {
			break
		}
		if made.IsZero() {
			made = madeAt(data)
		}
		rev = next
	}
	return "", made, errMissing
}

func (g *gitBinary) noRevision(rev string) error {
	e := &RevisionError{Rev: rev, Reason: noSuchRevision, Way: wayToRevisions, Mistyped: true}
	switch ref := g.unborn(); {
	case strings.Contains(rev, ".."):
		e.Reason, e.Way = errRange.reason, errRange.way
	case (rev == "HEAD" || rev == "@") && ref != "":
		fault := unbornFault(ref)
		e.Reason, e.Way, e.Mistyped = fault.reason, fault.way, false
	case g.wayToFetch(rev) != "":
		e.Way = g.wayToFetch(rev)
	case g.shallow():
		e.Way = wayToDeepen
	case rev == "HEAD", rev == "@":
		e.Way, e.Mistyped = wayToFsck, false
	}
	return e
}

func (g *gitBinary) wayToFetch(rev string) string {
	config, err := readConfig(g.loc, g.options.Environ)
	if err != nil {
		return ""
	}
	return wayToFetchBranch(rev, config.entries)
}

// unborn is the branch that HEAD names and that is not there, else "".
func (g *gitBinary) unborn() string {
	name, _, err := refs{gitDir: g.loc.gitDir, commonDir: g.loc.commonDir}.resolve("HEAD")
	// Where refs are kept otherwise (a reftable), HEAD names one that cannot be.
	if !errors.Is(err, errNoRef) || !validRefName(name) {
		return ""
	}
	return name
}

// noObject is an object of a revision that git could not read.
func (g *gitBinary) noObject(rev, id string) error {
	e := &RevisionError{Rev: rev, Reason: "object " + id + " is missing or damaged", Way: wayToFsck}
	if g.shallow() {
		e.Way = wayToDeepen
	}
	return e
}

// shallow says that the history of this clone ends early.
func (g *gitBinary) shallow() bool {
	_, err := os.Stat(filepath.Join(g.loc.commonDir, "shallow"))
	return err == nil
}

func (t *gitTree) fs() *treeFS { return t.fsys }

// Close ends the git that answers look-ups.
func (t *gitTree) Close() error {
	t.cat.close()
	return nil
}

// files lists first, then reads: the second git gets all names at once and
// never waits for us.
func (t *gitTree) files(ctx context.Context, dirs []string, enter, keep func(string) bool) iter.Seq[File] {
	return func(yield func(File) bool) {
		var items []treeItem
		for item := range t.fsys.list(dirs, enter, keep) {
			items = append(items, item)
		}
		if len(items) == 0 {
			return
		}
		cat, err := t.git.startCatFile(ctx, "--buffer")
		if err != nil {
			yield(File{Path: items[0].path, Err: err})
			return
		}
		cat.missing = t.cat.missing
		if !cat.stream(items, yield) {
			cat.abort()
			return
		}
		cat.close()
	}
}

// stream reads the items in order into one buffer; false when the consumer has
// had enough or git has died.
func (c *catFile) stream(items []treeItem, yield func(File) bool) bool {
	go func() {
		defer c.in.Close()
		for _, item := range items {
			if item.err == nil && c.ask(item.id) != nil {
				return
			}
		}
	}()
	var buf []byte
	for _, item := range items {
		f := File{Path: item.path, Err: item.err}
		if f.Err == nil {
			buf, f.Err = c.next(buf)
			f.Err = c.explain(item.id, f.Err)
			f.Data = buf[:len(buf):len(buf)]
		}
		var dead *Refused
		if f.Err != nil && !errors.As(f.Err, &dead) {
			f.Data, f.Err = nil, pathError("read", item.path, f.Err)
		}
		if !yield(f) || dead != nil {
			return false
		}
	}
	return true
}

func (c *catFile) next(buf []byte) ([]byte, error) {
	h, err := c.header()
	if err != nil {
		return buf[:0], err
	}
	return c.body(h, buf, MaxFileSize)
}

// gitObjects reads single objects.
type gitObjects struct{ cat *catFile }

func (o gitObjects) blob(id string) ([]byte, error) {
	_, data, err := o.cat.object(id, MaxFileSize)
	return data, o.cat.explain(id, err)
}

func (o gitObjects) tree(id string) ([]treeNode, error) {
	_, data, err := o.cat.object(id, maxTreeSize)
	if err != nil {
		return nil, o.cat.explain(id, err)
	}
	return parseTreeNodes(data, len(id)/2)
}

var errDamagedTree = errors.New("the tree is damaged")

// parseTreeNodes reads Git's own form: mode, blank, name, NUL, and the object name
// in idSize bytes, 20 for SHA-1 and 32 for SHA-256.
func parseTreeNodes(data []byte, idSize int) ([]treeNode, error) {
	var entries []treeNode
	for len(data) > 0 {
		end := bytes.IndexByte(data, 0)
		if end < 0 || len(data) < end+1+idSize {
			return nil, errDamagedTree
		}
		octal, name, ok := bytes.Cut(data[:end], []byte(" "))
		mode, err := strconv.ParseUint(string(octal), 8, 32)
		if !ok || err != nil || len(name) == 0 || bytes.IndexByte(name, '/') >= 0 {
			return nil, errDamagedTree
		}
		id := data[end+1 : end+1+idSize]
		entries = append(entries, treeNode{name: string(name), mode: uint32(mode), id: hex.EncodeToString(id)})
		data = data[end+1+idSize:]
	}
	return entries, nil
}
