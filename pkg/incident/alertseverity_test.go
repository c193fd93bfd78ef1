package incident

import "testing"

func TestAlertSeverity(t *testing.T) {
	three := DefaultProcess()
	three.Severities, three.DefaultSeverity = []string{"Major", "high", "P5"}, "high"
	mapped := DefaultProcess()
	mapped.AlertSeverities = map[string]string{"critical": "sev3"}
	for _, c := range []struct {
		process    *Process
		word, want string
		known      bool
	}{
		{DefaultProcess(), "critical", "sev1", true},
		{DefaultProcess(), "P2", "sev2", true},
		{DefaultProcess(), " Warn ", "sev3", true},
		{DefaultProcess(), "info", "sev4", true},
		{DefaultProcess(), "SEV4", "sev4", true},
		{DefaultProcess(), "ticket", "sev2", false},
		{DefaultProcess(), "", "sev2", false},
		{mapped, "CRITICAL", "sev3", true},
		{mapped, "warning", "sev3", true},
		{three, "major", "Major", true},
		{three, "high", "high", true}, // its own word, not the usual meaning of it
		{three, "p5", "P5", true},
		{three, "low", "P5", true}, // there is no fourth
	} {
		if got, known := c.process.AlertSeverity(c.word); got != c.want || known != c.known {
			t.Errorf("%q is %q, %v; want %q, %v", c.word, got, known, c.want, c.known)
		}
	}
}
