package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/postmortem-md/pm/pkg/document"
	"github.com/postmortem-md/pm/pkg/report"
	"github.com/postmortem-md/pm/pkg/similar"
)

type similarOptions struct {
	about  []string
	format choice
	limit  int
}

func newSimilarCmd(e *Env) *cobra.Command {
	o := similarOptions{format: oneOf("text", "text", "json")}
	cmd := &cobra.Command{
		Use:   "similar ID|TEXT",
		Short: "Show past incidents like one, and what they left to do",
		Long: `Show the incidents that are most like one that is recorded, or like some words: a title, an error message. They
are compared by the words of title, services, tags, summary and causes, less by the rest of the text, and by the
fingerprints of alerts; rare words weigh more. Everything is worked out here, from the files alone.

Each comes with what both have, and with its action items that nobody has done yet. What is near enough to be a repeat
is followed by the command that records it as one.` + exits("shown", ""),
		Example: "  pm similar checkout-5xx\n  pm similar \"connection pool exhausted\"\n  pm similar checkout-5xx --format json --limit 20",
		Args:    args(1, -1, "ID or TEXT"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.about = args
			return runSimilar(cmd.Context(), e, o)
		},
	}
	cmd.Flags().Var(&o.format, "format", "text or json")
	cmd.Flags().IntVar(&o.limit, "limit", 5, "show at most `N`")
	return cmd
}

// runSimilar reads every file's bytes once and parses only those that it shows.
func runSimilar(ctx context.Context, e *Env, o similarOptions) error {
	if o.limit < 1 {
		return usagef("--limit %d: at least 1", o.limit)
	}
	all, err := openAll(ctx, e)
	if err != nil {
		return err
	}
	defer closeAll(all)
	s, err := newSubject(ctx, all, o.about)
	if err != nil {
		return err
	}
	if s.query.Empty() {
		return &usageError{"there is nothing in " + s.name() + " to compare", "name what broke and how it showed"}
	}
	found := likeness{index: similar.NewIndex(s.query)}
	if err := found.collect(ctx, e, all, s.is); err != nil {
		return err
	}
	matches, err := found.nearest(o.limit, s.services, s.tags, e.now())
	if err != nil {
		return err
	}
	for _, at := range found.broken {
		at.of.warnBroken([]string{at.path})
	}
	if o.format.value == "json" {
		return report.Envelope(e.Out, "similar", matches, "suggestions", s.suggestions(matches))
	}
	return printSimilar(e, s, matches)
}

// likeness goes through files and keeps of each what it shares with the query.
type likeness struct {
	index  *similar.Index
	places []place // of the files, in the order of the index
	broken []place // of those found whose front matter cannot be read
}

type place struct {
	of   *workspace
	path string
}

func (l *likeness) collect(ctx context.Context, e *Env, all []*workspace, leave func(*workspace, string) bool) error {
	p := newProgress(e, "incidents compared")
	defer p.done()
	for _, w := range all {
		for f := range w.files(ctx) {
			p.step()
			if f.Err != nil {
				return f.Err
			}
			if !leave(w, f.Path) {
				l.index.Add(f.Data)
				l.places = append(l.places, place{w, f.Path})
			}
		}
	}
	return nil
}

// nearest parses the files that are most alike.
func (l *likeness) nearest(n int, services, tags []string, now time.Time) ([]report.Similar, error) {
	found := []report.Similar{}
	for _, m := range l.index.Nearest(n) {
		at := l.places[m.Doc]
		p, err := at.of.loadFile(at.path)
		if err != nil {
			return nil, err
		}
		if p.Doc.Front().Kind() == document.None {
			l.broken = append(l.broken, at)
		}
		found = append(found, report.SimilarOf(p.Incident, at.of.fromTop(at.path), report.Likeness{
			Percent: int(100*m.Score + 0.5), Near: m.Near, Words: m.Words, Alerts: m.Alerts, Services: services, Tags: tags,
		}, now))
	}
	return found, nil
}
