package cli

import "testing"

func TestVersionShapeOfARelease(t *testing.T) {
	version, commit, date = "1.2.3", "0123abc", "2026-03-01T14:02:00Z"
	t.Cleanup(func() { version, commit, date = "dev", "", "" })
	v := versionShape("git (/usr/bin/git)")
	if v.Version != version || text(v.Commit) != commit || text(v.Date) != date || text(v.Backend) != "git" || text(v.Git) != "/usr/bin/git" {
		t.Errorf("versionShape is %+v", v)
	}
}
