package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/pkg/intake"
	"github.com/postmortem-md/pm/pkg/repo"
)

// fromFile reads one file or standard input.
func (in *imported) fromFile() error {
	data, err := in.w.readInput(in.o.from)
	if err != nil {
		return err
	}
	input := intake.Input{Data: data, Process: in.w.process}
	if in.o.from != stdinName {
		input.Name = filepath.Base(in.o.from)
		dir := filepath.Dir(in.o.from)
		var beside bool
		if input.Users, beside, err = in.users(dir); err != nil {
			return err
		}
		input.Channel = strings.TrimSuffix(input.Name, filepath.Ext(input.Name))
		if isDay(input.Channel) {
			input.Channel = ""
			if !beside {
				input.Channel = in.folderName(dir)
			}
		}
	}
	in.reading, err = intake.ReadEvents(input)
	return ofInput(in.o.from, err)
}

// folderName is what a folder is called, however it was named.
func (in *imported) folderName(dir string) string {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(in.w.base, dir)
	}
	return filepath.Base(dir)
}

// isDay reports the name of a file in a channel of a Slack export.
func isDay(name string) bool {
	_, err := time.Parse(time.DateOnly, name)
	return err == nil
}

// usersFile is where a Slack export says who is who, at its top.
const usersFile = "users.json"

// users reads users.json from a folder, or from the one above, as the channel of an
// export has it; nil when there is none. beside says that it lies in the folder
// itself.
func (in *imported) users(dir string) (data []byte, beside bool, err error) {
	for _, d := range []string{dir, filepath.Join(dir, "..")} {
		data, err := in.w.repo.ReadInput(filepath.Join(d, usersFile))
		if err == nil {
			return data, d == dir, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, false, err
		}
	}
	return nil, false, nil
}

// maxFolder is how much is read of a channel, in bytes.
const maxFolder = 4 * repo.MaxFileSize

// fromFolder reads a channel of a Slack export: a file for each day.
func (in *imported) fromFolder() error {
	folder, err := in.w.repo.InputFolder(in.o.from)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	names, err := folder.Names(".json")
	if err != nil {
		return err
	}
	if slices.Contains(names, usersFile) {
		return &usageError{in.o.from + " is a whole Slack export", "name the folder of a channel in it"}
	}
	if len(names) == 0 {
		return &usageError{in.o.from + " holds no messages of Slack", "name the folder of a channel in an export, or a file"}
	}
	users, _, err := in.users(in.o.from)
	if err != nil {
		return err
	}
	size := 0
	for _, name := range names {
		data, err := folder.Read(name)
		if err != nil {
			return err
		}
		if size += len(data); size > maxFolder {
			return &usageError{fmt.Sprintf("%s holds more than %d MiB", in.o.from, maxFolder>>20), "name the files of single days"}
		}
		r, err := intake.ReadEvents(intake.Input{Data: data, Name: name, Channel: in.folderName(in.o.from), Users: users, Process: in.w.process})
		if err != nil {
			return ofInput(filepath.Join(in.o.from, name), err)
		}
		in.reading.Passed += r.Passed
		in.reading.Zoneless += r.Zoneless
		kept := intake.Within(r.Events, in.since, in.until)
		in.out += len(r.Events) - len(kept)
		in.reading.Events = append(in.reading.Events, kept...)
	}
	if len(in.reading.Events) > intake.MaxEvents {
		return &usageError{fmt.Sprintf("%s holds more than %d messages", in.o.from, intake.MaxEvents), "--since and --until take fewer"}
	}
	return nil
}

// gitPrefix stands before a repository in --from.
const gitPrefix = "git:"

// beforeStart is how long before the incident commits are looked for, where nobody
// says: what broke it may have landed a while before.
const beforeStart = 24 * time.Hour

// fromGit reads what landed on the branch that is checked out in a repository, and
// its tags.
func (in *imported) fromGit(ctx context.Context, dir string, i *incident.Incident) error {
	if err := in.gitWindow(i); err != nil {
		return err
	}
	r, err := in.w.openCode(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	commits, err := r.Landed(ctx, in.since)
	if errors.Is(err, repo.ErrNoGit) {
		return &usageError{dir + " is not in a Git repository", "name a work tree, or a bare repository"}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	tags, err := r.Tags(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	for _, c := range commits {
		in.reading.Events = append(in.reading.Events, intake.CommitEvent(r.Name(), c.ID, c.Author.Name, c.Subject, c.Committer.When))
	}
	for _, t := range tags {
		in.reading.Events = append(in.reading.Events, intake.TagEvent(r.Name(), t.Commit, t.Name, t.By.Name, t.Subject, t.By.When))
	}
	in.reading.Events = intake.Within(in.reading.Events, in.since, in.until)
	if n := len(in.reading.Events); n > intake.MaxEvents {
		return &usageError{fmt.Sprintf("%s has %d commits and tags of that time", dir, n), "--since and --until take fewer"}
	}
	return nil
}

// gitWindow is the time of the incident and a day before it, unless flags say
// otherwise: a repository tells of years. After --since all counts up to now, as
// with git log.
func (in *imported) gitWindow(i *incident.Incident) error {
	neither := in.since.IsZero() && in.until.IsZero()
	if in.since.IsZero() {
		if !i.StartedAt.Known() {
			return &usageError{i.ID + " has no started_at to look around", "give --since"}
		}
		in.since = i.StartedAt.V.Add(-beforeStart).Truncate(time.Second)
	}
	if in.until.IsZero() {
		if in.until = in.w.env.now(); neither && i.EndedAt.Known() {
			in.until = i.EndedAt.V
		}
	}
	if neither {
		fmt.Fprintf(in.w.env.Err, "pm: commits and tags of %s; --since and --until say otherwise\n", in.span())
	}
	return nil
}
