package repo

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
)

// checkConversion refuses where git would not store the bytes of a file as
// they are: filters (LFS, git-crypt), other encodings, $Id$, and line endings
// when the bytes hold CRLF. data may be nil while it is not known.
func (w *workTree) checkConversion(name string, data []byte) error {
	found, err := w.attributes(name)
	if err != nil {
		return err
	}
	if a := found["filter"]; a.state == stateValue {
		return unconverted(name, "the filter %q", a.value)
	}
	if a := found["working-tree-encoding"]; a.state != stateUnspecified && !isUTF8(a.value) {
		return unconverted(name, "the encoding %q", a.value)
	}
	// $Id: ... $ would be stored without what is in between.
	if found["ident"].state == stateSet && bytes.Contains(data, []byte("$Id")) {
		return unconverted(name, "the attribute ident")
	}
	if guessesText(found) && surelyBinary(data) {
		return nil
	}
	// A lone CR is never converted, so only the pair asks for attributes.
	if !bytes.Contains(data, []byte("\r\n")) {
		return w.checkRoundTrip(name, data, found)
	}
	text, err := w.convertsLineEndings(found)
	if err != nil || !text {
		return err
	}
	return unconverted(name, "line endings: it holds CRLF, and text, eol or core.autocrlf ask for LF in the repository")
}

// guessesText reports that git looks at the bytes to tell whether a file is text:
// for text=auto, and where core.autocrlf alone asks for a conversion.
func guessesText(found map[string]attribute) bool {
	text := found["text"]
	if text.state == stateUnspecified {
		text = found["crlf"]
	}
	return text.value == "auto" || text.state == stateUnspecified && found["eol"].state == stateUnspecified
}

// surelyBinary holds for bytes that git's guess takes for binary: a NUL or a lone
// CR among them. It also counts what cannot be printed; such a file without either
// is refused as text would be.
func surelyBinary(data []byte) bool {
	return bytes.IndexByte(data, 0) >= 0 || bytes.Count(data, []byte("\r")) > bytes.Count(data, []byte("\r\n"))
}

// checkRoundTrip is core.safecrlf for a file without CRLF: git refuses to store
// LF that it would check out as CRLF.
func (w *workTree) checkRoundTrip(name string, data []byte, found map[string]attribute) error {
	value := w.config.value("core.safecrlf")
	if value == "" || strings.EqualFold(value, "warn") || !bytes.Contains(data, []byte("\n")) {
		return nil
	}
	safe, err := w.config.bool("core.safecrlf", false)
	if err != nil {
		return said(err)
	}
	text, err := w.convertsLineEndings(found)
	if err != nil || !safe || !text || !w.checksOutCRLF(found) {
		return err
	}
	return unsafeLineEndings(name)
}

// checksOutCRLF is git's output_eol, of a file that is text.
func (w *workTree) checksOutCRLF(found map[string]attribute) bool {
	if eol := found["eol"]; eol.state == stateValue {
		return eol.value == "crlf"
	}
	switch auto, err := w.config.bool("core.autocrlf", false); {
	case err == nil && auto:
		return true
	case strings.EqualFold(w.config.value("core.autocrlf"), "input"), found["text"].value == "input":
		return false
	}
	eol := w.config.value("core.eol")
	return strings.EqualFold(eol, "crlf") || runtime.GOOS == "windows" && !strings.EqualFold(eol, "lf")
}

func unconverted(name, format string, args ...any) error {
	return unsupported("%s: .gitattributes or the configuration ask to convert it (%s)", printable(name), fmt.Sprintf(format, args...))
}

// convertsLineEndings follows git's convert_attrs: text, else the older crlf,
// else eol, else core.autocrlf.
func (w *workTree) convertsLineEndings(found map[string]attribute) (bool, error) {
	text := found["text"]
	if text.state == stateUnspecified {
		text = found["crlf"]
	}
	switch {
	case text.state == stateUnset:
		return false, nil
	case text.state == stateSet, text.value == "auto", text.value == "input":
		return true, nil
	}
	if eol := found["eol"]; eol.state == stateValue && (eol.value == "lf" || eol.value == "crlf") {
		return true, nil
	}
	if strings.EqualFold(w.config.value("core.autocrlf"), "input") {
		return true, nil
	}
	auto, err := w.config.bool("core.autocrlf", false)
	if err != nil {
		return false, said(err)
	}
	return auto, nil
}

func isUTF8(encoding string) bool {
	return strings.EqualFold(encoding, "utf-8") || strings.EqualFold(encoding, "utf8")
}
