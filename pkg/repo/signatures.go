package repo

import (
	"context"
	"fmt"
	"strings"
)

// SignatureStatus is git's word about a commit's signature.
type SignatureStatus struct {
	Code   string // as git log's %G?: G is good, N is none
	Signer string // as git names whoever signed, "" when it cannot tell
	Key    string // the key's fingerprint, likewise
}

// Good holds for a valid signature by a key that git trusts.
func (s SignatureStatus) Good() bool { return s.Code == "G" }

// Meaning is the code in words.
func (s SignatureStatus) Meaning() string {
	switch s.Code {
	case "G":
		return "good"
	case "B":
		return "bad: the commit is not what was signed, or the key was revoked" // of a revoked SSH key, git says no more
	case "U":
		return "good, but git does not know whose key it is, or the key was not valid then"
	case "X", "Y":
		return "good, but expired, or of a key that is"
	case "R":
		return "of a key that was revoked"
	case "E":
		return "there, but git cannot check it: see gpg.ssh.allowedSignersFile, or fetch the key"
	}
	return "missing"
}

// Signatures asks git to verify the signatures of commits, given by their full
// names. The built-in backend refuses: it has no keys.
func (r *Repo) Signatures(ctx context.Context, commits []string) (map[string]SignatureStatus, error) {
	b, err := r.backend()
	if err != nil || len(commits) == 0 {
		return nil, err
	}
	return b.signatures(ctx, commits)
}

func (b *builtin) signatures(context.Context, []string) (map[string]SignatureStatus, error) {
	return nil, unsupported("signatures")
}

// signatures runs one git log for all; each signature costs a process of gpg's
// or ssh-keygen's.
func (g *gitBinary) signatures(ctx context.Context, commits []string) (map[string]SignatureStatus, error) {
	env := append(g.environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	cmd := g.command(ctx, env, "-c", "log.showSignature=false", "log", "--no-walk=unsorted", "--stdin", "-z", "--format=tformat:%H%n%G?%n%GF%n%GS")
	cmd.Stdin = strings.NewReader(strings.Join(commits, "\n") + "\n")
	res, err := g.run(ctx, cmd)
	if err != nil {
		return nil, err
	}
	if res.code != 0 {
		return nil, res.refused("git cannot verify the signatures")
	}
	found := make(map[string]SignatureStatus, len(commits))
	for record := range strings.SplitSeq(res.out, "\x00") {
		if fields := strings.SplitN(record, "\n", 4); len(fields) == 4 {
			found[fields[0]] = SignatureStatus{Code: fields[1], Key: fields[2], Signer: fields[3]}
		}
	}
	for _, id := range commits {
		if found[id].Code == "" {
			return nil, &Refused{Cause: CauseGit, Reason: fmt.Sprintf("git says nothing of the signature of %s", id)}
		}
	}
	return found, g.unchecked(ctx, found)
}

// unchecked tells signatures that git could not check from those that are not
// there: where gpg.ssh.allowedSignersFile is not set, it calls both N.
func (g *gitBinary) unchecked(ctx context.Context, found map[string]SignatureStatus) error {
	cat, err := g.startCatFile(ctx)
	if err != nil {
		return err
	}
	defer cat.close()
	for id, status := range found {
		if status.Code != "N" {
			continue
		}
		_, data, err := cat.object(id, maxTreeSize)
		if err != nil {
			return err
		}
		if headerLine(data, "gpgsig ") != nil || headerLine(data, "gpgsig-sha256 ") != nil {
			found[id] = SignatureStatus{Code: "E"}
		}
	}
	return nil
}
