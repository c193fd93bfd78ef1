package repo

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// treeMerge is what git merge-tree made of two commits.
type treeMerge struct {
	tree       string
	conflicted []string // paths with two versions in one file: a merge by meaning may solve them
	unsolvable []string // paths with a conflict of another kind: deleted here, changed there
}

func (s *syncing) mergeTree(ctx context.Context, ours, theirs string) (treeMerge, error) {
	res, err := s.git.read(ctx, "merge-tree", "--write-tree", "-z", ours, theirs)
	if err != nil {
		return treeMerge{}, err
	}
	const clean, conflicts = 0, 1
	if res.code != clean && res.code != conflicts {
		if strings.Contains(res.err, "usage: git merge-tree") {
			return treeMerge{}, &Refused{
				Cause: CauseUnsupported, Reason: "merging " + s.result.Upstream + " needs git 2.38 or newer",
				Way: "update git, or git pull and git push",
			}
		}
		return treeMerge{}, res.refused("git cannot merge " + s.result.Upstream)
	}
	m, ok := parseTreeMerge(res.out)
	if !ok {
		return m, &Refused{Cause: CauseGit, Reason: "git merge-tree gave an answer that pm does not understand", Way: "git pull and git push"}
	}
	return m, nil
}

// parseTreeMerge reads what git merge-tree -z prints: the tree; after a conflict
// also "MODE ID STAGE\tPATH" for each version of a conflicted file, an empty
// field, and messages: how many paths, the paths, a kind and a text.
func parseTreeMerge(out string) (m treeMerge, ok bool) {
	fields := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	m.tree = fields[0]
	if !isObjectName(m.tree) {
		return m, false
	}
	fields = fields[1:]
	for len(fields) > 0 && fields[0] != "" {
		info, path, found := strings.Cut(fields[0], "\t")
		parts := strings.Fields(info)
		if !found || len(parts) != 3 {
			return m, false
		}
		m.conflicted = append(m.conflicted, path)
		if mode := parts[0]; mode != "100644" && mode != "100755" {
			m.unsolvable = append(m.unsolvable, path)
		}
		fields = fields[1:]
	}
	m.conflicted = slices.Compact(m.conflicted)
	if len(fields) == 0 {
		return m, true
	}
	return m, m.messages(fields[1:])
}

// messages finds the conflicts that are no matter of a file's content.
func (m *treeMerge) messages(fields []string) bool {
	for len(fields) > 0 {
		n, err := strconv.Atoi(fields[0])
		if err != nil || n < 0 || len(fields) < n+3 {
			return false
		}
		kind := fields[n+1]
		if strings.HasPrefix(kind, "CONFLICT") && kind != "CONFLICT (contents)" {
			m.unsolvable = append(m.unsolvable, fields[1:n+1]...)
		}
		fields = fields[n+3:]
	}
	return true
}
