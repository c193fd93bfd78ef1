package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/site"
)

func newSiteCmd(e *Env) *cobra.Command {
	return parent(&cobra.Command{
		Use:     "site",
		Short:   "Make a static web site of all incidents, or show it",
		Long:    "Make a static web site of all incidents: what happened, what is still to be done, and how both develop." + exits("done", ""),
		Example: "  pm site build public\n  pm site serve",
	},
		newSiteBuildCmd(e),
		newSiteServeCmd(e),
	)
}

type siteOptions struct {
	title, baseURL string
}

func (o *siteOptions) check() error {
	if o.baseURL == "" {
		return nil
	}
	u, err := url.Parse(o.baseURL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return &usageError{"--base-url " + o.baseURL + " is no address of a site", "name where index.html will lie: https://example.com/postmortems/"}
	}
	o.baseURL = strings.TrimSuffix(u.String(), "/") + "/"
	return nil
}

type siteBuildOptions struct {
	siteOptions
	dir string
}

func newSiteBuildCmd(e *Env) *cobra.Command {
	var o siteBuildOptions
	cmd := &cobra.Command{
		Use:   "build DIR",
		Short: "Write the site into a folder",
		Long: `Write the site into DIR: files alone, which any web server can serve below any address, and which work when they
are opened from a disk. Nothing in them asks for anything outside. Mark-up in postmortems is shown as text or left
out, and links lead only to pages, mail addresses and files that lie beside incidents; such files are copied.

DIR must be new, empty, or a site that pm made before. Then only what changed is written, and what is not part of
the site any more is removed; files that others put there stay. Days late count from the day of the build, so build
once a day. Without --base-url the links of the feed are relative, which some readers do not follow.` + exits("the site is there", ""),
		Example: "  pm site build public\n  pm site build public --title \"Payments postmortems\" --base-url https://example.com/postmortems/\n  pm -C payments -C search site build public",
		Args:    args(1, 1, "DIR"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = args[0]
			return runSiteBuild(cmd.Context(), e, o)
		},
	}
	cmd.Flags().StringVar(&o.title, "title", "Postmortems", "the name of the site")
	cmd.Flags().StringVar(&o.baseURL, "base-url", "", "the `URL` that the site will have, for the feed")
	return cmd
}

func runSiteBuild(ctx context.Context, e *Env, o siteBuildOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	dir := joinDir(e.Dir, o.dir)
	if err := outsideIncidents(all, dir, o.dir); err != nil {
		return err
	}
	folder, err := repo.OpenFolder(dir, e.step)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // every file of it is closed by then
	result, err := buildSite(ctx, e, all, folder, site.Options{Title: o.title, BaseURL: o.baseURL})
	if err != nil {
		return siteError(err, o.dir)
	}
	_, err = fmt.Fprintf(e.Out, "%s: %s, %s written, %d removed, %d as they were\n", report.Clean(filepath.Join(o.dir, "index.html"), false),
		report.Count(result.Incidents, "incident"), report.Count(result.Written, "file"), result.Removed, result.Files-result.Written)
	return err
}

// buildSite is a build with a counter.
func buildSite(ctx context.Context, e *Env, all []*workspace, folder site.Folder, o site.Options) (site.Result, error) {
	progress := newProgress(e, "incidents read and files made")
	defer progress.done()
	o.Version, o.Now, o.Step = version+commit, e.now(), progress.step
	roots := make([]site.Root, len(all))
	for n, w := range all {
		roots[n] = w.siteRoot()
	}
	return site.Build(ctx, o, roots, folder)
}

// siteRoot is what a site reads of a repository.
func (w *workspace) siteRoot() site.Root {
	policy, _ := w.source.ReadFile(config.FileName) // it was read before, or there is none
	return site.Root{
		Name: w.label, Process: w.process, Policy: policy, FS: w.source.FS(), Read: w.source.ReadFile,
		Inside: func(file string) bool { return w.layout.within(path.Dir(file)) },
		Files: func(ctx context.Context) iter.Seq[site.File] {
			return func(yield func(site.File) bool) {
				for f := range w.files(ctx) {
					if !yield(site.File(f)) {
						return
					}
				}
			}
		},
	}
}

// outsideIncidents refuses a folder among the incidents: copies of attachments would
// be taken for some.
func outsideIncidents(all []*workspace, dir, given string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for at := abs; ; at = filepath.Dir(at) { // what is not there yet has no real path
		if target, err := filepath.EvalSymlinks(at); err == nil {
			abs = filepath.Join(target, strings.TrimPrefix(abs, at))
			break
		} else if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			return err
		}
	}
	for _, w := range all {
		rel, err := filepath.Rel(w.repo.Root(), abs)
		if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(os.PathSeparator)) {
			continue
		}
		if rel = filepath.ToSlash(rel); rel == "." || w.layout.within(rel) {
			return &usageError{given + " is where incidents lie", "name a folder that is not among them"}
		}
	}
	return nil
}

// siteError says what to do about a folder that cannot be written to.
func siteError(err error, dir string) error {
	if taken, ok := errors.AsType[*site.TakenError](err); ok {
		return &usageError{filepath.Join(dir, taken.Path) + " is there already, and was not made by pm", "move it away, or name another folder"}
	}
	switch {
	case errors.Is(err, site.ErrForeign):
		return &usageError{dir + " " + site.ErrForeign.Error(), "name a new folder, or an empty one"}
	case errors.Is(err, site.ErrManifest):
		return &usageError{filepath.Join(dir, site.ManifestName) + " " + site.ErrManifest.Error(), "remove " + dir + " and build the site anew"}
	}
	return err
}
