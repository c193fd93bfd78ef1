package repo

import (
	"strings"
	"unicode"
)

// checkSpelling refuses a new path where the file system may hold another
// spelling of it for the same name, and git would have to find out which is
// meant: letters in another case (core.ignoreCase), or accents as characters of
// their own (core.precomposeUnicode, on macOS).
func (w *workTree) checkSpelling(name string) error {
	fold, err := w.config.bool("core.ignorecase", false)
	if err != nil {
		return said(err)
	}
	compose, err := w.config.bool("core.precomposeunicode", false)
	if err != nil {
		return said(err)
	}
	isAccent := func(r rune) bool { return unicode.Is(unicode.Mn, r) }
	if compose && strings.ContainsFunc(name, isAccent) {
		return unsupported("the decomposed accents in %s (core.precomposeUnicode)", printable(name))
	}
	if !fold {
		return nil
	}
	for _, e := range w.index.entries {
		if other := sameFolders(e.name, name); other != "" {
			return unsupported("%s beside %s, which differs in case alone (core.ignoreCase)", printable(name), printable(other))
		}
	}
	return nil
}

// sameFolders is the entry, or the folder of it, that a path spells otherwise;
// "" when they have nothing in common or spell it alike.
func sameFolders(entry, name string) string {
	for {
		mine, restMine, more := strings.Cut(name, "/")
		its, restIts, itsMore := strings.Cut(entry, "/")
		switch {
		case !strings.EqualFold(mine, its):
			return ""
		case mine != its:
			return its
		case !more || !itsMore:
			return ""
		}
		name, entry = restMine, restIts
	}
}
