package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"github.com/postmortem-md/pm/pkg/document"
)

// The search is a script that reads other scripts, since a page that was opened
// from a folder can read nothing else. Each of them has what is shown of some
// incidents and the words that are looked for. An incident stays in its chunk, by
// the path of its file, so that a change touches one of them.

// perChunk is about how many incidents a chunk has.
const perChunk = 32

// chunk is one of the files that the search reads.
type chunk struct {
	path      string
	incidents []*facts // newest first
}

// chunks gives each incident to one of them; how many there are is a power of two,
// so that few incidents more do not move all others.
func (s *Site) chunks() []chunk {
	n := 1
	for n*perChunk < len(s.all) {
		n *= 2
	}
	all := make([]chunk, n)
	for k := range all {
		all[k].path = fmt.Sprintf("search/%03x.js", k)
	}
	for _, f := range s.all {
		h := fnv.New32a()
		h.Write([]byte(memoryKey(s.roots[f.root].Name, f.path)))
		at := &all[int(h.Sum32())&(n-1)]
		at.incidents = append(at.incidents, f)
	}
	return all
}

func (s *Site) chunkKey(c chunk) digest {
	e := &encoder{}
	e.digest(s.made)
	for _, f := range c.incidents {
		e.digest(f.hash)
		s.encodeRow(e, f)
		e.strs(s.peopleOf(f))
	}
	return e.sum()
}

// found is what the search shows of an incident, and what it looks in.
type found struct {
	Page     string   `json:"p"`
	ID       string   `json:"i"`
	Title    string   `json:"t"`
	Began    int64    `json:"b"`
	Severity string   `json:"v"`
	Rank     string   `json:"r"`
	State    string   `json:"s"`
	Owner    string   `json:"o"`
	Services []string `json:"e"`
	Took     string   `json:"d"`
	Words    string   `json:"w"`
}

// renderChunk is a call of the function that site.js defines.
func (s *Site) renderChunk(c chunk) ([]byte, error) {
	rows := make([]found, 0, len(c.incidents))
	for _, f := range c.incidents {
		if f.words == "" {
			if err := s.readWords(f); err != nil {
				return nil, err
			}
		}
		row := found{
			Page: escapePath(f.page), ID: f.id, Title: f.name(), Began: int64(f.began()), Severity: f.severity, Rank: string(s.rank(f.severity)),
			State: string(f.state), Services: f.services, Words: f.words,
		}
		if p := s.who(f.root, f.owner); p != nil {
			row.Owner = p.name
		}
		if d, ok := f.started.lasted(f.ended); ok {
			row.Took = duration(d)
		}
		rows = append(rows, row)
		f.words = "" // thousands of them would be kept for nothing
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	return slices.Concat([]byte("pmFound("), visible(data), []byte(")\n")), nil
}

func (s *Site) readWords(f *facts) error {
	src, err := s.roots[f.root].Read(f.path)
	if err == nil {
		f.words = s.wordsOf(f, document.Parse(src))
	}
	return err
}

// wordsOf are the words of an incident, each once, with a blank before each: what
// begins with a letter or digit and goes on with them.
func (s *Site) wordsOf(f *facts, d *document.Document) string {
	var b strings.Builder
	seen := map[string]bool{}
	add := func(text string) {
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if len(word) > maxWord || seen[word] {
				continue
			}
			word = strings.Clone(word)
			seen[word] = true
			b.WriteByte(' ')
			b.WriteString(word)
		}
	}
	add(f.id)
	add(f.title)
	for _, name := range s.peopleOf(f) {
		add(name)
	}
	for _, list := range [][]string{f.services, f.triggers, f.aliases} {
		for _, each := range list {
			add(each)
		}
	}
	for n := range f.items {
		add(f.items[n].title)
	}
	add(string(withoutComments(d.Source()[d.BodyStart():])))
	return b.String()
}

// maxWord bounds a word in bytes: nobody looks for a longer one.
const maxWord = 64

// peopleOf are the names of those who own an incident or take part in it.
func (s *Site) peopleOf(f *facts) []string {
	var names []string
	for _, written := range append([]string{f.owner}, f.participants...) {
		if p := s.who(f.root, written); p != nil {
			names = append(names, p.name)
		}
	}
	return names
}

// withoutComments is a text without the guidance of templates.
func withoutComments(text []byte) []byte {
	if !bytes.Contains(text, []byte("<!--")) {
		return text
	}
	var out []byte
	for {
		before, rest, ok := bytes.Cut(text, []byte("<!--"))
		out = append(append(out, before...), ' ')
		if !ok {
			return out
		}
		_, text, _ = bytes.Cut(rest, []byte("-->"))
	}
}
