package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/repo"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/site"
)

type siteServeOptions struct {
	siteOptions
	listen string
	hosts  []string
}

func newSiteServeCmd(e *Env) *cobra.Command {
	var o siteServeOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site on this machine, and anew whenever a file changes",
		Long: `Show the site on this machine, and pages anew whenever a file changes, until Ctrl-C. The site lies in a temporary folder.

It listens on this machine alone unless --listen says otherwise; there is no login, so that whoever reaches another
address reads all. Requests for a host name other than localhost are refused, lest a page elsewhere read yours by a
name that leads here; --host allows one.` + exits("it was ended", ""),
		Example: "  pm site serve\n  pm site serve --listen 127.0.0.1:0\n  pm site serve --listen 0.0.0.0:8080 --host docs.corp.example",
		Args:    args(0, 0, ""),
		RunE:    func(cmd *cobra.Command, _ []string) error { return runSiteServe(cmd.Context(), e, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.listen, "listen", "127.0.0.1:4747", "listen on `ADDRESS`; with port 0 any that is free")
	f.StringArrayVar(&o.hosts, "host", nil, "also answer requests for this `NAME`")
	f.StringVar(&o.title, "title", "Postmortems", "the name of the site")
	return cmd
}

func runSiteServe(ctx context.Context, e *Env, o siteServeOptions) error {
	listener, err := listen(ctx, o.listen)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	dir, err := os.MkdirTemp(e.getenv("TMPDIR"), "pm-site-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	folder, err := repo.OpenFolder(dir, e.step)
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	l := &liveSite{env: e, errs: e.Err, options: site.Options{Title: o.title, Live: true}, folder: folder, changed: make(chan struct{})}
	if err := l.rebuild(ctx); err != nil {
		return err
	}
	l.quieten()
	if err := stream(e); err != nil {
		return err
	}
	addr := listener.Addr().(*net.TCPAddr)
	if !addr.IP.IsLoopback() {
		fmt.Fprintf(e.Err, "pm: warning: whoever reaches %s reads all incidents; there is no login\n", addr)
	}
	if _, err := fmt.Fprintf(e.Out, "http://%s/ shows %s; Ctrl-C ends it\n", addr, report.Count(l.incidents, "incident")); err != nil {
		return err
	}
	return serve(ctx, listener, l, hosts{loopback: addr.IP.IsLoopback(), names: o.hosts})
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, &usageError{"somebody else listens on " + address, "--listen 127.0.0.1:0 takes a port that is free"}
	}
	if err != nil {
		return nil, &usageError{"--listen " + address + ": " + err.Error(), "name an address and a port of this machine"}
	}
	return listener, nil
}

// serve answers until ctx is done.
func serve(ctx context.Context, listener net.Listener, l *liveSite, allowed hosts) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{
		Handler: allowed.guard(l), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		l.watch(ctx)
	}()
	ended := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer ended()
	err := server.Serve(listener)
	stop()
	<-watched
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// hosts are the names that requests may be for. A page of somebody else can have its
// own name lead to this machine, and would then read what is here; it cannot do so
// with an address.
type hosts struct {
	loopback bool
	names    []string
}

func (h hosts) allows(host string) bool {
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	} else if len(name) > 2 && name[0] == '[' && name[len(name)-1] == ']' {
		name = name[1 : len(name)-1]
	}
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.IsLoopback() || !h.loopback
	}
	for _, n := range append(h.names, "localhost") {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// guard lets through what only reads, and is for this host.
func (h hosts) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", site.LivePolicy+"; frame-ancestors 'none'")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Resource-Policy", "same-origin")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		switch {
		case !h.allows(r.Host):
			http.Error(w, "this host is not served here; pm site serve --host NAME allows one", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			head.Set("Allow", "GET, HEAD")
			http.Error(w, "this site is for reading", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
