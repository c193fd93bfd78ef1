package repo

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// commitHeader is what is needed of a commit to walk and to build upon it.
type commitHeader struct {
	tree    plumbing.Hash
	parents []plumbing.Hash
}

var errBadCommit = errors.New("a commit object is damaged")

func parseCommit(data []byte) (commitHeader, error) {
	var c commitHeader
	header, _, _ := bytes.Cut(data, []byte("\n\n"))
	for line := range bytes.Lines(header) {
		key, value, _ := bytes.Cut(line, []byte{' '})
		isParent := string(key) == "parent"
		if !isParent && (string(key) != "tree" || !c.tree.IsZero()) {
			break // author and what follows: the trees and parents come first
		}
		id, _, ok := cutHash(value)
		if !ok {
			return c, errBadCommit
		}
		if isParent {
			c.parents = append(c.parents, id)
		} else {
			c.tree = id
		}
	}
	if c.tree.IsZero() {
		return c, errBadCommit
	}
	return c, nil
}

// parseTag is what an annotated tag points at.
func parseTag(data []byte) (plumbing.Hash, error) {
	rest, ok := bytes.CutPrefix(data, []byte("object "))
	id, _, isHash := cutHash(rest)
	if !ok || !isHash {
		return id, errors.New("a tag object is damaged")
	}
	return id, nil
}

// encodeCommit is a commit object: headers, an empty line, the message.
func encodeCommit(tree, parent plumbing.Hash, who, by signature, message string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "tree %s\n", tree)
	if !parent.IsZero() {
		fmt.Fprintf(&b, "parent %s\n", parent)
	}
	fmt.Fprintf(&b, "author %s\ncommitter %s\n\n%s", who, by, message)
	return b.Bytes()
}

// commit reads the head of a commit object.
func (o *objects) commit(id plumbing.Hash) (commitHeader, error) {
	data, err := o.readAs(plumbing.CommitObject, id)
	if err != nil {
		return commitHeader{}, err
	}
	return parseCommit(data)
}

// treeOf is the tree of a commit, the empty one for no commit at all.
func (o *objects) treeOf(id plumbing.Hash) (plumbing.Hash, error) {
	if id.IsZero() {
		return emptyTree, nil
	}
	c, err := o.commit(id)
	return c.tree, err
}

// maxTags bounds a chain of tags that point at tags.
const maxTags = 100

// peel follows tags to a commit or tree, and from there to the kind wanted
// when it is a tree.
func (o *objects) peel(id plumbing.Hash, wanted plumbing.ObjectType) (plumbing.Hash, error) {
	for range maxTags {
		kind, data, err := o.read(id, nil)
		if err != nil {
			return id, err
		}
		switch {
		case kind == wanted:
			return id, nil
		case kind == plumbing.TagObject:
			id, err = parseTag(data)
		case kind == plumbing.CommitObject && wanted == plumbing.TreeObject:
			var c commitHeader
			c, err = parseCommit(data)
			id = c.tree
		default:
			return id, fmt.Errorf("%s is a %s, not a %s", id, kind, wanted)
		}
		if err != nil {
			return id, err
		}
	}
	return id, errors.New("too many tags point at one another")
}
