package cli

import (
	"context"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/report"
)

// version, commit and date are set when a release is linked.
var (
	version = "dev"
	commit  = "" // in full
	date    = "" // of the commit, RFC 3339
)

func newVersionCmd(e *Env) *cobra.Command {
	format := oneOf("text", "text", "json")
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Show the version of pm and which Git backend it would use",
		Long:    "Show the version of pm and which Git backend it would use here. Git itself is not run." + exits("shown", ""),
		Example: "  pm version",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runVersion(cmd.Context(), e, format.value) },
	}
	cmd.Flags().Var(&format, "format", "text or json")
	return cmd
}

func runVersion(ctx context.Context, e *Env, format string) error {
	backend := backendName(ctx, e)
	if format == "json" {
		return report.Envelope(e.Out, "version", []report.Version{versionShape(backend)})
	}
	name := version
	if commit != "" {
		name += " (" + short(commit) + ")"
	}
	_, err := fmt.Fprintf(e.Out, "pm %s %s/%s %s\nbackend: %s\n", name, runtime.GOOS, runtime.GOARCH, runtime.Version(), report.Clean(backend, false))
	return err
}

// aRelease is a version that has a tag: neither a snapshot nor what Go calls a
// commit in between.
var aRelease = regexp.MustCompile(`^\d+\.\d+\.\d+(-(alpha|beta|rc)[.0-9]*)?$`)

// released is the tag of the release that this is, also when go install built it;
// "" for a development build.
func released() string {
	if aRelease.MatchString(version) {
		return "v" + version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	if own := strings.TrimPrefix(info.Main.Version, "v"); aRelease.MatchString(own) {
		return "v" + own
	}
	return ""
}

// unknownBackend begins the reason why nothing could be opened here.
const unknownBackend = "unknown: "

// backendName works wherever pm is: a broken configuration must not keep the
// version, which goes into the report about it, from being shown.
func backendName(ctx context.Context, e *Env) string {
	w, err := open(ctx, e)
	if err != nil {
		return unknownBackend + message(err)
	}
	defer w.close()
	return w.repo.BackendName(ctx)
}

// versionShape takes the backend's name apart again, because machines want the path
// by itself.
func versionShape(backend string) report.Version {
	v := report.Version{Version: version, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	if commit != "" {
		v.Commit = &commit
	}
	if date != "" {
		v.Date = &date
	}
	if path, ok := strings.CutPrefix(backend, "git ("); ok {
		v.Backend, v.Git = new("git"), new(strings.TrimSuffix(path, ")"))
	} else if !strings.HasPrefix(backend, unknownBackend) {
		v.Backend = new("builtin")
	}
	return v
}
