//go:build !unix

package repo

import (
	"io/fs"
	"os"
)

// listDir is the entries of an opened folder, whose Info nobody may ask for.
func listDir(f *os.File) ([]fs.DirEntry, error) { return f.ReadDir(-1) }
