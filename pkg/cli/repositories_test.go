package cli

import (
	"slices"
	"testing"
)

func TestTellingApart(t *testing.T) {
	cases := []struct{ paths, want []string }{
		{[]string{"/srv/payments", "/srv/search"}, []string{"payments", "search"}},
		{[]string{"/a/inc", "/b/inc", "/c"}, []string{"a/inc", "b/inc", "c"}},
		{[]string{"/x/a/inc", "/y/a/inc"}, []string{"x/a/inc", "y/a/inc"}},
		{[]string{"/inc", "/a/inc"}, []string{"inc", "a/inc"}}, // one is the end of the other
		{[]string{"/", "/a"}, []string{"/", "a"}},
		{[]string{"C:/inc", "D:/inc"}, []string{"C:/inc", "D:/inc"}},
	}
	for _, c := range cases {
		if got := tellingApart(c.paths); !slices.Equal(got, c.want) {
			t.Errorf("tellingApart(%q) = %q, want %q", c.paths, got, c.want)
		}
	}
}
