package site

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// load reads every incident and works out what belongs to what. What was
// remembered of an incident whose bytes are the same is not read again. Files that
// cannot be read are all told at once, and then there is no site: one that lacks
// incidents would look complete.
func load(ctx context.Context, o Options, roots []Root, known *manifest) (*Site, error) {
	s := &Site{options: o, roots: roots, now: instant(o.Now.Unix())}
	s.made = s.digestOfAll()
	if known == nil || known.made != s.made {
		known = &manifest{}
	}
	var errs []error
	for n := range roots {
		all, err := s.read(ctx, n, known)
		errs = append(errs, err)
		s.all = append(s.all, all...)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.all, func(a, b *facts) int {
		return cmp.Or(cmp.Compare(b.began(), a.began()), strings.Compare(b.id, a.id), strings.Compare(a.path, b.path))
	})
	s.index()
	return s, nil
}

// read gives the facts of one root's incidents in order of path. One goroutine
// reads files, all processors parse those that are new.
func (s *Site) read(ctx context.Context, root int, known *manifest) ([]*facts, error) {
	type job struct {
		at   int
		path string
		data []byte
		hash digest
	}
	r := &s.roots[root]
	work := make(chan job)
	free := make(chan []byte, 2*runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	var all []*facts
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for j := range work {
				f := s.parse(r, j.path, j.data, j.hash)
				mu.Lock()
				all[j.at] = f
				mu.Unlock()
				select {
				case free <- j.data:
				default:
				}
			}
		})
	}
	var errs []error
	for f := range r.Files(ctx) {
		if f.Err != nil {
			errs = append(errs, f.Err)
			continue
		}
		hash := digestOf(f.Data)
		remembered := known.facts[memoryKey(r.Name, f.Path)]
		if remembered != nil && remembered.hash != hash {
			remembered = nil
		}
		mu.Lock()
		all = append(all, remembered)
		at := len(all) - 1
		mu.Unlock()
		if remembered == nil {
			var buf []byte
			select {
			case buf = <-free:
			default:
			}
			work <- job{at, f.Path, append(buf[:0], f.Data...), hash}
		}
		s.step()
	}
	close(work)
	group.Wait()
	for _, f := range all {
		f.root = root
	}
	return all, errors.Join(errs...)
}

// parse reads the front matter alone: the text is read when its page is made.
func (s *Site) parse(r *Root, path string, data []byte, hash digest) *facts {
	return factsOf(incident.Decode(path, document.Parse(data), r.Process), hash)
}
