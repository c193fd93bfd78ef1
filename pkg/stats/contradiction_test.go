package stats

import (
	"strings"
	"testing"
)

func TestContradictions(t *testing.T) {
	const times = "state: resolved\nstarted_at: 2026-03-01T14:00:00Z\ndetected_at: 2026-03-01T14:05:00Z\nacknowledged_at: 2026-03-01T14:10:00Z\nmitigated_at: 2026-03-01T14:30:00Z\nended_at: 2026-03-01T15:00:00Z\n"
	timeline := func(entries ...string) string {
		return "\n## Timeline\n\n- " + strings.Join(entries, "\n- ") + "\n"
	}
	cases := []struct {
		name, front, body string
		want              []string
	}{
		{"agree", times, timeline("2026-03-01T14:05:00Z Alert fired: 5xx", "2026-03-01T14:12:00Z On-call acknowledged the page", "2026-03-01T14:58:00Z Resolved"), nil},
		{"elsewhere", times, timeline("2026-03-01T14:20:00Z Alert fired", "2026-03-01T15:40:00Z Service recovered."), []string{
			"detected_at 2026-03-01T14:05:00Z is not when the timeline says so: 2026-03-01T14:20:00Z",
			"ended_at 2026-03-01T15:00:00Z is not when the timeline says so: 2026-03-01T15:40:00Z",
		}},
		{"one of two agrees", times, timeline("2026-03-01T14:20:00Z Paged the database team", "2026-03-01T14:05:00Z Paged payments"), nil},
		{"denied", times, timeline("2026-03-01T14:40:00Z Not resolved yet", "2026-03-01T14:45:00Z Partially mitigated", "2026-03-01T14:46:00Z It isn't mitigated"), nil},
		{"no word of it", times, timeline("2026-03-01T13:00:00Z Deploy 12", "2026-03-01T14:50:00Z DNS unresolved, the resolver was restarted"), nil},
		{"order", "state: resolved\nstarted_at: 2026-03-01T14:00:00Z\ndetected_at: 2026-03-01T13:00:00Z\nacknowledged_at: 2026-03-01T12:00:00Z\nmitigated_at: 2026-03-01T16:00:00Z\nended_at: 2026-03-01T15:00:00Z\n", "", []string{
			"detected_at 2026-03-01T13:00:00Z is before started_at 2026-03-01T14:00:00Z",
			"acknowledged_at 2026-03-01T12:00:00Z is before started_at 2026-03-01T14:00:00Z",
			"acknowledged_at 2026-03-01T12:00:00Z is before detected_at 2026-03-01T13:00:00Z",
			"ended_at 2026-03-01T15:00:00Z is before mitigated_at 2026-03-01T16:00:00Z",
		}},
		{"future", "state: in-progress\nstarted_at: 2027-03-01T14:00:00Z\n", "", []string{"started_at 2027-03-01T14:00:00Z lies in the future"}},
		{"wrong day", times, timeline("2026-02-01T14:05:00Z A deploy", "2026-02-01T14:20:00Z A rollback"), []string{"started_at 2026-03-01T14:00:00Z is after the whole timeline, which ends 2026-02-01T14:20:00Z"}},
		{"wrong day, later", times, timeline("2026-03-02T14:05:00Z A deploy"), []string{"ended_at 2026-03-01T15:00:00Z is before the whole timeline, which begins 2026-03-02T14:05:00Z"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range read(c.front, c.body).Contradicts {
				got = append(got, x.Says)
				if line := strings.Split("---\n"+c.front, "\n")[x.Line-1]; !strings.HasPrefix(line, x.Key+":") {
					t.Errorf("line %d is %q, not that of %s", x.Line, line, x.Key)
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}
