package similar

import "testing"

// TestStem has words that are to be one, and words that are not.
func TestStem(t *testing.T) {
	for _, same := range [][]string{
		{"crash", "crashes", "crashed", "crashing"},
		{"timeout", "timeouts"},
		{"time", "timing", "timed"},
		{"retry", "retries", "retried"},
		{"query", "queries"},
		{"stop", "stops", "stopped", "stopping"},
		{"fill", "filled", "filling"},
		{"cache", "caches", "cached", "caching"},
		{"deploy", "deploys", "deployed", "deploying", "deployment", "deployments"},
		{"migrate", "migrated", "migration", "migrations"},
		{"connect", "connects", "connection", "connections", "connecting"},
		{"access", "accesses", "accessed"},
		{"rate", "rates", "rating"},
		{"box", "boxes"},
		{"fix", "fixed", "fixing"},
		{"need", "needs", "needed"},
		{"log", "logs", "logged"},
	} {
		want := string(stem([]byte(same[0])))
		for _, w := range same[1:] {
			if got := string(stem([]byte(w))); got != want {
				t.Errorf("%s is cut to %s, but %s to %s", w, got, same[0], want)
			}
		}
	}
	for _, w := range []string{"status", "redis", "dns", "string", "speed", "region", "aws", "ping", "bus", "é", "payment", "überlasté"} {
		if got := string(stem([]byte(w))); got != w {
			t.Errorf("%s is cut to %s", w, got)
		}
	}
	for _, other := range [][2]string{{"note", "not"}, {"pool", "poll"}, {"node", "nod"}, {"rack", "race"}} {
		if a, b := string(stem([]byte(other[0]))), string(stem([]byte(other[1]))); a == b {
			t.Errorf("%s and %s are both cut to %s", other[0], other[1], a)
		}
	}
}

func TestStopped(t *testing.T) {
	for w, want := range map[string]bool{"the": true, "incident": true, "march": true, "using": true, "pool": false, "5xx": false, "down": true} {
		if stopped([]byte(w)) != want {
			t.Errorf("stopped(%s) is %t", w, !want)
		}
	}
}
