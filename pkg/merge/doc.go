// Package merge is a three-way merge of two versions of one incident that knows
// what the parts of the file mean.
//
// A version is taken apart into keys, items of lists and timeline entries, each
// with whole lines of its own and the comments above it (entry.go, parts.go,
// timeline.go). Entries of the three versions are paired by name: the key, an
// action item's id, a value, an entry's time and text. One that a single side
// has changed is taken as that side wrote it, byte for byte (outcome.go). One
// that both have changed is merged by what it is (front.go and what it calls),
// with the edits of package document where a value moves from one version into
// the lines of another. Whatever is no entry is merged by lines, as git does it
// (diff.go, slide.go, threeway.go), and so is a file that cannot be taken apart.
//
// The result is a list of pieces, settled lines or the two sides of a conflict
// (piece.go). A result without conflicts is read again (judge.go): it must say
// what was put together, and must have no fault that neither side has. What is
// to blame is then made a conflict; if nothing smaller is, all that differs is.
//
// Time and memory are bounded on hostile files: comparing lines ends at maxSteps,
// and more than maxEntries keys, items or entries, collections nested deeper
// than maxDepth, or lists of more than maxItems values are merged by lines.
package merge
