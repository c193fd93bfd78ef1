package repo

import "github.com/go-git/go-git/v5/plumbing"

// unlessOvertaken is the refusal of a path that is staged and was changed again,
// except where nobody has staged it: see gitBinary.overtakes.
func (w *workTree) unlessOvertaken(name string, head treeEntry, staged plumbing.Hash, there bool, data []byte) error {
	file := plumbing.ZeroHash
	if there {
		file = plumbing.ComputeHash(plumbing.BlobObject, data)
	}
	if head.id != file {
		return partly(name)
	}
	_, id, err := w.head()
	if err != nil {
		return err
	}
	was, err := w.wasIn(id, name, head.id, staged)
	if err == nil && !was {
		err = partly(name)
	}
	return err
}

// The recent past of a file: so many versions of it, within so many commits.
const (
	recentVersions = 5
	recentCommits  = 1000
)

// wasIn says whether a path held an object, zero for no file at all, before the
// version that it has in a commit. It follows first parents.
func (s *session) wasIn(id plumbing.Hash, name string, version, object plumbing.Hash) (bool, error) {
	versions := 0
	for range recentCommits {
		commit, err := s.objects.commit(id)
		if err != nil {
			return false, err
		}
		parent := plumbing.ZeroHash
		if len(commit.parents) > 0 {
			parent = commit.parents[0]
		}
		tree, err := s.objects.treeOf(parent)
		if err != nil {
			return false, err
		}
		before, _, err := s.objects.lookup(tree, name)
		if err != nil || before.id == object {
			return err == nil, err
		}
		if before.id != version {
			version = before.id
			versions++
		}
		if parent.IsZero() || versions == recentVersions {
			return false, nil
		}
		id = parent
	}
	return false, nil
}
