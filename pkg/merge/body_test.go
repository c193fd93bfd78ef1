package merge

import (
	"strings"
	"testing"
)

const someFront = "---\ntitle: A\n---\n"

func withTimeline(entries string) string {
	return someFront + "\n## Timeline\n\n" + entries + "\n## Impact\n\nAll.\n"
}

func at(time, text string) string { return "- 2026-03-01T" + time + ":00Z " + text + "\n" }

func TestTimeline(t *testing.T) {
	a, b, c := at("14:00", "a"), at("14:10", "b"), at("14:20", "c")
	checkCases(t, []mergeCase{
		{"in order of time", a, a + c, a + b, a + b + c},
		{"the same entry", a, a + b, a + b + c, a + b + c},
		{"the first entries", "", c, a + b, a + b + c},
		{"one takes away, one adds", a + b, b, a + b + c, b + c},
		{"both take away", a + b, b, a, ""},
		{"detail", a + b, a + "  - more\n" + b, a + b + "  - less\n", a + "  - more\n" + b + "  - less\n"},
		{"detail of the same", a, a + "  - more\n", a + "  - less\n", a + "<<<<<<< ours\n  - more\n=======\n  - less\n>>>>>>> theirs\n"},
		{"edited twice", a + b, at("14:00", "a!") + b, at("14:00", "a?") + b, "<<<<<<< ours\n" + at("14:00", "a!") + "=======\n" + at("14:00", "a?") + ">>>>>>> theirs\n" + b},
		{"edited and added", a + c, at("14:00", "a!") + c, a + b + c, at("14:00", "a!") + b + c},
		{"moved to another time and added", a + b, b + at("14:30", "a"), a + b + c, b + c + at("14:30", "a")},
		{"apart", a + "\n" + b, a + "\n" + b + "\n" + c, a + "\n" + at("14:05", "x") + "\n" + b, a + "\n" + at("14:05", "x") + "\n" + b + "\n" + c},
		{"without a time", a + b, a + "- then\n" + b, a + b + c, a + "- then\n" + b + c},
		{"not in order before", b + a, b + a + c, b + a + at("14:15", "x"), a + b + at("14:15", "x") + c},
		{"seconds and minutes", a, a + "- 2026-03-01T14:10Z b\n", a + c, a + "- 2026-03-01T14:10Z b\n" + c},
	}, withTimeline)
}

func row(time, text string) string { return "| 2026-03-01T" + time + ":00Z | " + text + " |\n" }

func TestTimelineTable(t *testing.T) {
	a, b, c := row("14:00", "a"), row("14:10", "b"), row("14:20", "c")
	const head = "| Time | Event |\n|---|---|\n"
	checkCases(t, []mergeCase{
		{"in order of time", head + a, head + a + c, head + a + b, head + a + b + c},
		{"the first rows", head, head + c, head + b, head + b + c},
		{"another column", head + a, "| When | Event |\n|---|---|\n" + a, head + a + b, "| When | Event |\n|---|---|\n" + a + b},
		{
			"a column goes, a row with one comes", "| Time | Event | Who |\n|---|---|---|\n", head, "| Time | Event | Who |\n|---|---|---|\n| 2026-03-01T14:00:00Z | a | b |\n",
			"<<<<<<< ours\n" + head + "=======\n| Time | Event | Who |\n|---|---|---|\n| 2026-03-01T14:00:00Z | a | b |\n>>>>>>> theirs\n",
		},
		{"made a list", head + a, at("14:00", "a"), head + a + b, "<<<<<<< ours\n" + at("14:00", "a") + "=======\n" + head + a + b + ">>>>>>> theirs\n"},
	}, withTimeline)
}

func TestProse(t *testing.T) {
	const timeline = "## Timeline\n\n- 2026-03-01T14:00:00Z a\n\n"
	checkCases(t, []mergeCase{
		{"before and behind", "x\n\n" + timeline + "y\n", "x1\n\n" + timeline + "y\n", "x\n\n" + timeline + "y1\n", "x1\n\n" + timeline + "y1\n"},
		{"beside an entry", timeline + "y\n", timeline + "y1\n", "## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:01:00Z b\n\ny\n", "## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:01:00Z b\n\ny1\n"},
		{"the same line", "x\n", "x1\n", "x2\n", "<<<<<<< ours\nx1\n=======\nx2\n>>>>>>> theirs\n"},
		{"a timeline is added twice", "x\n", "x\n\n## Timeline\n\n- 2026-03-01T14:00:00Z a\n", "x\n\n## Timeline\n\n- 2026-03-01T14:01:00Z b\n", "x\n\n## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:01:00Z b\n"},
		{
			"what would fall into the timeline", timeline + "## Impact\n\nx\n\ny\n", timeline + "x\n\ny\n", timeline + "## Impact\n\nx\n\ny\n\n- 2026-03-01T14:02:00Z b\n",
			timeline + "<<<<<<< ours\nx\n\ny\n=======\n## Impact\n\nx\n\ny\n\n- 2026-03-01T14:02:00Z b\n>>>>>>> theirs\n",
		},
		{"no last line ending", timeline + "x\n\ny", timeline + "x1\n\ny", timeline + "x\n\ny\n", timeline + "x1\n\ny\n"},
		{"an entry ends the file", "## Timeline\n\n- 2026-03-01T14:00:00Z a", "## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:01:00Z b", "## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:02:00Z c", "## Timeline\n\n- 2026-03-01T14:00:00Z a\n- 2026-03-01T14:01:00Z b\n- 2026-03-01T14:02:00Z c"},
	}, func(body string) string { return someFront + body })
}

// TestForms: line endings, a byte order mark and what both do to the markers.
func TestForms(t *testing.T) {
	dos := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	base := "---\ntitle: A\ntags: [x]\n---\nbody\n"
	ours, theirs, both := strings.Replace(base, "x", "x, v", 1), strings.Replace(base, "A", "B", 1), "---\ntitle: B\ntags: [x, v]\n---\nbody\n"
	for _, c := range []mergeCase{
		{"all dos", dos(base), dos(ours), dos(theirs), dos(both)},
		{"ours turned to dos", base, dos(ours), theirs, dos(both)},
		{"theirs turned from dos", dos(base), dos(ours), theirs, both},
		{"a mark added", base, "\ufeff" + ours, theirs, "\ufeff" + both},
		{"a mark taken away", "\ufeff" + base, ours, "\ufeff" + theirs, both},
		{"mixed", "---\r\ntitle: A\ntags: [x]\n---\nbody\n", "---\r\ntitle: A\ntags: [x, v]\n---\nbody\n", "---\r\ntitle: B\ntags: [x]\n---\nbody\n", "---\r\n" + strings.TrimPrefix(both, "---\n")},
		{"a conflict in dos", dos(base), dos(theirs), dos(strings.Replace(base, "A", "C", 1)), dos("---\n<<<<<<< ours\ntitle: B\n=======\ntitle: C\n>>>>>>> theirs\ntags: [x]\n---\nbody\n")},
		{"both added, in two forms", "", "---\ntitle: A\n---\nbody\n", dos("---\ntitle: A\ntags: [v]\n---\nbody\n"), "---\ntitle: A\ntags: [v]\n---\nbody\n"},
		{"both added, in two forms, the other way round", "", dos("---\ntitle: A\ntags: [v]\n---\nbody\n"), "---\ntitle: A\n---\nbody\n", "---\ntitle: A\ntags: [v]\n---\nbody\n"},
		{"both added", "", "---\ntitle: A\ntags: [x]\n---\nbody\n", "---\ntitle: A\ntags: [v]\n---\nbody\n", "---\ntitle: A\ntags: [v, x]\n---\nbody\n"},
		{"no front matter", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"},
		{"front matter that cannot be read", "---\na: 1\nb: 2\nc: 3\n---\n", "---\na: [\nb: 2\nc: 3\n---\n", "---\na: 1\nb: 2\nc: 4\n---\n", "---\na: [\nb: 2\nc: 4\n---\n"},
		{"a conflict that is there already", "---\na: 1\n---\nx\n<<<<<<< a\n=======\n>>>>>>> b\n", "---\na: 2\n---\nx\n<<<<<<< a\n=======\n>>>>>>> b\n", "---\na: 1\n---\ny\n<<<<<<< a\n=======\n>>>>>>> b\n", "---\na: 2\n---\ny\n<<<<<<< a\n=======\n>>>>>>> b\n"},
	} {
		r := Merge([]byte(c.base), []byte(c.ours), []byte(c.theirs), Options{})
		if string(r.Data) != c.want {
			t.Errorf("%s: got %q, want %q", c.name, r.Data, c.want)
		}
		for _, conflict := range r.Conflicts {
			if text := string(r.Data[conflict.Span.Start:conflict.Span.End]); !strings.HasPrefix(text, "<<<<<<< ours\r\n") || !strings.HasSuffix(text, ">>>>>>> theirs\r\n") {
				t.Errorf("%s: the conflict covers %q", c.name, text)
			}
		}
	}
}

// TestCheck: what the caller finds wrong with a result is a conflict.
func TestCheck(t *testing.T) {
	check := func(src []byte) []Complaint {
		if strings.Contains(string(src), "B") && strings.Contains(string(src), "v") {
			return []Complaint{{Rule: "r", Subject: "tags"}}
		}
		return nil
	}
	base, ours, theirs := "---\ntitle: A\ntags: [x]\n---\n", "---\ntitle: A\ntags: [x, v]\n---\n", "---\ntitle: B\ntags: [x]\n---\n"
	r := Merge([]byte(base), []byte(ours), []byte(theirs), Options{Check: check})
	if len(r.Conflicts) != 1 || r.Conflicts[0].Subject != "tags" {
		t.Errorf("got %+v\n%s", r.Conflicts, r.Data)
	}
}
