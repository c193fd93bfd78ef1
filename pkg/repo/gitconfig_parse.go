package repo

import (
	"bytes"
	"fmt"
)

// configEntry is one variable, in the order git reads them.
type configEntry struct {
	// name is section.subsection.key: section and key in lower case, the
	// subsection (which may hold dots and be absent) as it was written.
	name  string
	value string
	// bare is a key without "=": true as a boolean, a fault as anything else.
	bare  bool
	scope configScope
	// file is where it stands, "" for one from the environment.
	file string
}

// configScope is the level a variable comes from, weakest first.
type configScope int

const (
	scopeSystem configScope = iota
	scopeGlobal
	scopeLocal
	scopeWorktree
	scopeCommand
)

// configSyntaxError is a line git would call bad.
type configSyntaxError struct {
	file string
	line int
}

func (e *configSyntaxError) Error() string {
	return fmt.Sprintf("bad config line %d in %s", e.line, e.file)
}

// maxConfigSize bounds one configuration file, in bytes.
const maxConfigSize = 8 << 20

// configScanner reads git's configuration syntax byte by byte, as git's own
// config.c does; it is the only way to agree on every odd file.
type configScanner struct {
	src    []byte
	pos    int
	line   int
	end    bool
	prefix []byte // section and subsection, with the dot after them
}

// next returns the next byte. CRLF is one newline, and so is the end.
func (s *configScanner) next() byte {
	if s.pos >= len(s.src) {
		s.end = true
		return '\n'
	}
	c := s.src[s.pos]
	s.pos++
	if c == '\r' && s.pos < len(s.src) && s.src[s.pos] == '\n' {
		s.pos++
		c = '\n'
	}
	if c == '\n' {
		s.line++
	}
	return c
}

// parseConfig hands every variable of a file to emit, in order, and stops at
// its first error.
func parseConfig(data []byte, file string, emit func(configEntry) error) error {
	s := configScanner{src: bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), line: 1}
	for {
		c := s.next()
		if s.end {
			return nil
		}
		ok := true
		switch {
		case isConfigSpace(c):
		case c == '#' || c == ';':
			s.skipLine()
		case c == '[':
			ok = s.section()
		case isAlpha(c):
			var entry configEntry
			if entry, ok = s.variable(c); ok {
				entry.file = file
				if err := emit(entry); err != nil {
					return err
				}
			}
		default:
			ok = false
		}
		if !ok {
			return &configSyntaxError{file: file, line: s.faultLine()}
		}
	}
}

// faultLine is the line of a fault: a fault found at a newline lies before it.
func (s *configScanner) faultLine() int {
	if s.pos > 0 && s.pos <= len(s.src) && s.src[s.pos-1] == '\n' {
		return s.line - 1
	}
	return s.line
}

func (s *configScanner) skipLine() {
	for c := s.next(); c != '\n'; {
		c = s.next()
	}
}

// section reads what follows "[": name] or name "subsection"].
func (s *configScanner) section() bool {
	s.prefix = s.prefix[:0]
	for {
		c := s.next()
		switch {
		case s.end:
			return false
		case c == ']':
			s.prefix = append(s.prefix, '.')
			return true
		case isConfigSpace(c):
			return s.subsection(c)
		case !isConfigKey(c) && c != '.':
			return false
		}
		s.prefix = append(s.prefix, lower(c))
	}
}

// subsection reads ` "name"]`; a backslash stands for the byte after it.
func (s *configScanner) subsection(c byte) bool {
	for isConfigSpace(c) {
		if c == '\n' {
			return false
		}
		c = s.next()
	}
	if c != '"' {
		return false
	}
	s.prefix = append(s.prefix, '.')
	for {
		c = s.next()
		if c == '"' {
			break
		}
		if c == '\\' {
			c = s.next()
		}
		if c == '\n' {
			return false
		}
		s.prefix = append(s.prefix, c)
	}
	s.prefix = append(s.prefix, '.')
	return s.next() == ']'
}

// variable reads a key that begins with c, and its value.
func (s *configScanner) variable(c byte) (configEntry, bool) {
	name := append([]byte(nil), s.prefix...)
	for isConfigKey(c) {
		name = append(name, lower(c))
		c = s.next()
	}
	for c == ' ' || c == '\t' {
		c = s.next()
	}
	if c == '\n' {
		return configEntry{name: string(name), bare: true}, true
	}
	if c != '=' {
		return configEntry{}, false
	}
	value, ok := s.value()
	return configEntry{name: string(name), value: value}, ok
}

// value reads to the end of the line: quotes group, a backslash escapes or
// joins lines, blanks at both ends do not count, a comment ends it.
func (s *configScanner) value() (string, bool) {
	var out []byte
	// A comment sign counts outside quotes only, and quotes may open and close
	// within a value.
	quoted := false
	kept := 0 // length without the blanks that may turn out to be trailing
	for {
		c := s.next()
		switch {
		case c == '\n':
			return string(out[:kept]), !quoted
		case isConfigSpace(c) && !quoted:
			if len(out) > 0 {
				out = append(out, c)
			}
			continue
		case (c == '#' || c == ';') && !quoted:
			s.skipLine()
			return string(out[:kept]), true
		case c == '"':
			quoted = !quoted
		case c == '\\':
			if c = s.next(); c == '\n' {
				break // the value goes on in the next line
			}
			c, ok := unescapeConfig(c)
			if !ok {
				return "", false
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
		kept = len(out)
	}
}

func unescapeConfig(c byte) (byte, bool) {
	switch c {
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'n':
		return '\n', true
	case '\\', '"':
		return c, true
	}
	return 0, false
}

// isConfigSpace is git's isspace: vertical tab and form feed are not blank.
func isConfigSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isConfigKey(c byte) bool { return isAlpha(c) || '0' <= c && c <= '9' || c == '-' }

func isAlpha(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
