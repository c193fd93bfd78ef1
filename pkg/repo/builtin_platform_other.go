//go:build !unix

package repo

import "os"

func isNotDirectory(error) bool { return false }

// statIndex knows time and size only; git fills in the rest when it next
// refreshes the index.
func statIndex(path string) (indexStat, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return indexStat{}, err
	}
	t := info.ModTime()
	return indexStat{
		ctimeSec: uint32(t.Unix()), mtimeSec: uint32(t.Unix()), mtimeNano: uint32(t.Nanosecond()),
		size: uint32(info.Size()),
	}, nil
}

func ownedByUser(string, environment) (bool, error) { return true, nil }

func syncDir(string) error { return nil }

// syncWritten brings the content of a file to the disk at once: read-only files
// cannot be opened for that later.
func syncWritten(file *diskFile) error { return file.Sync() }

func syncFile(string) error { return nil }

func chmod(string, uint32) error { return nil }

func rawMode(string) (uint32, error) { return 0, nil }
