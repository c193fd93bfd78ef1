package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithFields: keys are added to fields of a configuration and every other byte
// of it stays, whatever else it says.
func TestWithFields(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"none":     {"", "version: 1\nfields: [weight, nav_order]\n"},
		"comments": {"# ours\nversion: 1 # one\n\n# the end\n", "# ours\nversion: 1 # one\nfields: [weight, nav_order]\n\n# the end\n"},
		"flow":     {"fields: [team] # mine\nversion: 1\n", "fields: [team, weight, nav_order] # mine\nversion: 1\n"},
		"block":    {"version: 1\nfields:\n  - team\ndir: pm\n", "version: 1\nfields:\n  - team\n  - weight\n  - nav_order\ndir: pm\n"},
		"open end": {"version: 1", "version: 1\nfields: [weight, nav_order]\n"},
		"returns":  {"version: 1\r\ndir: pm\r\n", "version: 1\r\ndir: pm\r\nfields: [weight, nav_order]\r\n"},
	} {
		var src []byte
		if name != "none" {
			src = []byte(c.src)
		}
		got, err := withFields(src, []string{"weight", "nav_order"})
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v, got\n%q\nwant\n%q", name, err, got, c.want)
		}
	}
	for name, src := range map[string]string{
		"no list": "version: 1\nfields: team\n", "broken": "version: [\n", "two documents": "version: 1\n---\nversion: 1\n",
	} {
		if got, err := withFields([]byte(src), []string{"weight"}); err == nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if _, err := withFields([]byte("version: 1\n"), []string{"title"}); err == nil {
		t.Error("a key of pm's own was listed")
	}
}

// TestZoneFlag: only names of places are taken, and none that leads out of the
// database.
func TestZoneFlag(t *testing.T) {
	for name, ok := range map[string]bool{
		"Europe/Berlin": true, "UTC": true, "America/Argentina/Buenos_Aires": true,
		"": false, "PST": false, "CET": false, "Local": false, "Europe/Nowhere": false, "../../etc/passwd": false, "/etc/localtime": false,
	} {
		var z zoneFlag
		if err := z.Set(name); (err == nil) != ok || ok != (z.String() == name && name != "") {
			t.Errorf("%q: %v, %q", name, err, z.String())
		}
	}
}

// TestFound: the table says all that was found, and one command for what one fills.
func TestFound(t *testing.T) {
	var out, errs bytes.Buffer
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "postmortems/2023-03-01-a.md"), "# A\n\nSeverity: P1\nStatus: Open\nOwner: Ann Lee\n\n## Attendees\n\n- Ann Lee\n\n## Timeline\n\n- 10:00 UTC a\n- 11:00 UTC b\n\n## Actions\n\n- [x] c\n- d\n")
	e := testEnv(&out, &errs)
	e.Dir = dir
	if code := Run(t.Context(), e, []string{"adopt", "postmortems", "--no-commit"}); code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	want := `title, date, start, end, severity "P1", owner, status "Open", 1 participant, 2 entries, 2 action items (1 done)`
	if got := out.String(); !strings.Contains(got, want) || !strings.Contains(got, "pm set 2023-03-01-a triggers=TRIGGER followup_due=2026-03-15") {
		t.Errorf("got\n%s", got)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
