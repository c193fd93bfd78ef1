package report

import (
	"encoding/xml"
	"testing"

	"github.com/postmortem-md/pm/pkg/lint"
)

// TestJUnitCounts counts what a reader would: numbers that differ from the cases
// make some of them drop the report.
func TestJUnitCounts(t *testing.T) {
	for name, fs := range map[string]func(func(lint.Finding) bool){
		"none": lint.All(nil), "hostile": hostileSeq(), "many": many(700),
	} {
		var got struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Suites   []struct {
				Tests    int `xml:"tests,attr"`
				Failures int `xml:"failures,attr"`
				Skipped  int `xml:"skipped,attr"`
				Cases    []struct {
					Name    string    `xml:"name,attr"`
					Class   string    `xml:"classname,attr"`
					Failure *struct{} `xml:"failure"`
					Skipped *struct{} `xml:"skipped"`
				} `xml:"testcase"`
			} `xml:"testsuite"`
		}
		if err := xml.Unmarshal([]byte(rendered(t, "junit", fs)), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Suites) != 1 {
			t.Fatalf("%s: %d suites", name, len(got.Suites))
		}
		suite, failures, skipped := got.Suites[0], 0, 0
		seen := map[[2]string]bool{}
		for _, c := range suite.Cases {
			if c.Failure != nil {
				failures++
			}
			if c.Skipped != nil {
				skipped++
			}
			if key := [2]string{c.Class, c.Name}; seen[key] {
				t.Errorf("%s: two cases are called %q", name, key)
			} else {
				seen[key] = true
			}
		}
		if len(suite.Cases) == 0 || suite.Tests != len(suite.Cases) || suite.Failures != failures || suite.Skipped != skipped ||
			got.Tests != suite.Tests || got.Failures != failures {
			t.Errorf("%s: %d cases, %d failures, %d skipped are given as %+v", name, len(suite.Cases), failures, skipped, suite.Tests)
		}
	}
}
