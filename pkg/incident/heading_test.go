package incident

import "testing"

// sectionOfHeading is the row of the table that a heading stands for.
func TestSectionOfHeading(t *testing.T) {
	tests := []struct{ heading, want string }{
		{"Executive summary", "summary"},
		{"EXECUTIVE SUMMARY:", "summary"},
		{"1. Summary", "summary"},
		{"TL;DR", "summary"},
		{"tl; dr", "summary"},
		{"🔎 Issue Summary", "summary"},
		{"Timeline", "timeline"},
		{"Timeline (all times PST) 10/22/2022", "timeline"},
		{"Timeline of events", "timeline"},
		{"🕐️ timeline:", "timeline"},
		{"Our timeline", ""},
		{"What happened?", "happened"},
		{"3) What happened ?!", "happened"},
		{"What actually happened", "happened"},
		{"Impact (customers)", "happened"},
		{"What was the intended outcome", "intended"},
		{"Expected Behaviour", "intended"},
		{"Why did it happen?", "why"},
		{"Root cause(s)", "why"},
		{"Root causes", "why"},
		{"Root-cause analysis", "why"},
		{"Five why's", "why"},
		{"5 Whys", "why"},
		{"Corrective (and preventative) actions", "avoid"},
		{"How can it be avoided in the future?", "avoid"},
		{"Action Items", "avoid"},
		{"References.", "references"},
		{"Lessons learned", ""},
		{"What", ""},
		{"What happened next to the fleet", ""},
		{"", ""},
		{"🔥", ""},
		{"(", ""},
	}
	for _, tt := range tests {
		got, _ := SectionOf(tt.heading)
		if got.Name != tt.want {
			t.Errorf("heading %q: %q, want %q", tt.heading, got.Name, tt.want)
		}
	}
}

func TestHeadingAllocatesNothing(t *testing.T) {
	n := testing.AllocsPerRun(100, func() { SectionOf("Was nun, Zürich? 4 Übel") })
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzHeading(f *testing.F) {
	f.Add("1. What (really) happened?")
	f.Add("é'́(")
	f.Fuzz(func(t *testing.T, heading string) {
		if !sameHeading(heading, heading) || !headingBegins(heading, heading) {
			t.Errorf("%q is not itself", heading)
		}
		SectionOf(heading)
	})
}
