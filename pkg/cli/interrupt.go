package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// untilInterrupted is ctx that is also done at the first Ctrl-C or SIGTERM, so
// that git is asked to stop, its locks and temporary files go, and a transition
// that is not committed is taken back. The second signal ends pm at once, as
// every signal would without this; so does the end of the command.
func untilInterrupted(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
