// Package site makes a static web site of incidents: pages that need no server and
// ask for nothing outside, and that anything written in a postmortem can only be
// text on. It says which files there are and what is in them; whoever calls it has
// the disk.
package site

import (
	"context"
	"io/fs"
	"iter"
	"sync"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
	"github.com/postmortem-md/pm/templates"
)

// Options say what is made.
type Options struct {
	Title   string    // of the site
	BaseURL string    // where it will lie, for the feed; "" when that is not known
	Version string    // of pm: another one makes every page anew
	Now     time.Time // what is overdue counts from it
	Live    bool      // pages reload when something changes
	Step    func()    // told of each incident read and each file made; nil for nobody
}

// Root is one repository of incidents.
type Root struct {
	Name    string // "" for the only one, else what its pages' paths begin with
	Process *incident.Process
	FS      fs.FS // from the root; no path may leave it
	// Read reads a file below the root, however large it is within a bound.
	Read func(path string) ([]byte, error)
	// Files are all incidents in order of path; Data is reused by the next one.
	Files func(ctx context.Context) iter.Seq[File]
	// Inside reports that a path lies where incidents and their attachments do.
	Inside func(path string) bool
	// Policy is the text of the configuration: another one makes every page anew.
	Policy []byte
}

// File is one incident as it is read.
type File struct {
	Path string
	Data []byte
	Err  error
}

// Site is a site whose incidents are known: every file in it can be made.
type Site struct {
	options Options
	roots   []Root
	now     instant
	made    digest
	all     []*facts // newest first
	steps   sync.Mutex

	byPath   map[string]*facts // by memoryKey
	byID     map[string][]*facts
	mentions map[*facts][]*facts // who names an incident as related
	people   people
	services []*service
	severity map[string]int // rank, the worst 0
}

// digestOfAll is what every page depends on.
func (s *Site) digestOfAll() digest {
	e := &encoder{}
	e.strs([]string{s.options.Version, s.options.Title, s.options.BaseURL})
	e.flag(s.options.Live)
	for _, name := range assetNames {
		e.str(asset(name))
	}
	for _, r := range s.roots {
		e.str(r.Name)
		e.str(string(r.Policy))
	}
	return e.sum()
}

// assetNames are the files of templates/site that pages ask for; the last one only
// those that reload.
var assetNames = []string{"icon.svg", "site.css", "site.js", "live.js"}

// asset is one of them. They are embedded, and a test reads each.
func asset(name string) string {
	data, _ := templates.Site.ReadFile("site/" + name)
	return string(data)
}

// step may be called from several goroutines; what it calls need not know.
func (s *Site) step() {
	if s.options.Step != nil {
		s.steps.Lock()
		defer s.steps.Unlock()
		s.options.Step()
	}
}
