package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
)

// Folder is where a site lies. Paths are slash-separated. Methods may be called from
// several goroutines.
type Folder interface {
	Empty() (bool, error)
	ReadFile(path string) ([]byte, error)
	// Stat gives the size and when a regular file was changed, in nanoseconds.
	Stat(path string) (size, changed int64, err error)
	// Create makes a file that is not there, and says when it was changed.
	Create(path string, data []byte) (changed int64, err error)
	// Write is the same for one that may be there: whole or not at all.
	Write(path string, data []byte) (changed int64, err error)
	// Remove takes away a file, and the folders that are empty then.
	Remove(path string) error
}

// Result says what a build did.
type Result struct{ Incidents, Files, Written, Removed int }

// ManifestName is the file by which a site knows what it wrote.
const ManifestName = ".pm-site"

// Reasons why a folder is not written to.
var (
	ErrForeign  = errors.New("is not empty, and no site of pm")
	ErrManifest = errors.New("was made by another version of pm, or is damaged")
)

// TakenError is a file that the site would have and that somebody else put there.
type TakenError struct{ Path string }

// Error names it.
func (e *TakenError) Error() string { return e.Path + " is there already, and was not made by pm" }

// Build makes a site, or brings one up to date: what is as it was is not made again,
// and a file whose content is the same is not written. Only files that a build
// wrote are ever changed or removed.
func Build(ctx context.Context, o Options, roots []Root, folder Folder) (Result, error) {
	known, err := open(folder)
	if err != nil {
		return Result{}, err
	}
	s, err := load(ctx, o, roots, known)
	if err != nil {
		return Result{}, err
	}
	b := &build{site: s, folder: folder, known: known, now: map[string]entry{}}
	if err := b.all(ctx); err != nil {
		return Result{}, err
	}
	b.result.Incidents, b.result.Files = len(s.all), len(b.now)
	return b.result, nil
}

// open reads what was written there before: nothing, in an empty folder.
func open(folder Folder) (*manifest, error) {
	data, err := folder.ReadFile(ManifestName)
	if errors.Is(err, fs.ErrNotExist) {
		if empty, err := folder.Empty(); err != nil || !empty {
			return nil, errors.Join(err, foreignUnless(empty))
		}
		return &manifest{files: map[string]entry{}}, nil
	}
	if err != nil {
		return nil, err
	}
	known, ok := decodeManifest(data)
	if !ok {
		return nil, ErrManifest
	}
	return known, nil
}

func foreignUnless(empty bool) error {
	if empty {
		return nil
	}
	return ErrForeign
}

// build is one run.
type build struct {
	site   *Site
	folder Folder
	known  *manifest
	mu     sync.Mutex // for what follows
	now    map[string]entry
	result Result
	saved  digest // of the manifest as it lies in the folder
}

// page is one file of the site. Its key is a digest of all that it is made from;
// where that is nil it is made every time, which costs less than to find out.
type page struct {
	path   string
	key    func() digest
	render func() ([]byte, error)
}

// all makes the pages of incidents first, because they find out what texts link to
// and say.
func (b *build) all(ctx context.Context) error {
	b.saved = b.known.saved
	pages, others := b.site.incidentPages(), b.site.otherPages()
	if err := b.claim(append(slices.Clone(pages), others...)); err != nil {
		return err
	}
	if err := b.each(ctx, pages); err != nil {
		return err
	}
	linked := b.site.linkedPages(b.now, others)
	if err := b.claim(linked); err != nil {
		return err
	}
	if err := b.each(ctx, append(others, linked...)); err != nil {
		return err
	}
	if err := b.clear(); err != nil {
		return err
	}
	return b.save(b.now, b.site.remembered())
}

// claim writes down which files there will be, before the first of them is there: a
// build that was killed is taken up by the next. Nothing that somebody else put in
// the place of one is overwritten.
func (b *build) claim(pages []page) error {
	var errs []error
	grown := false
	for _, p := range pages {
		if _, ok := b.known.files[p.path]; ok {
			continue
		}
		if _, _, err := b.folder.Stat(p.path); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = &TakenError{p.path}
			}
			errs = append(errs, err)
		}
		b.known.files[p.path] = entry{}
		grown = true
	}
	if err := errors.Join(errs...); err != nil || !grown {
		return err
	}
	return b.save(b.known.files, b.known.facts)
}

// save writes the manifest, unless it says the same as before.
func (b *build) save(files map[string]entry, known map[string]*facts) error {
	data := (&manifest{made: b.site.made, files: files, facts: known}).encode()
	if digestOf(data) == b.saved {
		return nil
	}
	b.saved = digestOf(data)
	_, err := b.folder.Write(ManifestName, data)
	return err
}

// each makes pages on all processors, and gives all errors.
func (b *build) each(ctx context.Context, pages []page) error {
	work := make(chan page)
	var group sync.WaitGroup
	var errs []error
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for p := range work {
				if err := b.make(p); err != nil {
					b.mu.Lock()
					errs = append(errs, err)
					b.mu.Unlock()
				}
				b.site.step()
			}
		})
	}
	for _, p := range pages {
		if ctx.Err() != nil {
			break
		}
		work <- p
	}
	close(work)
	group.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// make brings one file up to date.
func (b *build) make(p page) error {
	before := b.known.files[p.path]
	size, changed, err := b.folder.Stat(p.path)
	absent := errors.Is(err, fs.ErrNotExist)
	untouched := err == nil && size == before.size && changed == before.changed
	if untouched && p.key != nil && before.key != (digest{}) && p.key() == before.key {
		b.keep(p.path, before, false)
		return nil
	}
	data, err := p.render()
	if err != nil {
		return err
	}
	after := entry{hash: digestOf(data), size: int64(len(data)), changed: before.changed}
	if p.key != nil {
		after.key = p.key()
	}
	if untouched && before.hash == after.hash {
		b.keep(p.path, after, false)
		return nil
	}
	write := b.folder.Write
	if absent {
		write = b.folder.Create // what is begun is claimed, and so ended by the next build
	}
	if after.changed, err = write(p.path, data); err != nil {
		return fmt.Errorf("write %s: %w", p.path, err)
	}
	b.keep(p.path, after, true)
	return nil
}

func (b *build) keep(path string, e entry, written bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now[path] = e
	if written {
		b.result.Written++
	}
}

// clear removes what earlier builds wrote and this one did not.
func (b *build) clear() error {
	var errs []error
	for path := range b.known.files {
		if _, ok := b.now[path]; ok {
			continue
		}
		err := b.folder.Remove(path)
		if err == nil {
			b.result.Removed++
		} else if !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
