package repo

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestSignatures signs with keys of ssh, which git has verified since 2.34.
func TestSignatures(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("no ssh-keygen to sign with")
	}
	s := newSandbox(t)
	for _, name := range []string{"known", "unknown"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", s.path("../"+name)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	key := strings.Fields(mustRead(t, s.path("../known.pub")))
	s.write("../allowed", "ada@example.com "+key[0]+" "+key[1]+"\n")
	s.run("config", "gpg.format", "ssh")
	s.run("config", "gpg.ssh.allowedSignersFile", s.path("../allowed"))
	commits := map[string]string{}
	for _, name := range []string{"known", "unknown", "none"} {
		s.write("p/a.md", name)
		s.run("add", ".")
		args := []string{"commit", "-q", "-m", name}
		if name != "none" {
			args = append(args, "-S"+s.path("../"+name))
		}
		s.run(args...)
		commits[name] = s.head()
	}
	forged := strings.Replace(s.run("cat-file", "commit", commits["known"]), "Ada Lovelace", "Eve", 2)
	s.write("../forged", forged)
	commits["forged"] = strings.TrimSpace(s.run("hash-object", "-t", "commit", "-w", s.path("../forged")))

	var ids []string
	for _, id := range commits {
		ids = append(ids, id)
	}
	got, err := s.open("git", ".").Signatures(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"known": "G", "unknown": "U", "none": "N", "forged": "B"} {
		status := got[commits[name]]
		if status.Code != want || status.Good() != (want == "G") || status.Meaning() == "" {
			t.Errorf("%s: %+v, want %s", name, status, want)
		}
	}
	if signer := got[commits["known"]].Signer; signer != "ada@example.com" {
		t.Errorf("signed by %q", signer)
	}
	s.run("config", "--unset", "gpg.ssh.allowedSignersFile")
	if got, err := s.open("git", ".").Signatures(t.Context(), ids); err != nil || got[commits["known"]].Code != "E" || got[commits["none"]].Code != "N" {
		t.Errorf("without a list of signers: %v, %v", got, err)
	}
	var refused *Refused
	if _, err := s.open("builtin", ".").Signatures(t.Context(), ids); !errors.As(err, &refused) || refused.Cause != CauseUnsupported {
		t.Errorf("built-in: %v", err)
	}
	if _, err := s.open("git", ".").Signatures(t.Context(), []string{strings.Repeat("1", 40)}); !errors.As(err, &refused) {
		t.Errorf("a commit that is not there: %v", err)
	}
	if got, err := s.open("git", ".").Signatures(t.Context(), nil); err != nil || len(got) > 0 {
		t.Errorf("none: %v, %v", got, err)
	}
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
