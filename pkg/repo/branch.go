package repo

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// BranchError is a new branch that cannot be made, because of one that is there.
type BranchError struct {
	Branch string // the one that was to be made: postmortem/x
	Ref    string // what is in the way, as git shortens it: origin/postmortem/x
	Reason string // what is wrong with it, "" when Ref simply is that branch
}

// Error names the branch and what is wrong with it.
func (e *BranchError) Error() string {
	if e.Reason == "" {
		return "the branch " + e.Ref + " exists already"
	}
	return fmt.Sprintf("the branch %s cannot be made: %s", e.Branch, e.Reason)
}

// CheckBranch says whether a branch of this short name could be made at HEAD: a
// *BranchError when it exists here or, as far as this clone knows, on a remote,
// or when its name clashes with one. The branch that is checked out already is
// fine. Without a repository it is ErrNoGit.
func (r *Repo) CheckBranch(ctx context.Context, name string) error {
	b, err := r.backend()
	if err != nil {
		return err
	}
	full := "refs/heads/" + name
	if !validRefName(full) || strings.HasPrefix(name, "-") {
		return &BranchError{Branch: name, Reason: "Git takes no branch of such a name"}
	}
	head, err := b.branchName(ctx)
	if err != nil || head == full {
		return err
	}
	names, err := b.refNames(ctx)
	if err != nil {
		return err
	}
	for _, ref := range names {
		if err := branchClash(name, ref); err != nil {
			return err
		}
	}
	return nil
}

// Branches lists the local branches by their full names, refs/heads/x. There are
// none in a repository that nothing was committed or pushed to.
func (r *Repo) Branches(ctx context.Context) ([]string, error) {
	b, err := r.backend()
	if err != nil {
		return nil, err
	}
	names, err := b.refNames(ctx)
	names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasPrefix(name, "refs/heads/") })
	slices.Sort(names)
	return slices.Compact(names), err
}

// hasBranch says whether there is a local branch of this short name.
func (r *Repo) hasBranch(ctx context.Context, name string) bool {
	b, err := r.backend()
	if err != nil {
		return false
	}
	names, err := b.refNames(ctx)
	return err == nil && slices.Contains(names, "refs/heads/"+name)
}

// branchClash is what stands between a new branch and one ref that is there.
func branchClash(name, ref string) error {
	full := "refs/heads/" + name
	_, onRemote, _ := strings.Cut(strings.TrimPrefix(ref, "refs/remotes/"), "/")
	switch short := shortRef(ref); {
	case ref == full, onRemote == name:
		return &BranchError{Branch: name, Ref: short}
	case strings.HasPrefix(ref, full+"/"), strings.HasPrefix(full, ref+"/"):
		return &BranchError{Branch: name, Ref: short, Reason: "there is a branch " + short + ", and Git cannot keep both"}
	}
	return nil
}

// shortRef is a branch as people call it.
func shortRef(ref string) string {
	for _, folder := range []string{"refs/heads/", "refs/remotes/"} {
		if short, ok := strings.CutPrefix(ref, folder); ok {
			return short
		}
	}
	return ref
}

// Branch is the short name of the branch that is checked out, "" on a detached
// HEAD; the branch need not have a commit.
func (r *Repo) Branch(ctx context.Context) (string, error) {
	b, err := r.backend()
	if err != nil {
		return "", err
	}
	ref, err := b.branchName(ctx)
	return strings.TrimPrefix(ref, "refs/heads/"), err
}

// switchTo makes the branch of a change at HEAD and switches to it, as git
// switch -c does: no file and no staged change is touched. Made after the files
// are written, so that a full disk leaves no branch without its incident. What a
// killed pm had begun is resumed: then the branch may be there, at HEAD.
func (r *Repo) switchTo(ctx context.Context, name string, resumed bool) error {
	b, err := r.backend()
	if err != nil {
		return err
	}
	if head, err := b.branchName(ctx); err == nil && head == "refs/heads/"+name {
		return nil
	}
	return b.branch(ctx, name, resumed)
}
