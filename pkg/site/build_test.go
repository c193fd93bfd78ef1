package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
)

const (
	checkoutFile = "postmortems/2026/2026-01-10-checkout.md"
	searchFile   = "postmortems/2026/2026-02-01-search.md"
	checkoutPage = "incidents/2026-01-10-checkout.html"
	searchPage   = "incidents/2026-02-01-search.html"
	mailPage     = "incidents/2026-03-01-mail.html"
)

// changed is the repository with a text in the place of another.
func changed(t *testing.T, files fstest.MapFS, name, old, with string) fstest.MapFS {
	t.Helper()
	now := fstest.MapFS{}
	for n, f := range files {
		now[n] = f
	}
	text := string(files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	now[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, with, 1)), Mode: 0o644, ModTime: files[name].ModTime.Add(1)}
	return now
}

// TestRebuildEqualsBuild: after each of these changes, a site that was brought up to
// date is the site that is made anew, and of the incidents' pages those were written
// that had to be.
func TestRebuildEqualsBuild(t *testing.T) {
	before := small(t)
	without := fstest.MapFS{}
	for n, f := range before {
		if n != searchFile {
			without[n] = f
		}
	}
	for name, c := range map[string]struct {
		files fstest.MapFS
		pages []string
	}{
		"nothing":                         {before, nil},
		"a text":                          {changed(t, before, checkoutFile, "had no limit", "had a limit"), []string{checkoutPage}},
		"a title that another page shows": {changed(t, before, checkoutFile, "returns 5xx", "fails"), []string{checkoutPage, searchPage}},
		"a related one":                   {changed(t, before, checkoutFile, "services:", "related: [mail, 2026-03-01-mail]\nservices:"), []string{checkoutPage, mailPage}},
		"an incident gone":                {without, []string{checkoutPage}},
		"a person's name":                 {changed(t, before, ".pm.yaml", "Bob Brown", "Bob Black"), []string{checkoutPage, searchPage}},
		"an attachment":                   {changed(t, before, "postmortems/2026/2026-02-01-search/latency.svg", "h9", "h99"), []string{searchPage}},
	} {
		on, fresh := newShelf(), newShelf()
		build1(t, before, Options{}, on)
		on.takeWritten()
		build1(t, c.files, Options{}, on)
		written := slices.DeleteFunc(on.takeWritten(), func(p string) bool { return !strings.HasPrefix(p, "incidents/") })
		if d := gocmp.Diff(c.pages, written); d != "" && len(c.pages)+len(written) > 0 {
			t.Errorf("%s: pages of incidents written (-want +got):\n%s", name, d)
		}
		build1(t, c.files, Options{}, fresh)
		delete(on.files, ManifestName)
		delete(fresh.files, ManifestName)
		if d := gocmp.Diff(fresh.files, on.files); d != "" {
			t.Errorf("%s: site made anew and brought up to date (-anew +up to date):\n%s", name, d)
		}
	}
}

// TestBuildTwiceWritesNothing also holds for the manifest.
func TestBuildTwiceWritesNothing(t *testing.T) {
	on := newShelf()
	first := build1(t, small(t), Options{}, on)
	if first.Incidents != 3 || first.Written != first.Files || first.Files < 15 {
		t.Errorf("first: %+v", first)
	}
	on.written = nil
	if again := build1(t, small(t), Options{}, on); again.Written != 0 || again.Removed != 0 || len(on.written) != 0 {
		t.Errorf("again: %+v, %q", again, on.written)
	}
}

// TestBuildMends what somebody else did to a file of the site.
func TestBuildMends(t *testing.T) {
	on := newShelf()
	build1(t, small(t), Options{}, on)
	want := on.files[searchPage]
	_, _ = on.Write(searchPage, []byte("x"))
	_ = on.Remove(checkoutPage)
	on.takeWritten()
	build1(t, small(t), Options{}, on)
	if !bytes.Equal(on.files[searchPage], want) || on.files[checkoutPage] == nil {
		t.Error("not mended")
	}
	if d := gocmp.Diff([]string{checkoutPage, searchPage}, on.takeWritten()); d != "" {
		t.Error(d)
	}
}

// TestBuildLeavesAlone what is not the site's own.
func TestBuildLeavesAlone(t *testing.T) {
	o := Options{Title: "T", Now: now}
	foreign := newShelf()
	foreign.files["notes.txt"] = []byte("mine")
	if _, err := Build(context.Background(), o, []Root{rootOf(t, small(t))}, foreign); !errors.Is(err, ErrForeign) || len(foreign.written) > 0 {
		t.Errorf("%v, %q", err, foreign.written)
	}
	on := newShelf()
	build1(t, small(t), Options{}, on)
	on.files["CNAME"] = []byte("example.com")
	on.files["incidents/2026-04-01-new.html"] = []byte("mine")
	files := small(t)
	files["postmortems/2026/2026-04-01-new.md"] = &fstest.MapFile{Data: []byte("---\ntitle: New\nstate: in-progress\n---\n")}
	on.takeWritten()
	_, err := Build(context.Background(), o, []Root{rootOf(t, files)}, on)
	if taken, ok := errors.AsType[*TakenError](err); !ok || taken.Path != "incidents/2026-04-01-new.html" || len(on.takeWritten()) > 0 {
		t.Errorf("%v", err)
	}
	delete(on.files, "incidents/2026-04-01-new.html")
	build1(t, files, Options{}, on)
	delete(files, "postmortems/2026/2026-04-01-new.md")
	if r := build1(t, files, Options{}, on); r.Removed != 1 || on.files["incidents/2026-04-01-new.html"] != nil || on.files["CNAME"] == nil {
		t.Errorf("%+v", r)
	}
	on.files[ManifestName] = append(on.files[ManifestName], 'x')
	if _, err := Build(context.Background(), o, []Root{rootOf(t, files)}, on); !errors.Is(err, ErrManifest) {
		t.Errorf("damaged: %v", err)
	}
}

// TestBuildGoesOn after one that could not be ended.
func TestBuildGoesOn(t *testing.T) {
	want := newShelf()
	build1(t, small(t), Options{}, want)
	for name := range want.files {
		on := newShelf()
		on.fail = name
		_, err := Build(context.Background(), Options{Title: "Postmortems", Now: now}, []Root{rootOf(t, small(t))}, on)
		if !errors.Is(err, fs.ErrPermission) {
			t.Fatalf("%s: %v", name, err)
		}
		on.fail = ""
		build1(t, small(t), Options{}, on)
		delete(on.files, ManifestName)
		for n, data := range want.files {
			if n != ManifestName && !bytes.Equal(on.files[n], data) {
				t.Errorf("after %s failed, %s is another", name, n)
			}
		}
		if len(on.files) != len(want.files)-1 {
			t.Errorf("after %s failed, there are %d files", name, len(on.files))
		}
	}
}

// TestBuildTellsAllErrors of reading at once, and writes no site that lacks incidents.
func TestBuildTellsAllErrors(t *testing.T) {
	r := rootOf(t, small(t))
	files := r.Files
	r.Files = func(ctx context.Context) iter.Seq[File] {
		return func(yield func(File) bool) {
			for f := range files(ctx) {
				f.Err = fmt.Errorf("cannot read %s", f.Path)
				if !yield(f) {
					return
				}
			}
		}
	}
	on := newShelf()
	_, err := Build(context.Background(), Options{Now: now}, []Root{r}, on)
	if err == nil || strings.Count(err.Error(), "cannot read") != 3 || len(on.files) > 0 {
		t.Errorf("%v, %d files", err, len(on.files))
	}
}

// TestSeveralRoots: incidents of one ID lie apart, and people are one.
func TestSeveralRoots(t *testing.T) {
	a, b := rootOf(t, small(t)), rootOf(t, small(t))
	a.Name, b.Name = "payments", "org/search"
	on := newShelf()
	if _, err := Build(context.Background(), Options{Title: "T", Now: now}, []Root{a, b}, on); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for name := range on.files {
		if strings.HasSuffix(name, "/2026-01-10-checkout.html") {
			pages++
		}
		if !fs.ValidPath(name) {
			t.Errorf("%q", name)
		}
	}
	if pages != 2 || on.files["people/alice.html"] == nil || !strings.Contains(string(on.files["people/alice.html"]), "2 incidents owned") {
		t.Errorf("%d pages", pages)
	}
}

// TestManifestRoundTrip, and no damage is taken for a manifest.
func TestManifestRoundTrip(t *testing.T) {
	on := newShelf()
	build1(t, small(t), Options{}, on)
	data := on.files[ManifestName]
	m, ok := decodeManifest(data)
	if !ok || len(m.facts) != 3 || !bytes.Equal(m.encode(), data) {
		t.Fatal("it does not read back")
	}
	for n := range data {
		if _, ok := decodeManifest(data[:n]); ok {
			t.Fatalf("the first %d bytes read", n)
		}
	}
}
