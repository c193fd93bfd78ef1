package lint

import (
	"regexp"
	"slices"
	"strings"
)

// isAssigned judges the value behind a name such as DB_PASSWORD or api_key. What
// costs least comes first.
func isAssigned(m *match) bool {
	v := m.value()
	if m.codeFollows() || m.inARN() {
		return false
	}
	name := strings.ToLower(key(*m))
	if digest.MatchString(v) {
		return keyNames.MatchString(m.words())
	}
	return isStrong(v) && !tellsAbout(name) && realPassword("", v) && !lookAlikes.MatchString(v)
}

// key is the name in front of a value, as far as it is one word.
func key(m match) string {
	from, to := m.keySpan()
	return strings.Trim(string(m.src[from:to]), "-._")
}

// words are what stands in front of a value: an "auth token" has two.
func (m match) words() string {
	const before = 12
	from, _ := m.keySpan()
	return strings.ToLower(string(m.src[max(0, from-before):m.start]))
}

func (m match) keySpan() (from, to int) {
	from, to = m.at, m.at
	for from > 0 && m.at-from < 40 && keyByte(m.src[from-1]) {
		from--
	}
	for to < m.start && keyByte(m.src[to]) {
		to++
	}
	return from, to
}

func keyByte(c byte) bool { return wordByte(c) || c == '-' || c == '.' }

// host is the machine that a URL with a password leads to, as far as it is one.
func host(m match) string {
	rest := m.src[m.end+len("@"):]
	to := 0
	for to < len(rest) && to < 80 && keyByte(rest[to]) {
		to++
	}
	return string(rest[:to])
}

func nowhere(match) string { return "" }

// about are the last words of names whose value is not the secret, but says
// something of it.
var about = []string{
	"name", "id", "hash", "path", "file", "url", "uri", "arn", "ref", "type", "ttl", "expiry", "expires", "expiration", "at", "count", "limit",
	"length", "policy", "version", "rotation", "manager", "store", "provider", "class", "digest", "sum", "scope", "status", "error", "endpoint",
	"fingerprint", "mount", "dir", "field", "header", "label", "pattern", "regex", "reset", "format", "prefix", "issuer", "algorithm", "size",
}

// passing are names of tokens that open nothing.
var passing = regexp.MustCompile(`(?:next|page|continuation|continue|idempotency|request|trace|csrf|xsrf|cancel|cancellation|sync|public|sort|partition|cache|primary|foreign)[_.-]?(?:token|key|secret)s?$|tokenizer`)

func tellsAbout(name string) bool {
	return passing.MatchString(name) || slices.ContainsFunc(about, func(word string) bool { return strings.HasSuffix(name, word) })
}

// codeFollows reports that the value goes on as an expression: getSecret(env),
// tokens[0], prefix${NAME}, prefix<name>.
func (m match) codeFollows() bool {
	next := m.src[m.end:min(len(m.src), m.end+2)]
	return len(next) > 0 && strings.IndexByte("([{<", next[0]) >= 0 && string(next) != "</"
}

// inARN reports a name between colons, as in arn:aws:…:secret:orders.
func (m match) inARN() bool {
	from, to := m.keySpan()
	return from > 0 && m.src[from-1] == ':' && to < len(m.src) && m.src[to] == ':'
}

// lookAlikes are no secrets whatever their name: ids, times, addresses, paths,
// URLs, versions, fields of objects, names of Kubernetes, of variables and of what they hold.
var lookAlikes = regexp.MustCompile(strings.Join([]string{
	`^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`,
	`^\d{4}-\d\d-\d\d`,
	`^[\d.,:/_%+-]+[a-z]{0,2}$`,
	`^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$`,
	`^(?i:[a-z][a-z0-9+]*://|arn:|sha\d+[:-]|md5:|vault:|op:|enc\[|data:|urn:|projects/|\$ansible|pbkdf2|\$2[aby]\$|\$argon2|\$6\$)`,
	`^[./~]`,
	`^v?\d+(?:\.\d+)+`,
	`^[A-Za-z_]\w*(?:(?:\.|::|->)[A-Za-z_]\w*)+$`,
	`^[a-z0-9]{1,15}(?:[-/:.][a-z0-9._]{1,15})+$`,
	`^(?i:\w*(?:password|passwd|secret|token|credential|apikey)\w*)$`,
	`^[A-Z][A-Z0-9]*(?:_[A-Z0-9]{1,15})+$`,
	`^[a-z][a-z0-9]*(?:_[a-z0-9]{1,15})+$`,
}, "|"))

// digest has the length of MD5, SHA-1, SHA-256, -384 or -512 in hex. Such a
// value is a key only behind a name that says so.
var (
	digest   = regexp.MustCompile(`^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})$`)
	keyNames = regexp.MustCompile(`(?:api|app|auth|access|secret|client|signing|encryption|master|account|private)[ _.-]?(?:key|token|secret)\W*(?:is|was)?\W*$`)
)

// shape is what a value is made of.
type shape struct {
	lower, upper, digits, symbols int
	turns                         int // changes of class inside words, but for a capital
}

// shapeOf counts what joins words as no class of its own.
func shapeOf(v string) shape {
	var s shape
	const joint = 0
	was := byte(joint)
	first := true
	for i := range len(v) {
		is := classOf(v[i], &s)
		if is != joint && was != joint && is != was && !(first && was == 'A' && is == 'a') {
			s.turns++
		}
		first = was == joint
		was = is
	}
	return s
}

func classOf(c byte, s *shape) byte {
	switch {
	case c >= 'a' && c <= 'z':
		s.lower++
		return 'a'
	case c >= 'A' && c <= 'Z':
		s.upper++
		return 'A'
	case c >= '0' && c <= '9':
		s.digits++
		return '0'
	case strings.IndexByte("-_./:=~", c) >= 0:
		return 0
	default:
		s.symbols++
		return '!'
	}
}

// isStrong reports what a generator or a careful person makes: several classes
// of characters, mixed, and entropy for its length. Words, however many, are
// not.
func isStrong(v string) bool {
	s := shapeOf(v)
	classes := 0
	for _, n := range []int{s.lower, s.upper, s.digits, s.symbols} {
		classes += min(n, 1)
	}
	bits := entropy(v)
	switch {
	case classes < 2 || s.digits+s.symbols == 0:
		return false
	case len(v) < 12:
		return classes >= 3 && s.turns >= 2 && bits >= 2.7
	case len(v) < 20:
		return (classes >= 3 && s.turns >= 2 || s.turns >= 4) && bits >= 2.9
	default:
		return s.turns >= 4 && bits >= 3.2
	}
}
