package repo

import (
	"context"
	"slices"
	"strings"
)

// remoteEnviron is for commands that talk to a remote. Where nobody is there to
// answer, neither git nor ssh may ask for a password: that would hang a script
// for good. Credential helpers, agents and tokens work all the same.
func (s *syncing) remoteEnviron() []string {
	given := environment(s.repo.options.Environ)
	env := s.git.commitEnviron()
	if s.Prompt {
		value, ok := given.lookup("GIT_TERMINAL_PROMPT")
		if !ok {
			value = "1"
		}
		return append(env, "GIT_TERMINAL_PROMPT="+value)
	}
	configured := given.value("GIT_SSH_COMMAND") + given.value("GIT_SSH") + s.config.last("core.sshcommand")
	if configured == "" {
		env = append(env, "GIT_SSH_COMMAND=ssh -o BatchMode=yes")
	}
	return env
}

// tell says what is about to be done, where it was not said before.
func (s *syncing) tell(what string) {
	if s.Doing != nil && !slices.Contains(s.told, what) {
		s.told = append(s.told, what)
		s.Doing(what)
	}
}

// fetch brings the remote-tracking branches up to date, as plain git fetch does.
func (s *syncing) fetch(ctx context.Context) error {
	s.tell("fetching from " + s.up.remote)
	for attempt := 0; ; attempt++ {
		cmd := s.git.command(ctx, s.remoteEnviron(), "fetch", "-q", "--", s.up.remote)
		res, err := s.git.run(ctx, cmd)
		if ctx.Err() != nil || interrupted(cmd.ProcessState) {
			return &Refused{Cause: CauseRemote, Reason: "interrupted while fetching from " + s.up.remote}
		}
		if err != nil || res.code == 0 {
			return err
		}
		if err := s.git.again(ctx, attempt, s.unreachable(res.err)); err != nil {
			return err
		}
	}
}

// What git and ssh say when the remote wants to know who asks.
var credentialPhrases = []string{
	"could not read Username", "could not read Password", "terminal prompts disabled", "Authentication failed",
	"Permission denied", "Host key verification failed", "returned error: 401", "returned error: 403",
	"could not read from remote repository", "Invalid username or",
}

// unreachable is a remote that could not be talked to.
func (s *syncing) unreachable(words string) *Refused {
	if classify(words) == CauseLocked {
		return refusedBy(words, "git cannot fetch")
	}
	words = maskPasswords(words)
	for _, phrase := range credentialPhrases {
		if strings.Contains(words, phrase) {
			return &Refused{
				Cause: CauseCredentials, Reason: s.up.remote + " does not let you in: " + remoteFault(words),
				Way:    "git fetch " + shellWord(s.up.remote) + " must work without asking: see git help credentials, or load your key into ssh-agent",
				Output: remoteWords(words),
			}
		}
	}
	return &Refused{Cause: CauseRemote, Reason: s.up.remote + " cannot be reached: " + remoteFault(words), Output: remoteWords(words)}
}

// remoteFault is why a remote could not be talked to. Of a connection that ended
// git says only that it could not read; the program that made it, ssh say, has
// given its reason just before.
func remoteFault(words string) string {
	fault := firstFault(words)
	if !strings.HasPrefix(fault, "Could not read from remote repository") {
		return fault
	}
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "fatal: ") {
			break
		}
		if line != "" && !isHint(line) && !strings.HasPrefix(line, "remote:") {
			fault = line
		}
	}
	return fault
}

// maskPasswords takes the passwords out of URLs that git repeats in its faults.
func maskPasswords(words string) string {
	var b strings.Builder
	for {
		start := strings.Index(words, "://")
		if start < 0 {
			return b.String() + words
		}
		start += len("://")
		b.WriteString(words[:start])
		words = words[start:]
		end := strings.IndexAny(words, "/ '\n")
		if end < 0 {
			end = len(words)
		}
		at := strings.LastIndexByte(words[:end], '@')
		if at < 0 {
			continue
		}
		user, _, secret := strings.Cut(words[:at], ":")
		if secret || strings.HasSuffix(b.String(), "http://") || strings.HasSuffix(b.String(), "https://") {
			user = "***" // over HTTP a token may stand in the place of the name
		}
		b.WriteString(user)
		words = words[at:]
	}
}

// remoteWords are the lines that came from the server.
func remoteWords(words string) string {
	var b strings.Builder
	for line := range strings.Lines(words) {
		if said, ok := strings.CutPrefix(line, "remote: "); ok && strings.TrimSpace(said) != "" {
			b.WriteString(strings.TrimRight(said, " \r\n") + "\n")
		}
	}
	return b.String()
}
