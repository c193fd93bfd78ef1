package main

import (
	"bytes"
	"fmt"

	"github.com/postmortem-md/pm/pkg/stats"
)

// metrics defines what pm stats measures: the tables come from the measures
// themselves.
func metrics() []byte {
	var b bytes.Buffer
	b.WriteString(generated + metricsHead)
	b.WriteString("\n## Lengths of time\n\n| measure | | made of | counts where |\n|---|---|---|---|\n")
	for _, m := range stats.Measures {
		definition := m.Definition
		if m.Days {
			definition += "; whole days"
		}
		fmt.Fprintf(&b, "| **%s** `%s` | %s | %s | %s |\n", m.Name, m.ID, cell(definition), cell(m.Source), cell(m.Counts))
	}
	b.WriteString("\n## Shares\n\n| share | the part that | of | made of | counts where |\n|---|---|---|---|---|\n")
	for _, s := range stats.Shares {
		fmt.Fprintf(&b, "| **%s** `%s` | %s | %s | %s | %s |\n", s.Name, s.ID, cell(s.Definition), cell(s.Of), cell(s.Source), cell(s.Counts))
	}
	b.WriteString(metricsTail)
	return b.Bytes()
}

const metricsHead = `# What pm stats and pm report measure

Every figure is worked out from the files, and where these do not say, from the commits. Nothing is estimated: what an
incident does not tell is not measured, and the incident is named. ` + "`pm stats --format json`" + ` has every figure with all names.

- **Which incidents.** All but dismissed ones, which needed no postmortem; these are counted apart.
- **Which period.** What happened counts in the period in which the incident started. What the process did counts in the
  period in which it was done: a stay in a state where it ended, an action item where it was due or done. So a quarter
  that is over does not change when the work of the next one is done. ` + "`--since`" + ` belongs to the period; a date
  given as ` + "`--until`" + ` belongs to it whole. Months and days are those of UTC.
- **Which group.** ` + "`--by month|severity|service|team|trigger`" + `. An incident of two services counts in both, so groups may add up
  to more than the whole. A team is that of the owner in ` + "`people`" + ` of the configuration, for action items that of the item's
  owner. ` + "`(none)`" + ` is what says nothing.
- **Over several repositories**, ` + "`pm -C payments -C search stats`" + `, incidents are named REPOSITORY:ID, and everybody's own
  configuration counts: severities, people, gates.
`

const metricsTail = `
The times users notice begin with the start of the impact, as in Štěpán Davidovič, *Incident Metrics in SRE* (O'Reilly 2021);
acknowledgement is counted from detection, as paging services do it. The five states, twelve fields and action items are
those of [fields.md](fields.md).

## Medians and percentiles

A median and a 90th percentile stand with **n**, the number of observations they rest on. There is no mean: the lengths of
outages are so uneven that one long outage decides it, and a smaller mean is no evidence of anything (Davidovič shows
this on real data).

Percentiles are definition 7 of Hyndman and Fan, *Sample Quantiles in Statistical Packages*, The American Statistician 50
(1996): linear interpolation between the two nearest observations, the p-quantile of n sorted values standing at place
1 + p (n − 1). It is PERCENTILE.INC of spreadsheets and the default of R and NumPy, so that a figure can be checked there.
For 3, 4, 8 and 10 minutes: the median is 6, the 90th percentile stands at place 3.7 and is 9.4.

Below ten observations a 90th percentile is little more than the longest one; text shows it faint and says so. Where either
side of ` + "`--compare`" + ` rests on fewer than ten, the change reads "too few to tell".

` + "`--compare`" + ` sets the period beside the one before: as many months when it consists of whole months, so that a quarter
stands beside a quarter, else as many hours. Where the period is not over, it is compared up to the present.

## Where the states come from

From ` + "`history`" + ` in the file, which survives squash merges, rebases and shallow clones; a line that moved nothing, because two
people moved the incident at once, is left out. Where it does not lead to ` + "`state`" + `, because somebody edited the state by hand
or the file is from elsewhere, the commits that changed the file say when it entered each state, by the time at which they
were authored; a rename is not followed there. Where a clone is too shallow, that is said, and the incidents are named.

A stay that has not ended has no length. It is counted under "waiting in", with those that have waited longer than
` + "`stale_after`" + ` allows.

A due date that was moved by ` + "`pm action edit`" + ` keeps the old one under ` + "`due_was`" + `: "by their first date" counts from there. One that
was edited by hand, without ` + "`due_was`" + `, counts as it stands; ` + "`pm log ID`" + ` finds it in the commits.

## What is not told

Under "not told" each measure counts the incidents that are past the point and lack what it is made of, or contradict
themselves so that a length would be less than nothing. The first three are named, all of them in the JSON. What is not
over yet is not lacking: ` + "`not_yet`" + ` in JSON and CSV. An incident without ` + "`started_at`" + ` is in no period; it is named, too.

## Contradictions

They are listed with file line and both times, so that they can be corrected with ` + "`pm set`" + `:

- two times of the front matter in the wrong order: detected, acknowledged, mitigated or ended before the start, acknowledged
  before detected, detected or mitigated after the end;
- a time in the future;
- a time that the timeline puts elsewhere: among the first four words of an entry stands *detected*, *alerted*, *paged* or
  *alert fired* (for ` + "`detected_at`" + `), *acknowledged* or *acked*, *mitigated*, or *resolved*, *recovered* or *all clear* (for
  ` + "`ended_at`" + `), and no such entry is within five minutes of the key. Entries that deny it (*not*, *partially*, *nearly* and
  the like) do not count. English only; it is a hint, and changes no figure;
- an incident that starts after its whole timeline, or ends before it.

## Formats

Text fits the terminal: bars and sparklines give way first. Sparklines begin at 0 and have a dot where a month has no data.
They are of plain characters where the locale is not UTF-8 or TERM is dumb; colour is as everywhere (NO_COLOR, --color).
` + "`--format csv`" + ` has a line for each group and measure, in seconds, safe to open in a spreadsheet; ` + "`json`" + ` is described by
` + "`pm schema --output`" + `; ` + "`markdown`" + ` shows tables that do nothing but show.

` + "```console" + `
pm stats --since 2026-07-01 --until 2026-09-30 --compare
pm stats --by service --format csv > stats.csv
pm report --since 2026-07-01 --until 2026-09-30 --format html > report.html
` + "```" + `
`
