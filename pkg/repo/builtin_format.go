package repo

import "path/filepath"

// checkFormat reads the repository's own config file, and only that, as git
// does before anything else: includes have no say in a repository's format.
func (s *session) checkFormat() error {
	version, extensions := "0", map[string]string{}
	path := filepath.Join(s.loc.commonDir, "config")
	data, err := readBounded(path, maxConfigSize)
	if isAbsent(err) {
		return nil
	}
	if err != nil {
		return said(err)
	}
	// Keys are taken as they come: of one that is repeated the last counts.
	err = parseConfig(data, path, func(e configEntry) error {
		if e.name == "core.repositoryformatversion" {
			version = e.value
		}
		if section, _, key := e.split(); section == "extensions" {
			extensions[key] = e.value
		}
		return nil
	})
	if err != nil {
		return said(err)
	}
	if version != "0" && version != "1" {
		return unknownFormat(version)
	}
	for key, value := range extensions {
		if !knownExtension(key, value, version) {
			return refusedExtension(key, value)
		}
	}
	return nil
}

// refusedExtension tells what git has and pm has not from what neither knows.
func refusedExtension(key, value string) *Refused {
	switch {
	case key == "objectformat" && value == "sha256", key == "refstorage" && value == "reftable", key == "compatobjectformat":
		return unsupported("the repository extension %s = %s", key, printable(value))
	}
	return unknownExtension(key)
}

// knownExtension says whether an extension changes nothing of what is read and
// written here. Version 0 has no extensions, apart from some that were used
// before there was a version 1; what git would not know it ignores there.
func knownExtension(key, value, version string) bool {
	switch key {
	case "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees":
		return true
	case "objectformat":
		return value == "sha1" && version == "1"
	case "refstorage":
		return value == "files" && version == "1"
	case "compatobjectformat":
		return false
	}
	return version == "0"
}
