package cli

import "testing"

var checkout = move{
	oldID: "2025-12-31-checkout", newID: "2026-01-01-checkout-5xx",
	oldPath: "pm/2025/2025-12-31-checkout.md", newPath: "pm/2026/2026-01-01-checkout-5xx.md",
}

func TestMendLink(t *testing.T) {
	const same, old, moved = "pm/2026", "pm/2025", "pm/2026"
	for _, c := range []struct {
		name, link, from, to string
		want                 string // "" when the link stays
	}{
		{"sibling of the new place", "../2025/2025-12-31-checkout.md", same, same, "2026-01-01-checkout-5xx.md"},
		{"sibling of the old place", "2025-12-31-checkout.md", old, old, "../2026/2026-01-01-checkout-5xx.md"},
		{"heading kept", "2025-12-31-checkout.md#why-did-it-happen", old, old, "../2026/2026-01-01-checkout-5xx.md#why-did-it-happen"},
		{"from the top", "pm/2025/2025-12-31-checkout.md", ".", ".", "pm/2026/2026-01-01-checkout-5xx.md"},
		{"attachment of another", "2025-12-31-checkout/graph.png", old, old, "../2026/2026-01-01-checkout-5xx/graph.png"},
		{"own attachment", "2025-12-31-checkout/a%20graph.png", old, moved, "2026-01-01-checkout-5xx/a%20graph.png"},
		{"own attachment folder", "./2025-12-31-checkout/", old, moved, "2026-01-01-checkout-5xx/"},
		{"neighbour left behind", "2025-06-01-other.md", old, moved, "../2025/2025-06-01-other.md"},
		{"same from everywhere", "../../README.md", old, moved, ""},
		{"another incident", "2025-12-30-checkout.md", old, old, ""},
		{"longer name", "2025-12-31-checkout-again.md", old, old, ""},
		{"web page", "https://example.com/2025-12-31-checkout.md", old, moved, ""},
		{"host without scheme", "//example.com/x.md", old, moved, ""},
		{"heading here", "#timeline", old, moved, ""},
		{"from the root", "/pm/2025/2025-12-31-checkout/a%20b.png#x", old, moved, "/pm/2026/2026-01-01-checkout-5xx/a%20b.png#x"},
		{"from the root, another", "/pm/2025/2025-12-31-search.md", old, moved, ""},
		{"not a URL", "%zz.md", old, moved, ""},
	} {
		got, ok := mendLink(c.link, checkout, c.from, c.to)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: mendLink(%q) = %q, %v; want %q", c.name, c.link, got, ok, c.want)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ dir, file, want string }{
		{".", "a.md", "a.md"},
		{".", "d/a.md", "d/a.md"},
		{"d", "a.md", "../a.md"},
		{"d", "d/a.md", "a.md"},
		{"d/e", "d/f/a.md", "../f/a.md"},
		{"d/e", "d/e", "../e"},
	} {
		if got := relative(c.dir, c.file); got != c.want {
			t.Errorf("relative(%q, %q) = %q, want %q", c.dir, c.file, got, c.want)
		}
	}
}
