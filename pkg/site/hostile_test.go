package site

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/incident"
)

// elements are those that a page of an incident may have, and their attributes; all
// may have a class and an id.
var elements = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "title": "", "link": "rel type href title", "body": "",
	"a": "href rel aria-current", "header": "", "nav": "aria-label", "ul": "", "ol": "start", "li": "", "main": "tabindex", "article": "", "section": "aria-labelledby aria-label tabindex",
	"aside": "aria-label", "div": "", "dl": "", "dt": "", "dd": "", "p": "role", "span": "role aria-label", "time": "datetime", "footer": "",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "figure": "", "figcaption": "",
	"svg": "role aria-labelledby width height", "desc": "", "line": "x1 x2 y1 y2", "rect": "x y width height", "text": "x y dx dy text-anchor", "tspan": "",
	"em": "", "strong": "", "del": "", "code": "", "pre": "", "blockquote": "", "hr": "", "br": "", "img": "src alt loading",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "data-name colspan",
}

// inert fails on everything in a page that a browser would run, fetch from elsewhere
// or show as what it is not.
func inertPage(t *testing.T, page []byte) {
	t.Helper()
	if !utf8.Valid(page) || bytes.ContainsFunc(page, forbidden) {
		t.Error("control characters")
	}
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("comment %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		allowed, ok := elements[n.Data]
		if !ok {
			t.Errorf("element %s", n.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(strings.Fields(allowed+" class id"), a.Key) {
				t.Errorf("attribute %s of %s", a.Key, n.Data)
			}
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("id %q twice", a.Val)
				}
				ids[a.Val] = true
			case "href", "src":
				leadsNowhereBad(t, n.Data, a.Val)
			}
		}
	}
}

func leadsNowhereBad(t *testing.T, element, to string) {
	t.Helper()
	u, err := url.Parse(to)
	if err != nil {
		// What Go cannot read has a scheme that is harmless.
		if !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "https://") && !strings.HasPrefix(to, "mailto:") {
			t.Errorf("%s leads to %q: %v", element, to, err)
		}
		return
	}
	switch {
	case u.Scheme == "" && u.Host == "" && !strings.HasPrefix(to, "/"):
		if !strings.HasPrefix(to, "#") && slices.Contains(strings.Split(strings.TrimPrefix(u.Path, "../"), "/"), "..") {
			t.Errorf("%s leaves the site: %q", element, to)
		}
	case element == "a" && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto"):
	default:
		t.Errorf("%s leads to %q", element, to)
	}
}

// hostile are bodies that have made other renderers run something.
var hostile = []string{
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](java\tscript:alert(1))",
	"[a](&#106;avascript:alert(1))", "[a](\x01javascript:alert(1))", "[a](vbscript:x)", "[a](data:text/html,x)", "![a](data:image/svg+xml,x)", "<javascript:alert(1)>",
	"[a]: javascript:alert(1)\n\n[a]", "[a](//evil.example.com)", "[a](/\\evil.example.com)", "[a](\\\\evil)", "[a](\"onmouseover=alert(1)//)", "![\"onerror=alert(1) x=](x)",
	"[a](x 'y\" onclick=\"z')", "<a href=\"java&#115;cript:alert(1)\">x</a>", "<svg/onload=alert(1)>", "<math><mi//xlink:href=\"data:x\">", "<!--><script>alert(1)</script>-->",
	"```\"><script>alert(1)</script>\nx\n```", "~~~ onload=alert(1)\n~~~", "# <b id=main>x\n# main\n# main", "| <x> | a |\n|--|--|\n| `|` | <script> |", "a\u202egnp.exe\u0007\x1b[31m",
	"<details open ontoggle=alert(1)>", "<iframe srcdoc='<script>'>", "<base href=//evil>", "<style>@import '//evil'</style>", "<form action=javascript:x><button>",
	"&lt;script&gt;", "&#60;script&#62;", "- 2026-02-01T08:00:00Z <script>x</script>\n- 2026-02-01T09:00:00Z [x](javascript:y)", "[x](../../../etc/passwd)", "[x](postmortems/../../x)", "<https://a\" onclick=x>",
}

func hostileFile(title, body string) fstest.MapFS {
	front := "---\nstate: follow-up\nstarted_at: 2026-02-01T08:00:00Z\nended_at: 2026-02-01T09:00:00Z\nseverity: " + yamlText(title) + "\nowner: " + yamlText(title) + "\nservices: [" + yamlText(title) + "]\nrelated: [" + yamlText(title) + "]\ntitle: " + yamlText(title) +
		"\naction_items:\n  - {id: a, title: " + yamlText(title) + ", owner: " + yamlText(title) + ", ticket: " + yamlText(title) + ", evidence: " + yamlText(title) + ", status: open, due: 2026-02-02}\nhistory:\n  - {state: in-progress, at: 2026-02-01T08:10:00Z, by: " + yamlText(title) + ", reason: " + yamlText(title) + "}\n---\n\n"
	return fstest.MapFS{"postmortems/2026-02-01-x.md": &fstest.MapFile{Data: []byte(front + body)}}
}

// yamlText is any text as a value.
func yamlText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\x00", `\0`).Replace(strings.ToValidUTF8(s, "?")) + `"`
}

// FuzzPage: whatever stands in a file, its page is text.
func FuzzPage(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		files := hostileFile(title, body)
		s, err := load(context.Background(), Options{Title: "T", Now: now}, []Root{rootOf(t, files)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		page, err := s.incidentPage(s.all[0])
		if err != nil {
			t.Fatal(err)
		}
		inertPage(t, page)
	})
}

// FuzzWords: words are where the search looks for them, and read back from the chunk.
func FuzzWords(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s, err := load(context.Background(), Options{Title: "T", Now: now}, []Root{rootOf(t, hostileFile("x", body))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		words := s.wordsOf(s.all[0], document.Parse([]byte("---\n---\n"+body)))
		if !strings.HasPrefix(words, " 2026 02 01 x") || strings.Contains(words, "  ") || strings.ContainsAny(words, "<>\"'") {
			t.Errorf("%q", words)
		}
		chunk, err := s.renderChunk(s.chunks()[0])
		if err != nil || bytes.ContainsAny(chunk, "<>&") || bytes.ContainsFunc(chunk, forbidden) {
			t.Errorf("%q, %v", chunk, err)
		}
	})
}

// TestHostileSite looks at every page, not only at the incident's own.
func TestHostileSite(t *testing.T) {
	defer func(before string) { elements["script"] = before }(elements["script"])
	for name, more := range map[string]string{
		"form": "role aria-label hidden data-chunks", "label": "for", "input": "name type autocomplete spellcheck", "select": "name", "option": "value", "button": "type",
		"details": "", "summary": "", "circle": "cx cy r", "script": "src defer",
	} {
		if _, ok := elements[name]; !ok {
			elements[name] = more
			defer delete(elements, name)
		}
	}
	for _, text := range hostile {
		on := newShelf()
		build1(t, hostileFile(text, text), Options{Title: text}, on)
		for name, page := range on.files {
			if strings.HasSuffix(name, ".html") {
				inertPage(t, page)
				if t.Failed() {
					t.Fatalf("%s of %q:\n%s", name, text, page)
				}
			}
		}
	}
}

// TestLinks: what leads where.
func TestLinks(t *testing.T) {
	files := small(t)
	s, err := load(context.Background(), Options{Now: now}, []Root{rootOf(t, files)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := s.byPath[memoryKey("", searchFile)]
	i := incident.Decode(searchFile, document.Parse(files[searchFile].Data), s.roots[0].Process)
	for to, want := range map[string]string{
		"https://x.example/?a=1&b=2#c":      "https://x.example/?a=1&b=2#c",
		"mailto:a@example.com":              "mailto:a@example.com",
		"2026-01-10-checkout.md":            "../incidents/2026-01-10-checkout.html",
		"2026-01-10-checkout.md#Timeline":   "../incidents/2026-01-10-checkout.html#h-timeline",
		"/" + checkoutFile:                  "../incidents/2026-01-10-checkout.html",
		"#Timeline":                         "#h-timeline",
		"2026-02-01-search/latency.svg":     "../files/postmortems/2026/2026-02-01-search/latency.svg",
		"2026-02-01-search/%6catency.svg?x": "../files/postmortems/2026/2026-02-01-search/latency.svg",
		"2026-02-01-search/":                "",
		"gone.png":                          "",
		"../../.pm.yaml":                    "",
		"../../../etc/passwd":               "",
		"ftp://x":                           "",
		"file:///etc/passwd":                "",
	} {
		b := body{writer: &writer{base: "../"}, site: s, facts: f, src: i.Doc.Source()}
		if got := b.resolve([]byte(to)).href; got != want {
			t.Errorf("%s leads to %q, want %q", to, got, want)
		}
	}
}

// TestStillPicture tells drawings from SVGs that are more.
func TestStillPicture(t *testing.T) {
	const open, end = `<svg xmlns="http://www.w3.org/2000/svg">`, `</svg>`
	for _, text := range []string{open + `<path d="M0 0"/><text style="fill:red">a</text><use href="#a"/>` + end, `<?xml version="1.0" encoding="UTF-8"?>` + open + end} {
		if !stillPicture([]byte(text)) {
			t.Errorf("%s is refused", text)
		}
	}
	for _, text := range []string{
		"", "x", open, `<html/>`, open + `<script/>` + end, open + `<a href="x"/>` + end, open + `<image href="//x"/>` + end, open + `<g onclick="x"/>` + end,
		open + `<use href="x#a"/>` + end, open + `<g fill="url(//x)"/>` + end, open + `<style>a{}</style>` + end, open + `<animate/>` + end, `<!DOCTYPE svg [<!ENTITY a "b">]>` + open + end,
		open + `<foreignObject/>` + end, `<?xml-stylesheet href="x"?>` + open + end, open + `<g style="a:\75rl(x)"/>` + end,
	} {
		if stillPicture([]byte(text)) {
			t.Errorf("%s is let through", text)
		}
	}
}
