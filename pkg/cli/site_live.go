package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/postmortem-md/pm/pkg/config"
	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/site"
)

// liveSite is a site that is made anew when files change, and says so to the pages
// that are open.
type liveSite struct {
	env       *Env
	errs      io.Writer
	options   site.Options
	folder    *repo.Folder
	incidents int
	seen      uint64 // what the files were like at the last build
	said      string // the error that was told last

	mu      sync.Mutex
	changed chan struct{} // closed at the next change
}

// How long it takes until files are looked at again: the more there are the longer,
// so that looking is a small part of the time.
const (
	lookEvery   = 500 * time.Millisecond
	lookEachFor = 200 * time.Microsecond
)

// quieten lets what is said of a repository be said once, and not at each look.
func (l *liveSite) quieten() {
	quiet := *l.env
	quiet.Err, quiet.flags.verbose = io.Discard, false
	l.env = &quiet
}

// watch looks at the files until ctx is done. A build that fails leaves the site as
// it was, and is tried again.
func (l *liveSite) watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookEvery + lookEachFor*time.Duration(l.incidents)):
		}
		err := l.look(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != l.said {
			fmt.Fprintf(l.errs, "pm: the site is as it was: %s\n", report.Clean(err.Error(), true))
		}
		if l.said = ""; err != nil {
			l.said = err.Error()
		}
	}
}

// look builds the site again if a file is another than before.
func (l *liveSite) look(ctx context.Context) error {
	all, err := openAll(ctx, l.env)
	if err != nil {
		return err
	}
	state := stateOfFiles(all, l.env.now())
	closeAll(all)
	if state == l.seen {
		return nil
	}
	if err := l.rebuild(ctx); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return nil
}

// rebuild brings the site up to date. The files are looked at first, so that what
// changes meanwhile is noticed the next time.
func (l *liveSite) rebuild(ctx context.Context) error {
	all, err := openAll(ctx, l.env)
	if err != nil {
		return err
	}
	defer closeAll(all)
	state := stateOfFiles(all, l.env.now())
	result, err := buildSite(ctx, l.env, all, l.folder, l.options)
	if err == nil {
		l.seen, l.incidents = state, result.Incidents
	}
	return err
}

// stateOfFiles tells apart what a site is made from: the names, sizes and times of all
// files where incidents lie, the configuration, and the day, which lateness goes by.
func stateOfFiles(all []*workspace, now time.Time) uint64 {
	h := fnv.New64a()
	fmt.Fprintln(h, now.Format(time.DateOnly))
	for _, w := range all {
		for _, dir := range append(fixedParts(w.config.Dir), config.FileName) {
			_ = fs.WalkDir(w.source.FS(), dir, func(name string, d fs.DirEntry, err error) error {
				if err != nil {
					return nil //nolint:nilerr // what cannot be looked at is as if it were not there
				}
				if d.IsDir() && d.Name() == ".git" {
					return fs.SkipDir
				}
				if info, err := d.Info(); err == nil {
					fmt.Fprintln(h, w.label, name, info.Size(), info.ModTime().UnixNano(), info.Mode())
				}
				return nil
			})
		}
	}
	return h.Sum64()
}

// ServeHTTP gives the files of the site, and at /live word of each change.
func (l *liveSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "live" {
		l.tell(w, r)
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || hidden(name) {
		http.NotFound(w, r)
		return
	}
	data, err := l.folder.ReadFile(name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			fmt.Fprintf(l.errs, "pm: %s\n", report.Clean(err.Error(), false))
		}
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// hidden reports a path with a part that begins with a dot: what pm remembers.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}

// contentTypes are those of files that a page shows. The machine's own table could
// make a page of anything; whatever is not here is saved.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".xml": "application/atom+xml; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".bmp": "image/bmp",
	".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".log": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8", ".csv": "text/plain; charset=utf-8",
	".json": "application/json", ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".ogg": "audio/ogg",
}

func contentType(name string) string {
	if t, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// tell sends an event at each change, as long as the page is open.
func (l *liveSite) tell(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if _, err := fmt.Fprint(w, "retry: 1000\n\n"); err != nil || http.NewResponseController(w).Flush() != nil {
		return
	}
	for {
		l.mu.Lock()
		changed := l.changed
		l.mu.Unlock()
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		}
		if _, err := fmt.Fprint(w, "event: change\ndata:\n\n"); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
	}
}
