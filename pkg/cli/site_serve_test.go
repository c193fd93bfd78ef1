package cli

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/site"
)

const served = "---\ntitle: Checkout\nstate: resolved\nseverity: sev1\nstarted_at: 2026-02-01T08:00:00Z\n---\n\nBefore.\n"

// startSite runs pm site serve until the test ends, and gives the address and the
// incident's file.
func startSite(t *testing.T) (address, file string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		".pm.yaml": "layout: flat\n", "secret.txt": "secret", "postmortems/2026-02-01-checkout.md": served,
		"postmortems/2026-02-01-checkout/graph.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`, "postmortems/2026-02-01-checkout/core.zip": "x",
	} {
		file = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	read, write := io.Pipe()
	e := testEnv(nil, nil)
	e.Out, e.Err = write, io.Discard
	e.Dir, e.Environ = dir, append(e.Environ, "TMPDIR="+t.TempDir())
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, e, []string{"site", "serve", "--listen", "127.0.0.1:0"}) }()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != exitDone {
			t.Errorf("exit code %d", code)
		}
		if left, _ := os.ReadDir(e.getenv("TMPDIR")); len(left) > 0 {
			t.Errorf("%s is left", left[0].Name())
		}
	})
	line, err := bufio.NewReader(read).ReadString('\n')
	url, rest, ok := strings.Cut(line, "/ shows ")
	if err != nil || !ok || rest != "1 incident; Ctrl-C ends it\n" {
		t.Fatalf("%q, %v", line, err)
	}
	return strings.TrimPrefix(url, "http://"), filepath.Join(dir, "postmortems", "2026-02-01-checkout.md")
}

// ask sends a request as it stands: what a client of Go would put right is what a
// server has to refuse.
func ask(t *testing.T, address, method, path, host string) (status int, head http.Header, body string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, method+" "+path+" HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, r.Header, string(text)
}

func TestSiteServe(t *testing.T) {
	address, _ := startSite(t)
	_, port, _ := net.SplitHostPort(address)
	for _, c := range []struct {
		method, path, host string
		want               int
		kind, has          string
	}{
		{"GET", "/", address, 200, "text/html; charset=utf-8", "assets/live.js"},
		{"HEAD", "/", address, 200, "text/html; charset=utf-8", ""},
		{"GET", "/index.html", "localhost:" + port, 200, "text/html; charset=utf-8", "Checkout"},
		{"GET", "/people/", "[::1]:" + port, 200, "text/html; charset=utf-8", "People"},
		{"GET", "/assets/live.js", address, 200, "text/javascript; charset=utf-8", "EventSource"},
		{"GET", "/files/postmortems/2026-02-01-checkout/graph.svg", address, 200, "image/svg+xml", "<svg"},
		{"GET", "/files/postmortems/2026-02-01-checkout/core.zip", address, 200, "application/octet-stream", "x"},
		{"GET", "/", "evil.example.com", 421, "", ""},
		{"GET", "/", "localhost.evil.example.com:" + port, 421, "", ""},
		{"GET", "/", "192.0.2.1", 421, "", ""},
		{"GET", "/", "127.0.0.1.nip.io", 421, "", ""},
		{"POST", "/", address, 405, "", ""},
		{"GET", "/gone.html", address, 404, "", ""},
		{"GET", "/.pm-site", address, 404, "", ""},
		{"GET", "/people/../.pm-site", address, 404, "", ""},
		{"GET", "/../secret.txt", address, 404, "", ""},
		{"GET", "/..%2f..%2fsecret.txt", address, 404, "", ""},
		{"GET", "/%2e%2e/%2e%2e/secret.txt", address, 404, "", ""},
		{"GET", "//etc/passwd", address, 404, "", ""},
		{"GET", "/..\\secret.txt", address, 404, "", ""},
		{"GET", "/assets", address, 404, "", ""},
	} {
		status, head, body := ask(t, address, c.method, c.path, c.host)
		if status != c.want || c.kind != "" && head.Get("Content-Type") != c.kind || !strings.Contains(body, c.has) {
			t.Errorf("%s %s for %s: %d %q %.80q", c.method, c.path, c.host, status, head.Get("Content-Type"), body)
		}
		if !strings.HasPrefix(head.Get("Content-Security-Policy"), "default-src 'none'; ") || head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.path, head)
		}
		if strings.Contains(body, "secret") {
			t.Errorf("%s shows what lies outside", c.path)
		}
	}
}

// TestSiteLive: a change is told to the pages that are open, once the site shows it.
func TestSiteLive(t *testing.T) {
	address, file := startSite(t)
	r, err := http.Get("http://" + address + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	if !lines.Scan() || lines.Text() != "retry: 1000" || r.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%q", lines.Text())
	}
	if err := os.WriteFile(file, []byte(strings.Replace(served, "Before", "Afterwards", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	for lines.Text() != "event: change" {
		if !lines.Scan() {
			t.Fatal(lines.Err())
		}
	}
	if _, _, body := ask(t, address, "GET", "/incidents/2026-02-01-checkout.html", address); !strings.Contains(body, "Afterwards.") {
		t.Errorf("%s", body)
	}
}

// TestSiteServeRefuses what it cannot listen on.
func TestSiteServeRefuses(t *testing.T) {
	address, _ := startSite(t)
	for listen, want := range map[string]string{address: "somebody else listens on " + address, "nowhere": "name an address and a port"} {
		var errs bytes.Buffer
		e := testEnv(new(bytes.Buffer), &errs)
		e.Dir = t.TempDir()
		if code := Run(context.Background(), e, []string{"site", "serve", "--listen", listen}); code != exitUsage || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: exit code %d, %s", listen, code, errs.String())
		}
	}
}

func TestHosts(t *testing.T) {
	everywhere := hosts{names: []string{"docs.example.com"}}
	for host, want := range map[string]bool{
		"192.0.2.1:80": true, "[2001:db8::1]:80": true, "[2001:db8::1]": true, "docs.example.com": true, "DOCS.example.com:80": true, "localhost": true,
		"evil.example.com": false, "": false, "docs.example.com.": false, ":80": false, "0x7f.1": false,
	} {
		if got := everywhere.allows(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

// TestSiteServeGoesOn when a configuration is wrong for a while: it says so once, and
// the site stays as it was.
func TestSiteServeGoesOn(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".pm.yaml", "layout: flat\n")
	folder, err := repo.OpenFolder(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	var errs bytes.Buffer
	e := testEnv(new(bytes.Buffer), &errs)
	e.Dir = dir
	l := &liveSite{env: e, errs: &errs, folder: folder, options: site.Options{Title: "T", Live: true}, changed: make(chan struct{})}
	ctx := context.Background()
	if err := l.rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	l.quieten()
	changed := l.changed
	write(".pm.yaml", "layout: [\n")
	if err := l.look(ctx); err == nil || !strings.Contains(err.Error(), ".pm.yaml") {
		t.Errorf("%v", err)
	}
	if data, err := folder.ReadFile("index.html"); err != nil || !bytes.Contains(data, []byte("There are no incidents yet")) || l.changed != changed {
		t.Error("the site is not as it was:", err)
	}
	write(".pm.yaml", "layout: year\n")
	if err := l.look(ctx); err != nil || l.changed == changed {
		t.Errorf("it does not go on: %v", err)
	}
	if again := l.changed; l.look(ctx) != nil || l.changed != again {
		t.Error("nothing changed, and pages were told so")
	}
}
