package lint

import (
	"regexp"
	"strings"
	"sync"
)

// secretKind is a row of the table: what secrets of a kind look like.
type secretKind struct {
	name string
	// anchors are words that no secret of the kind is without, in any case, of
	// three characters or more. Only where one stands is shape tried.
	anchors string
	// shape begins at the anchor, or back characters before it. What its first
	// group that took part holds is the secret; without groups, all of it.
	shape  string
	bits   float64 // the least entropy of the secret, in bits per character
	rotate string  // what makes it worthless

	back   int               // characters of the shape in front of the anchor
	needs  string            // what the rest of the line has to hold, to try the shape on fewer
	inside bool              // the anchor may be the end of a longer word
	judge  func(*match) bool // what else it has to be; nil for nothing
	// place says where a secret stands that a person may have made up. A hash
	// of such a one would let it be guessed, so none is shown.
	place func(match) string

	once  sync.Once
	regex *regexp.Regexp
}

// compiled makes the pattern when it is first needed: most files need none.
func (k *secretKind) compiled() *regexp.Regexp {
	k.once.Do(func() { k.regex = regexp.MustCompile("^" + k.shape) })
	return k.regex
}

// words are the anchors in lower case.
func (k *secretKind) words() []string { return strings.Fields(k.anchors) }

// Parts of shapes: what stands between a name and its value in code, YAML, JSON,
// headers and prose, and the value. A bare value ends where code, Markdown or a
// query goes on.
const (
	gives = "[\\w.-]{0,40}[\"'`*_\\]\\\\]{0,4}[ \\t]{0,3}(?::=|=>|[:=>]|[ \\t]?(?:is|was):?[ \\t])[*_]{0,2}[ \\t]{0,3}[\"'`*\\\\]{0,3}?"
	value = "(?:\"([^\"\\s]{8,200})\"|'([^'\\s]{8,200})'|`([^`\\s]{8,200})`|([^\\s\"'`,;<>(){}\\[\\]|&\\\\]{8,200}))"
	keyed = "[\"'`]?"
	block = `-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----`
)

// How kinds are rotated that have their rotation in common.
const (
	newPair     = "make a new key pair, and take the old public key away wherever it is trusted"
	newAWS      = "deactivate the access key in IAM and make a new one"
	newPassword = "change the password"
	newKey      = "revoke it where it was issued and make a new one"
)

// secretKinds are tried in this order: where two see the same characters, the
// first is told. Shapes are the issuers' own, as far as they publish them.
var secretKinds = []*secretKind{
	// Keys.
	{name: "Google service-account key", anchors: "begin ", back: 5, inside: true, shape: block, judge: isServiceAccount, rotate: "delete the key in IAM and make a new one"},
	{name: "private key", anchors: "begin ", back: 5, inside: true, shape: block, judge: isKeyBlock, rotate: newPair},
	{name: "PuTTY private key", anchors: "private-lines:", shape: `Private-Lines: \d{1,3}\s{1,2}([A-Za-z0-9+/=\s]{64,900})`, bits: 4, rotate: newPair},
	{name: "age secret key", anchors: "age-secret-key-1", shape: `AGE-SECRET-KEY-1[0-9A-Z]{58}\b`, bits: 3, rotate: "make a new key and encrypt again what the old one opens"},

	// Clouds.
	{name: "AWS secret access key", anchors: "akia asia", shape: `(?:AKIA|ASIA)[A-Z0-9]{16}[^A-Za-z0-9/+][^\n]{0,60}?\n?[^\n]{0,60}?[^A-Za-z0-9/+=]([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)`, bits: 4.2, judge: isMixed, rotate: newAWS},
	{name: "AWS secret access key", anchors: "secret", inside: true, shape: `(?i:secret[_ -]?(?:access)?[_ -]?key)` + gives + keyed + `([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)`, bits: 4.2, judge: isMixed, rotate: newAWS},
	{name: "AWS access key id", anchors: "akia asia", shape: `(?:AKIA|ASIA)[A-Z0-9]{16}\b`, bits: 3, rotate: newAWS},
	{name: "AWS session token", anchors: "iqojb3jpz2lu fwogzxivyxdze", shape: `(?:IQoJb3JpZ2lu|FwoGZXIvYXdzE)[A-Za-z0-9/+=]{60,}`, bits: 4, rotate: "revoke the role's active sessions in IAM"},
	{name: "Google API key", anchors: "aiza", shape: `(AIza[\w-]{35})(?:[^\w-]|$)`, bits: 3.5, rotate: "make a new key in the Cloud console and delete this one"},
	{name: "Google OAuth secret", anchors: "gocspx-", shape: `GOCSPX-[\w-]{28}`, bits: 3.5, rotate: "reset the client's secret in the Cloud console"},
	{name: "Google access token", anchors: "ya29.", shape: `ya29\.[\w-]{30,}`, bits: 3.5, rotate: newKey},
	{name: "Azure storage key", anchors: "accountkey= accesskey=", inside: true, shape: `(?i:accountkey|accesskey)=([A-Za-z0-9+/]{43,86}={1,2})`, bits: 4, rotate: "rotate the keys of the account, the primary and the secondary"},
	{name: "Azure SAS signature", anchors: "sig=", shape: `sig=((?:[A-Za-z0-9/+]|%[0-9A-Fa-f]{2}){40,80}(?:=|%3[Dd]))`, bits: 4, rotate: "rotate the account key that signed it, or revoke its stored access policy"},
	{name: "Azure client secret", anchors: "0q~ 1q~ 2q~ 3q~ 4q~ 5q~ 6q~ 7q~ 8q~ 9q~", back: 3, shape: `([\w~.-]{3}\dQ~[\w~.-]{31,34})(?:[^\w~.-]|$)`, bits: 3.5, rotate: "add a new client secret in Entra ID and remove this one"},
	{name: "DigitalOcean token", anchors: "dop_v1_ doo_v1_ dor_v1_", shape: `do[opr]_v1_[a-f0-9]{64}\b`, bits: 3, rotate: newKey},

	// Services.
	{name: "GitHub token", anchors: "ghp_ gho_ ghu_ ghs_ ghr_", shape: `gh[opsur]_[A-Za-z0-9]{36,255}\b`, bits: 3.5, rotate: newKey},
	{name: "GitHub token", anchors: "github_pat_", shape: `github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\b`, bits: 3.5, rotate: newKey},
	{name: "GitLab token", anchors: "glpat- gldt- glrt- glptt- glcbt- glsoat- glft- glagent-", shape: `gl(?:pat|dt|rt|ptt|cbt|soat|ft|agent)-[\w-]{20,}(?:\.[0-9a-z]{2}\.[0-9a-z]{7,9})?`, bits: 3.3, rotate: newKey},
	{name: "Slack token", anchors: "xoxa- xoxb- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xapp-", shape: `(?:(?:xoxe\.)?xox[abeoprs]-(?:\d{1,14}-){1,4}[A-Za-z0-9]{10,}|xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{32,})`, bits: 3, judge: endsMixed, rotate: "revoke it with auth.revoke and install the app again"},
	{name: "Slack webhook URL", anchors: "hooks.slack.com/", shape: `hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{40,})`, bits: 3, rotate: "remove the webhook from the app and add a new one"},
	{name: "Discord webhook URL", anchors: "/webhooks/", inside: true, shape: `/webhooks/\d{17,20}/([\w-]{60,})`, bits: 3.5, rotate: "delete the webhook and make a new one"},
	{name: "Stripe key", anchors: "sk_live_ rk_live_ sk_test_ rk_test_ whsec_", shape: `(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9+/]{20,}`, bits: 3.5, rotate: "roll the key in the dashboard under Developers"},
	{name: "npm token", anchors: "npm_", shape: `npm_[A-Za-z0-9]{36}\b`, bits: 3.5, rotate: "run npm token revoke and make a new one"},
	{name: "PyPI token", anchors: "pypi-age", shape: `pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\w-]{50,}`, bits: 3.5, rotate: newKey},
	{name: "SendGrid key", anchors: "sg.", shape: `SG\.[\w-]{16,32}\.[\w-]{32,64}`, bits: 3.5, rotate: newKey},
	{name: "Twilio key", anchors: "sk0 sk1 sk2 sk3 sk4 sk5 sk6 sk7 sk8 sk9 ska skb skc skd ske skf", shape: `SK[0-9a-f]{32}\b`, bits: 3, rotate: newKey},
	{name: "Twilio auth token", anchors: "twilio", inside: true, shape: `(?i:twilio[ \w.-]{0,30}?(?:token|secret))` + gives + keyed + `([0-9a-f]{32})\b`, bits: 3, rotate: "promote the secondary auth token in the console"},
	{name: "Datadog key", anchors: "datadog dd_ dd-", inside: true, shape: `(?i:(?:datadog|dd)[ _-](?:api|app|application|client)?[ _-]?(?:key|token))` + gives + keyed + `([0-9a-f]{32}(?:[0-9a-f]{8})?)\b`, bits: 3, rotate: newKey},
	{name: "OpenAI key", anchors: "sk-proj- sk-svcacct- sk-admin-", shape: `sk-(?:proj|svcacct|admin)-[\w-]{40,}`, bits: 3.5, rotate: newKey},
	{name: "OpenAI key", anchors: "sk-", shape: `sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b`, bits: 3.5, rotate: newKey},
	{name: "Anthropic key", anchors: "sk-ant-", shape: `sk-ant-[\w-]{40,}`, bits: 3.5, rotate: newKey},
	{name: "Hugging Face token", anchors: "hf_", shape: `hf_[A-Za-z0-9]{34}\b`, bits: 3.5, rotate: newKey},
	{name: "Vault token", anchors: "hvs. hvb. hvr.", shape: `hv[sbr]\.[\w-]{24,}`, bits: 3.5, rotate: "run vault token revoke"},
	{name: "Grafana token", anchors: "glsa_ glc_", shape: `(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,})`, bits: 3.5, rotate: newKey},
	{name: "New Relic key", anchors: "nrak-", shape: `NRAK-[A-Z0-9]{27}\b`, bits: 3, rotate: newKey},
	{name: "Docker Hub token", anchors: "dckr_pat_ dckr_oat_", shape: `dckr_[po]at_[\w-]{27,32}`, bits: 3.5, rotate: newKey},
	{name: "Terraform Cloud token", anchors: "atlasv1.", back: 15, shape: `[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}`, bits: 3.5, rotate: newKey},
	{name: "Linear key", anchors: "lin_api_ lin_oauth_", shape: `lin_(?:api_[A-Za-z0-9]{40}|oauth_[a-f0-9]{64})\b`, bits: 3.5, rotate: newKey},
	{name: "Telegram bot token", anchors: ":aa", inside: true, shape: `:AA([\w-]{33})(?:[^\w-]|$)`, bits: 3.5, judge: isTelegram, rotate: "send /revoke to @BotFather"},
	{name: "Shopify token", anchors: "shpat_ shpca_ shppa_ shpss_", shape: `shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b`, bits: 3, rotate: newKey},

	// Whoever issued it.
	{name: "JSON Web Token", anchors: "eyj", shape: `eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}`, bits: 4, rotate: "end the session, or rotate the key that signed it"},
	{name: "bearer token", anchors: "bearer", shape: `(?i:bearer)[ \t]{1,3}["']?([\w.~+/-]{16,}={0,2})`, bits: 3, judge: isBearer, rotate: newKey},
	{name: "basic authentication", anchors: "basic", shape: `(?i:basic)[ \t]{1,3}([A-Za-z0-9+/_-]{8,200}={0,2})`, judge: isBasicAuth, place: nowhere, rotate: newPassword},
	{name: "password in a URL", anchors: "://", needs: "@", inside: true, shape: `://[^\s/:@"'<>]{0,100}:([^\s/"'<>` + "`" + `]{4,200})@[^\s/@:]`, judge: isURLPassword, place: host, rotate: newPassword},
	{name: "authorization header", anchors: "authorization", shape: `(?i:authorization["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:(?:api-?)?(?:token|key)[ \t]{1,3})?)([\w.~+/-]{16,}={0,2})`, bits: 3, judge: isBearer, rotate: newKey},
	{name: "password on a command line", anchors: "curl wget", needs: "-u", shape: `(?:curl|wget)(?:[^\n]|\\\r?\n){0,400}?[ \t](?:-u|--user|--proxy-user)(?:=|[ \t]{0,5})["']?[^\s:"'/]{0,64}:["']?([^\s"'` + "`" + `]{4,128})`, judge: isPassword, place: nowhere, rotate: newPassword},
	{name: "password on a command line", anchors: "mysql sshpass login", needs: "-p", shape: `(?:mysql|sshpass|login)[^\n]{0,200}?[ \t](?:-p[ ]?|--password[ =])["']?([^\s"'` + "`" + `]{6,128})`, judge: isStrongPassword, place: nowhere, rotate: newPassword},
	{name: "password in .netrc", anchors: "machine", shape: `machine[ \t]+\S{1,80}\s+login[ \t]+\S{1,80}\s+password[ \t]+([^\s"'` + "`" + `]{4,128})`, judge: isPassword, place: nowhere, rotate: newPassword},
	{name: "password", anchors: "passw passphrase pwd", inside: true, shape: `(?i:passw|passphrase|pwd)` + gives + value, judge: isAssigned, place: key, rotate: newPassword},
	{name: "password on a command line", anchors: "--passw --token --secret --api-key", shape: `--[\w-]{5,30}[ \t]{1,3}` + value, judge: isAssigned, place: key, rotate: newPassword},
	{
		name:    "key or token",
		anchors: "secret token api app_key appkey access_key accesskey access-key private_key signing_key encryption_key account_key master_key auth_key authkey credential",
		inside:  true, shape: `(?i:secret|token|credential|api[ _-]?key|[a-z]{3,10}[_-]?key)` + gives + value, judge: isAssigned, place: key, rotate: newKey,
	},
}
