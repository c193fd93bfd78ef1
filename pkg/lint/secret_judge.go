package lint

import (
	"bytes"
	"encoding/base64"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// entropy is Shannon's, in bits per byte of s: 0 for one byte over and over, at
// most log2 of the length. https://en.wikipedia.org/wiki/Entropy_(information_theory)
func entropy(s string) float64 {
	var counts [256]int
	for i := range len(s) {
		counts[s[i]]++
	}
	sum, n := 0.0, float64(len(s))
	for _, c := range counts {
		if c > 0 {
			p := float64(c) / n
			sum -= p * math.Log2(p)
		}
	}
	return sum
}

// standIns are parts of what documentation and careful people write in place of
// a secret. Each is long enough that no random token holds it by chance.
var standIns = []string{
	"example", "xxxx", "****", "....", "…", "••", "redact", "changeme", "change-me", "change_me", "changeit", "placeholder", "dummy",
	"your-", "your_", "yourp", "yours", "yourt", "yourk", "insert-", "replace", "foobar", "masked", "hidden", "removed", "censored",
	"notreal", "not-real", "fake", "${", "$(", "{{", "%(", "%s", "<", ">", "secrets.", "not-a-", "notasecret", "sanitized",
}

// published are keys that their issuers print in manuals and tools.
var published = []string{
	"gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a",
	"sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc", "sk_" + "test_BQokikJOvBiI2HlWgH4olfQ2", "sk_" + "test_tR3PYbcVNZZ796tH88S4VQ2u",
	"SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c", "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ",
	"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq",
	"QWxhZGRpbjpvcGVuIHNlc2FtZQ", // RFC 7617
	"AI" + "zaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
}

// isStandIn reports what only holds the place of a secret: ${VAR}, <token>,
// ****, your-key-here, 1234567890, an example key from a manual.
func isStandIn(v string) bool {
	if strings.HasPrefix(v, "$") && isName(strings.Trim(v, "${}")) || strings.HasPrefix(v, "%") && strings.HasSuffix(v, "%") {
		return true
	}
	for _, key := range published {
		if strings.Contains(v, key) {
			return true
		}
	}
	lower := strings.ToLower(v)
	for _, part := range standIns {
		if strings.Contains(lower, part) {
			return true
		}
	}
	return isMonotonous(lower)
}

// isName reports a variable's name: letters, digits, underscores, dots.
func isName(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:") == ""
}

// isMonotonous reports what fingers type: at least half of it is the same
// character six times over, or nine in a row of alphabet or digits.
func isMonotonous(s string) bool {
	covered := 0
	for start, end := 0, 1; start < len(s); start, end = end, end+1 {
		for end < len(s) && s[end] == s[start] {
			end++
		}
		least := 6
		if end == start+1 {
			for end < len(s) && (s[end] == s[end-1]+1 || s[end] == '0' && s[end-1] == '9') {
				end++
			}
			least = 9
		}
		if end-start >= least {
			covered += end - start
		}
	}
	return covered > 0 && 2*covered >= len(s)
}

// longestKey bounds how far the end of a key is looked for, in bytes. One of
// RSA with 8192 bits takes 6,400.
const longestKey = 12 << 10

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/]{16,}`)
	keyFoot   = regexp.MustCompile(`^-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----`)
)

// isKeyBlock wants a key behind the first line, so that naming that line is no
// finding, and extends the match over it. A block that was cut off counts too.
func isKeyBlock(m *match) bool {
	rest := m.src[m.end:min(len(m.src), m.end+longestKey)]
	foot := bytes.Index(rest, []byte("-----"))
	if foot < 0 {
		foot = len(rest)
	}
	key, end := keyText(rest[:foot])
	if s := shapeOf(key); len(key) < 40 || s.lower == 0 || s.upper == 0 || s.digits == 0 || entropy(key) < 3.5 || isStandIn(key[:40]) {
		return false
	}
	if at := keyFoot.FindIndex(rest[foot:]); at != nil {
		end = foot + at[1]
	}
	m.end += end
	return true
}

// keyText joins the base64 of a key and says where it ends. Headers, marks of
// quotations and comments, and escaped line ends may stand between its lines.
func keyText(body []byte) (key string, end int) {
	const headers, mark = 200, 60 // bytes at most
	var b strings.Builder
	for _, at := range base64Run.FindAllIndex(body, -1) {
		if gap := at[0] - end; gap > headers || end > 0 && gap > mark {
			break
		}
		b.Write(body[at[0]:at[1]])
		end = at[1]
	}
	return b.String(), end
}

// isServiceAccount is a key block in Google's JSON.
func isServiceAccount(m *match) bool {
	const before = 700 // what the file says in front of its key, with room to spare
	return bytes.Contains(m.src[max(0, m.at-before):m.at], []byte("service_account")) && isKeyBlock(m)
}

// isMixed tells 40 characters of base64 from a commit or a path.
func isMixed(m *match) bool {
	s := shapeOf(m.value())
	return s.lower > 0 && s.upper > 0 && s.digits > 0
}

// endsMixed wants letters and digits behind the last dash.
func endsMixed(m *match) bool {
	v := m.value()
	s := shapeOf(v[strings.LastIndexByte(v, '-')+1:])
	return s.digits > 0 && s.lower+s.upper > 0
}

// isTelegram wants the number of a bot in front of the colon, and takes it for a
// part of the token.
func isTelegram(m *match) bool {
	const most, least = 10, 8
	at := m.at
	for at > 0 && m.src[at-1] >= '0' && m.src[at-1] <= '9' {
		at--
	}
	n := m.at - at
	m.start = at
	return n >= least && n <= most
}

// isBearer tells a token from prose about bearer tokens.
func isBearer(m *match) bool {
	s := shapeOf(m.value())
	return s.digits > 0 && s.turns >= 3
}

// isBasicAuth looks into the base64 for a user and a password.
func isBasicAuth(m *match) bool {
	v := strings.TrimRight(m.value(), "=")
	plain, err := base64.RawStdEncoding.DecodeString(v)
	if err != nil {
		plain, err = base64.RawURLEncoding.DecodeString(v)
	}
	user, password, ok := strings.Cut(string(plain), ":")
	return err == nil && ok && utf8.Valid(plain) && isText(string(plain)) && realPassword(user, password)
}

func isText(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}

// isURLPassword leaves out image:tag@sha256 and host:port@.
func isURLPassword(m *match) bool {
	user, _, _ := strings.Cut(string(m.src[m.at+len("://"):m.start]), ":")
	return realPassword(user, m.value()) && !bytes.HasPrefix(m.src[m.end:], []byte("@sha256")) && !notWords.MatchString(m.value())
}

// isPassword is the part behind the user of curl -u user:password.
func isPassword(m *match) bool { return realPassword("", m.value()) }

// isStrongPassword is what stands behind -p, which has other meanings too.
func isStrongPassword(m *match) bool { return isPassword(m) && isStrong(m.value()) }

// notWords are ports, versions and addresses.
var notWords = regexp.MustCompile(`^v?[\d.]{1,5}$|^v?\d+(?:\.\d+)+$`)

// commonWords stand for a password in examples.
var commonWords = " pass pw pwd passwd password passw0rd p@ssw0rd secret test testing guest token mytoken mypass mypassword mysecret x-oauth-basic none null " +
	"empty string basic value credentials "

func realPassword(user, password string) bool {
	return len(password) >= 4 && password != user && !isStandIn(password) && !strings.HasPrefix(password, "$") &&
		!strings.HasPrefix(password, "%") && !strings.ContainsAny(password, "{}[]") &&
		!strings.Contains(commonWords, " "+strings.ToLower(password)+" ")
}
