package repo

import (
	"os/exec"
	"strings"
)

// signConduct is a repository whose commits are to be signed.
var signConduct = []conduct{
	{name: "signed by ssh", doc: "commits are signed with an SSH key", builtin: CauseSigning, change: createB, prepare: func(s *sandbox) {
		busy(s)
		sshKey(s)
	}, after: func(s *sandbox) {
		if out, err := s.try("verify-commit", "HEAD"); err != nil || !strings.Contains(out, "Good \"git\" signature for ada@example.com") {
			s.Errorf("git verify-commit: %v\n%s", err, out)
		}
	}},
	{name: "signing by include", doc: "likewise, asked for by an included file (includeIf)", builtin: CauseSigning, change: createB, prepare: func(s *sandbox) {
		sshKey(s)
		s.run("config", "--unset", "commit.gpgsign")
		s.write(s.home()+"/.gitconfig", "[includeIf \"gitdir:work/\"]\n\tpath = work.inc\n")
		s.write(s.home()+"/work.inc", "[commit]\n\tgpgSign\n")
	}, after: func(s *sandbox) { s.run("verify-commit", "HEAD") }},
	{name: "signing fails", doc: "commits are signed, and the key is missing", cause: CauseSigning, builtin: CauseSigning, change: takingBack(createB), prepare: setting(
		"gpg.format", "ssh", "user.signingkey", "/nowhere/key", "commit.gpgsign", "true",
	), mend: sshKey},
	{name: "signing program missing", doc: "commits are signed, and the program is missing", cause: CauseSigning, change: createB, written: true, prepare: setting(
		"gpg.program", "/nowhere/gpg", "commit.gpgsign", "true",
	)},
}

// sshKey makes a key, has git sign with it, and names it as Ada's.
func sshKey(s *sandbox) {
	s.Helper()
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		s.Skip("no ssh-keygen to sign with")
	}
	key := s.path("../key")
	if out, err := exec.Command(keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key).CombinedOutput(); err != nil {
		s.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	public := s.path("../key.pub")
	s.write("../allowed", "ada@example.com "+s.read(public))
	setting("gpg.format", "ssh", "user.signingkey", public, "commit.gpgsign", "true", "gpg.ssh.allowedSignersFile", s.path("../allowed"))(s)
}
