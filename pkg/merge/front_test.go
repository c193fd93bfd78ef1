package merge

import (
	"strings"
	"testing"
)

// mergeCase is three versions and what comes out of them. Conflicts are told by
// the markers in want.
type mergeCase struct{ name, base, ours, theirs, want string }

// checkCases merges the cases, wrapped into whole files.
func checkCases(t *testing.T, cases []mergeCase, wrap func(string) string) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := Merge([]byte(wrap(c.base)), []byte(wrap(c.ours)), []byte(wrap(c.theirs)), Options{Path: "2026/2026-03-01-x.md"})
			if got, want := string(r.Data), wrap(c.want); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if got, want := len(r.Conflicts), strings.Count(c.want, "<<<<<<<"); got != want {
				t.Errorf("%d conflicts %+v, want %d", got, r.Conflicts, want)
			}
			other := Merge([]byte(wrap(c.base)), []byte(wrap(c.theirs)), []byte(wrap(c.ours)), Options{Path: "2026/2026-03-01-x.md", Ours: "theirs", Theirs: "ours"})
			if len(other.Conflicts) != len(r.Conflicts) || len(r.Conflicts) == 0 && string(other.Data) != string(r.Data) {
				t.Errorf("the other way round:\n%s", other.Data)
			}
		})
	}
}

func frontOnly(front string) string { return "---\n" + front + "---\n" }

func TestScalars(t *testing.T) {
	checkCases(t, []mergeCase{
		{"different keys", "title: A\nowner: a\n", "title: B\nowner: a\n", "title: A\nowner: b\n", "title: B\nowner: b\n"},
		{"the same change", "title: A\n", "title: B\n", "title: \"B\"\n", "title: \"B\"\n"},
		{"two changes", "title: A\n", "title: B\n", "title: C\n", "<<<<<<< ours\ntitle: B\n=======\ntitle: C\n>>>>>>> theirs\n"},
		{"changed and removed", "title: A\nowner: a\n", "title: A\n", "title: A\nowner: b\n", "title: A\n<<<<<<< ours\n=======\nowner: b\n>>>>>>> theirs\n"},
		{"removed", "title: A\nowner: a\n", "title: A\n", "title: B\nowner: a\n", "title: B\n"},
		{"quoted and changed", "title: A\n", "title: 'A'\n", "title: B\n", "title: 'B'\n"},
		{"remarked and changed", "title: A\n", "title: A # a\n", "title: B\n", "title: B # a\n"},
		{"remarked twice", "title: A\n", "title: A # a\n", "title: B # b\n", "<<<<<<< ours\ntitle: A # a\n=======\ntitle: B # b\n>>>>>>> theirs\n"},
		{"moved and changed", "a: 1\nb: 2\nc: 3\n", "c: 3\na: 1\nb: 2\n", "a: 1\nb: 4\nc: 3\n", "c: 3\na: 1\nb: 4\n"},
		{"changed and moved", "a: 1\nb: 2\nc: 3\n", "a: 1\nb: 4\nc: 3\n", "c: 3\na: 1\nb: 2\n", "c: 3\na: 1\nb: 4\n"},
		{"remarks", "a: 1\nb: 2\n", "# x\na: 1\nb: 2\n", "# y\na: 3\nb: 2\n# z\n", "# x\n# y\na: 3\nb: 2\n# z\n"},
		{"keys added in one place", "a: 1\n", "a: 1\nb: 2\nc: 3\n", "a: 1\nd: 4\nb: 2\n", "a: 1\nd: 4\nb: 2\nc: 3\n"},
		{"keys of the table in its order", "title: A\nseverity: sev2\n", "title: A\nseverity: sev2\ntags: [x]\n", "title: A\nseverity: sev2\nowner: a\n", "title: A\nseverity: sev2\nowner: a\ntags: [x]\n"},
		{"keys of the table in its order, the other way round", "title: A\n", "title: A\nfacilitator: a\n", "title: A\nadopted: 2026-03-01\n", "title: A\nfacilitator: a\nadopted: 2026-03-01\n"},
		{"text of several lines", "a: |\n  1\n  2\n  3\n", "a: |\n  0\n  2\n  3\n", "a: |\n  1\n  2\n  4\n", "a: |\n  0\n  2\n  4\n"},
		{"a mapping", "a:\n  b: 1\n  c: 2\n", "a:\n  b: 3\n  c: 2\n", "a:\n  b: 1\n  c: 4\n", "a:\n  b: 3\n  c: 4\n"},
		{"one key added twice, beside an alias", "a: &x 1\nb: *x\nc: 3\n", "k: 1\na: &x 1\nb: *x\nc: 3\n", "a: &x 1\nb: *x\nc: 3\nk: 2\n", "<<<<<<< ours\nk: 1\na: &x 1\nb: *x\nc: 3\n=======\na: &x 1\nb: *x\nc: 3\nk: 2\n>>>>>>> theirs\n"},
		{"an alias", "a: &x 1\nb: 2\nc: 3\n", "a: &x 1\nb: *x\nc: 3\n", "a: &x 1\nb: 2\nc: 4\n", "a: &x 1\n<<<<<<< ours\nb: *x\nc: 3\n=======\nb: 2\nc: 4\n>>>>>>> theirs\n"},
	}, frontOnly)
}

func TestLists(t *testing.T) {
	checkCases(t, []mergeCase{
		{"added", "a: [x]\n", "a: [x, v]\n", "a: [x, z]\n", "a: [x, v, z]\n"},
		{"added and taken away", "a: [x, w]\n", "a: [x, w, v]\n", "a: [w]\n", "a: [w, v]\n"},
		{"replaced", "a: [x]\n", "a: [v]\n", "a: [z]\n", "a: [v, z]\n"},
		{"the same", "a: [x]\n", "a: [x, v]\n", "a: [x, v, z]\n", "a: [x, v, z]\n"},
		{"dashes and brackets", "a: [x]\n", "a:\n  - x\n  - v\n", "a: [x, z]\n", "a:\n  - x\n  - v\n  - z\n"},
		{"dashes with remarks", "a:\n  - x\n", "a:\n  - x\n  # about v\n  - v # yes\n", "a:\n  # about z\n  - z\n  - x\n", "a:\n  # about z\n  - z\n  - x\n  # about v\n  - v # yes\n"},
		{"new keys", "b: 1\n", "a: [x]\nb: 1\n", "a: [v]\nb: 1\n", "a: [v, x]\nb: 1\n"},
		{"the last goes, another comes", "a: [x]\nb: 1\n", "b: 1\n", "a: [x, v]\nb: 1\n", "a: [v]\nb: 1\n"},
		{"both go", "a: [x, v]\nb: 1\n", "a: [x]\nb: 1\n", "a: [v]\nb: 1\n", "b: 1\n"},
		{"emptied, and remarked", "a: [x]\nb: 1\n", "a: [x] # n\nb: 1\n", "b: 1\n", "<<<<<<< ours\na: [x] # n\n=======\n>>>>>>> theirs\nb: 1\n"},
		{"a remark behind what goes", "a: [\n  x,\n  w\n]\n", "a: [\n  x, # n\n  w\n]\n", "a: [w]\n", "<<<<<<< ours\na: [\n  x, # n\n  w\n]\n=======\na: [w]\n>>>>>>> theirs\n"},
		{"twice the same value", "a: [x]\n", "a: [x, x]\n", "a: [x, v]\n", "a: [x, v, x]\n"},
		{"of another type", "a: [x]\n", "a: [x, v]\n", "a: z\n", "<<<<<<< ours\na: [x, v]\n=======\na: z\n>>>>>>> theirs\n"},
	}, frontOnly)
}

func TestActionItems(t *testing.T) {
	const one = "  - id: one\n    title: One\n    status: open\n"
	const two = "  - id: two\n    title: Two\n    status: open\n"
	checkCases(t, []mergeCase{
		{"added", one, one + two, one + "  - id: three\n    title: Three\n", one + "  - id: three\n    title: Three\n" + two},
		{"changed key by key", one, "  - id: one\n    title: One\n    status: done\n", "  - id: one\n    title: One!\n    owner: a\n    status: open\n", "  - id: one\n    title: One!\n    owner: a\n    status: done\n"},
		{"changed in one key", one, "  - id: one\n    title: 1\n    status: open\n", "  - id: one\n    title: I\n    status: open\n", "  - id: one\n<<<<<<< ours\n    title: 1\n=======\n    title: I\n>>>>>>> theirs\n    status: open\n"},
		{"removed and changed", one + two, two, "  - id: one\n    title: One\n    status: done\n" + two, "<<<<<<< ours\n=======\n  - id: one\n    title: One\n    status: done\n>>>>>>> theirs\n" + two},
		{
			"one id", one, one + "  - id: new\n    title: Newer\n", one + "  - id: new\n    title: Newest\n",
			one + "  - id: new\n    title: Newer\n  - id: newest\n    title: Newest\n",
		},
		{
			"one id, the other way round", one, one + "  - id: new\n    title: Newest\n", one + "  - id: new\n    title: Newer\n",
			one + "  - id: new\n    title: Newer\n  - id: newest\n    title: Newest\n",
		},
		{
			"one id that the title gives", one, one + "  - id: \"new\" # n\n    title: New\n", one + "  - {id: new, title: New now}\n",
			one + "  - id: \"new\" # n\n    title: New\n  - {id: new-now, title: New now}\n",
		},
		{"the same item", one, one + two, one + two, one + two},
		{"due dates of old", "  - id: one\n    due_was: [2026-03-01]\n", "  - id: one\n    due_was: [2026-03-01, 2026-03-02]\n", "  - id: one\n    due_was: [2026-03-01, 2026-03-03]\n", "  - id: one\n    due_was: [2026-03-01, 2026-03-02, 2026-03-03]\n"},
	}, func(items string) string { return frontOnly("action_items:\n" + items) })
}

func TestHistory(t *testing.T) {
	const first = "  - {state: in-progress, at: 2026-03-01T14:00:00Z, by: a}\n"
	const ours = "  - {state: resolved, at: 2026-03-01T16:00:00Z, by: a}\n"
	const theirs = "  - {state: resolved, at: 2026-03-01T15:00:00Z, by: b}\n"
	const edited = "  - {state: in-progress, at: 2026-03-01T14:00:00Z, by: "
	checkCases(t, []mergeCase{
		{"by time", first, first + ours, first + theirs, first + theirs + ours},
		{"the same", first, first + ours, first + ours + theirs, first + theirs + ours},
		{"no base", "", first + ours, first + theirs, first + theirs + ours},
		{"edited twice", first, edited + "x}\n", edited + "y}\n", "<<<<<<< ours\n" + edited + "x}\n=======\n" + edited + "y}\n>>>>>>> theirs\n"},
	}, func(lines string) string {
		if lines == "" {
			return frontOnly("title: A\n")
		}
		return frontOnly("title: A\nhistory:\n" + lines)
	})
}

func TestStates(t *testing.T) {
	const ready = "severity: sev2\nstarted_at: 2026-03-01T14:00:00Z\n"
	const over = ready + "ended_at: 2026-03-01T15:00:00Z\n"
	checkCases(t, []mergeCase{
		{"one moves", "title: A\nstate: in-progress\n" + over, "title: A\nstate: resolved\n" + over, "title: B\nstate: in-progress\n" + over, "title: B\nstate: resolved\n" + over},
		{
			"the one further along", "title: A\nstate: in-progress\n" + over + "owner: a\n",
			"title: A\nstate: resolved\n" + over + "owner: a\n", "title: A\nstate: dismissed\n" + over + "owner: a\n",
			"title: A\n<<<<<<< ours\nstate: resolved\n=======\nstate: dismissed\n>>>>>>> theirs\n" + over + "owner: a\n",
		},
		{
			"the gate does not hold", "title: A\nstate: in-progress\n" + over, "title: A\nstate: resolved\n" + over, "title: A\nstate: root-cause-analysis\n" + over,
			"title: A\n<<<<<<< ours\nstate: resolved\n=======\nstate: root-cause-analysis\n>>>>>>> theirs\n" + over,
		},
		{
			"the other takes away what the gate needs", "title: A\nstate: in-progress\n" + over, "title: A\nstate: resolved\n" + over, "title: A\nstate: in-progress\n" + ready,
			"title: A\n<<<<<<< ours\nstate: resolved\n=======\nstate: in-progress\n>>>>>>> theirs\n" + ready,
		},
		{
			"a step back against a step forward", "title: A\nstate: resolved\n" + over, "title: A\nstate: in-progress\n" + over, "title: A\nstate: root-cause-analysis\n" + over,
			"title: A\n<<<<<<< ours\nstate: in-progress\n=======\nstate: root-cause-analysis\n>>>>>>> theirs\n" + over,
		},
		{
			"noticed before the start", "title: A\n" + ready + "detected_at: 2026-03-01T14:05:00Z\n", "title: A\n" + strings.Replace(ready, "14:00", "14:04", 1) + "detected_at: 2026-03-01T14:05:00Z\n",
			"title: A\n" + ready + "detected_at: 2026-03-01T14:03:00Z\n",
			"title: A\nseverity: sev2\n<<<<<<< ours\nstarted_at: 2026-03-01T14:04:00Z\n=======\nstarted_at: 2026-03-01T14:00:00Z\n>>>>>>> theirs\n<<<<<<< ours\ndetected_at: 2026-03-01T14:05:00Z\n=======\ndetected_at: 2026-03-01T14:03:00Z\n>>>>>>> theirs\n",
		},
		{
			"an end before the start", "title: A\nstate: resolved\n" + over, "title: A\nstate: resolved\n" + strings.Replace(over, "14:00", "14:50", 1), "title: A\nstate: resolved\n" + strings.Replace(over, "15:00", "14:10", 1),
			"title: A\nstate: resolved\nseverity: sev2\n<<<<<<< ours\nstarted_at: 2026-03-01T14:50:00Z\n=======\nstarted_at: 2026-03-01T14:00:00Z\n>>>>>>> theirs\n<<<<<<< ours\nended_at: 2026-03-01T15:00:00Z\n=======\nended_at: 2026-03-01T14:10:00Z\n>>>>>>> theirs\n",
		},
	}, frontOnly)
}

// TestValueOfAnotherItem: a line that goes in a file that cannot be read may
// give a value to the item above, and that is no clean merge.
func TestValueOfAnotherItem(t *testing.T) {
	base := frontOnly("action_items:\n  - id: one\n    title: One\n    status: open\n  - id: two\n    title: Two\n    owner: a\n    due: 2026-04-07\n")
	ours := strings.Replace(base, "  - id: two\n", "", 1)
	theirs := strings.Replace(base, "2026-04-07", "soon", 1)
	if r := Merge([]byte(base), []byte(ours), []byte(theirs), Options{}); len(r.Conflicts) == 0 {
		t.Errorf("clean:\n%s", r.Data)
	}
}

// TestIndentation: items that the sides indent in two ways are not mixed, also
// where another conflict keeps the result from being read again.
func TestIndentation(t *testing.T) {
	base := "title: A\naction_items:\n  - id: one\n    title: One\n"
	ours := strings.Replace(base, "A", "B", 1) + "  - id: two\n    title: Two\n"
	theirs := "title: C\naction_items:\n- id: one\n  title: One\n- id: three\n  title: Three\n"
	r := Merge([]byte(frontOnly(base)), []byte(frontOnly(ours)), []byte(frontOnly(theirs)), Options{})
	if len(r.Conflicts) != 2 || r.Conflicts[1].Subject != "action_items" {
		t.Errorf("got %+v\n%s", r.Conflicts, r.Data)
	}
}
