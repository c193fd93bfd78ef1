package site

import (
	"encoding/hex"
	"io/fs"
	"path"
	"strings"

	"github.com/postmortem-md/pm/pkg/incident"
)

// file is a file of a root that the site has a copy of.
type file struct {
	path string // from the root
	size int64
	key  digest // changes when the file does
	page string // where the copy lies; "" when it is too large for one
}

// maxFiles bounds the attachments of one incident, and maxFile their size in
// bytes, which is what a root reads.
const (
	maxFiles = 1_000
	maxFile  = 16 << 20
)

// attach finds the attachments of each incident. One listing of a folder answers
// for all incidents in it, most of which have none.
func (s *Site) attach(all []*facts) {
	folders := map[string]map[string]bool{}
	for _, f := range all {
		r := &s.roots[f.root]
		parent := path.Dir(f.path)
		key := memoryKey(r.Name, parent)
		if folders[key] == nil {
			folders[key] = foldersIn(r.FS, parent)
		}
		f.files = nil
		if name := incident.IDFromPath(f.path); folders[key][name] {
			f.files = s.filesBelow(f.root, path.Join(parent, name))
		}
	}
}

func foldersIn(tree fs.FS, dir string) map[string]bool {
	entries, _ := fs.ReadDir(tree, dir) // of one that cannot be listed nothing is shown
	found := map[string]bool{}
	for _, e := range entries {
		if e.IsDir() {
			found[e.Name()] = true
		}
	}
	return found
}

// filesBelow are the regular files of an attachment folder. What begins with a dot
// is passed over; symbolic links are not followed.
func (s *Site) filesBelow(root int, folder string) []file {
	var found []file
	_ = fs.WalkDir(s.roots[root].FS, folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || len(found) == maxFiles {
			return fs.SkipAll // what cannot be listed has nothing to show
		}
		hidden := strings.HasPrefix(path.Base(name), ".")
		if hidden && e.IsDir() {
			return fs.SkipDir
		}
		if hidden || !e.Type().IsRegular() {
			return nil
		}
		if info, err := e.Info(); err == nil {
			found = append(found, s.fileOf(root, name, info))
		}
		return nil
	})
	return found
}

// linked is the file that a text links to, false when the site must not have a
// copy: it is not there or not regular, is hidden or behind a link, or lies
// elsewhere in the repository, where nobody expects to be published.
func (s *Site) linked(root int, name string) (file, bool) {
	r := &s.roots[root]
	if !fs.ValidPath(name) || !r.Inside(name) {
		return file{}, false
	}
	for at := name; at != "."; at = path.Dir(at) {
		info, err := fs.Lstat(r.FS, at)
		if err != nil || info.Mode()&fs.ModeSymlink != 0 || strings.HasPrefix(path.Base(at), ".") {
			return file{}, false
		}
	}
	info, err := fs.Lstat(r.FS, name)
	if err != nil || !info.Mode().IsRegular() {
		return file{}, false
	}
	f := s.fileOf(root, name, info)
	return f, f.page != ""
}

func (s *Site) fileOf(root int, name string, info fs.FileInfo) file {
	e := &encoder{}
	e.num(info.Size())
	e.num(info.ModTime().UnixNano())
	f := file{path: name, size: info.Size(), key: e.sum()}
	if f.size <= maxFile {
		f.page = copyOf(s.roots[root].Name, name)
	}
	return f
}

// copyOf is where the copy of a file lies: below files/, each part of its path by a
// name that every system can have.
func copyOf(root, name string) string {
	parts := []string{"files"}
	if root != "" {
		parts = append(parts, fileName(root))
	}
	if dir := path.Dir(name); dir != "." {
		for part := range strings.SplitSeq(dir, "/") {
			parts = append(parts, fileName(part))
		}
	}
	return path.Join(path.Join(parts...), inertName(path.Base(name)))
}

// inert are the endings of files that no browser runs anything in. A copy of any
// other file gets the name of a text: a page among the attachments would have all
// rights of the site.
var inert = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".bmp": true, ".svg": true,
	".txt": true, ".log": true, ".md": true, ".csv": true, ".tsv": true, ".json": true, ".yaml": true, ".yml": true, ".toml": true,
	".diff": true, ".patch": true, ".sql": true, ".pdf": true, ".eml": true, ".har": true, ".pcap": true,
	".gz": true, ".zip": true, ".xz": true, ".zst": true, ".bz2": true, ".tgz": true, ".tar": true, ".7z": true,
	".mp4": true, ".webm": true, ".mov": true, ".mp3": true, ".ogg": true, ".wav": true,
	".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true, ".odt": true, ".ods": true, ".odp": true,
}

// pictures are the endings of files that a page shows.
var pictures = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".bmp": true, ".svg": true}

func inertName(name string) string {
	ending := strings.ToLower(path.Ext(name))
	if stem := name[:len(name)-len(ending)]; inert[ending] && stem != "" {
		return fileName(stem) + ending
	}
	sum := digestOf([]byte(name))
	return fileName(name) + "-" + hex.EncodeToString(sum[:4]) + ".txt"
}

// isPicture reports that a page can show the copy of a file.
func isPicture(name string) bool { return pictures[strings.ToLower(path.Ext(name))] }

// contents are the bytes of a copy.
func (s *Site) contents(root int, f file) ([]byte, error) {
	data, err := s.roots[root].Read(f.path)
	if err == nil && path.Ext(f.page) == ".svg" && !stillPicture(data) {
		data = []byte(asset("withheld.svg"))
	}
	return data, err
}
