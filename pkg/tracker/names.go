package tracker

import (
	"net/url"
	"strings"
)

// names are the forms under which a ticket is looked up: "url:github.com/o/r/issues/7",
// "ref:o/r#7", "num:7" and "key:PAY-12". A ticket written in an action item is any
// of them.

// namesOfURL are those of a ticket with a URL, and whose numbers it counts in.
func namesOfURL(text string) (names []string, repo string) {
	host, path, ok := splitURL(text)
	if !ok {
		return nil, ""
	}
	names = append(names, "url:"+host+"/"+path)
	parts := strings.Split(path, "/")
	n := len(parts)
	switch {
	case n >= 2 && parts[n-2] == "browse":
		names = append(names, "key:"+strings.ToUpper(parts[n-1]))
	case n >= 4 && parts[n-2] == "issues" && isNumber(parts[n-1]):
		repo = host + "/" + strings.Join(parts[:n-2], "/")
		names = append(names, "ref:"+strings.Join(parts[n-4:n-2], "/")+"#"+parts[n-1], "num:"+parts[n-1])
	}
	return names, repo
}

// splitURL is host and path of a web address, in lower case as GitHub and Jira
// compare them, without what comes behind.
func splitURL(text string) (host, path string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", "", false
	}
	return strings.ToLower(u.Host), strings.ToLower(strings.Trim(u.Path, "/")), true
}

// written are the names that a ticket in an action item may have, the surest first.
func written(text string) []string {
	text = strings.TrimSpace(text)
	if names, _ := namesOfURL(text); names != nil {
		// The rest of it would match another server's.
		return without(without(names, "num:"), "ref:")
	}
	number := strings.TrimPrefix(text, "#")
	repo, ref, hash := strings.Cut(text, "#")
	switch {
	case isNumber(number):
		return []string{"num:" + number}
	case hash && strings.Count(repo, "/") == 1 && isNumber(ref):
		return []string{"ref:" + strings.ToLower(text)}
	}
	key := strings.ToUpper(text)
	if number, ok := strings.CutPrefix(key, "GH-"); ok && isNumber(number) {
		return []string{"key:" + key, "num:" + number}
	}
	return []string{"key:" + key}
}

func without(names []string, prefix string) []string {
	var out []string
	for _, n := range names {
		if !strings.HasPrefix(n, prefix) {
			out = append(out, n)
		}
	}
	return out
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
