// Command receiver stands between a real Alertmanager and pm in .ci/alerts. It is no part of the product.
//
//	receiver free N              prints N ports that nobody listens on
//	receiver serve DIR PM REPO...  writes its port to DIR/port, then serves on loopback:
//
//	GET  /metrics    a gauge for Prometheus to scrape: checkout_errors
//	POST /set?to=1   what the gauge is from now on
//	POST /alerts/N   a webhook post, handed to pm new --from - in the Nth REPO; kept in DIR/N-COUNT.json, with what pm said
//
// An answer that is not 200 makes Alertmanager post again, so a pm that fails is not hidden.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
)

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "free":
		err = free(os.Args[2])
	case len(os.Args) > 4 && os.Args[1] == "serve":
		err = serve(os.Args[2], os.Args[3], os.Args[4:])
	default:
		err = fmt.Errorf("usage: receiver free N, receiver serve DIR PM REPO")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "receiver:", err)
		os.Exit(1)
	}
}

// free holds all the ports before it lets go of any, so that they differ.
func free(count string) error {
	n, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer l.Close()
		fmt.Println(l.Addr().(*net.TCPAddr).Port)
	}
	return nil
}

func serve(dir, pm string, repos []string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	var gauge atomic.Value
	gauge.Store("0")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "# HELP checkout_errors Errors of the checkout.\n# TYPE checkout_errors gauge\ncheckout_errors %s\n", gauge.Load())
	})
	mux.HandleFunc("POST /set", func(_ http.ResponseWriter, r *http.Request) { gauge.Store(r.FormValue("to")) })
	for n, repo := range repos {
		in := inbox{dir: dir, name: strconv.Itoa(n), pm: pm, repo: repo}
		mux.Handle("POST /alerts/"+in.name, &in)
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	if err := os.WriteFile(filepath.Join(dir, "port"), []byte(port), 0o644); err != nil {
		return err
	}
	return http.Serve(l, mux)
}

// inbox takes the posts for one repository.
type inbox struct {
	dir, name, pm, repo string
	count               atomic.Int64
}

func (in *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	post, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	cmd := exec.Command(in.pm, "-C", in.repo, "new", "--from", "-")
	cmd.Stdin = bytes.NewReader(post)
	out, failed := cmd.CombinedOutput()
	base := filepath.Join(in.dir, fmt.Sprintf("%s-%03d", in.name, in.count.Add(1)))
	for name, data := range map[string][]byte{base + ".json": post, base + ".out": out} {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	if failed != nil {
		http.Error(w, string(out), http.StatusInternalServerError)
	}
}
