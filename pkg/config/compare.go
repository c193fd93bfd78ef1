package config

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/postmortem-md/pm/pkg/incident"
)

// Change is a key whose effective value is another in a second configuration.
type Change struct {
	Key      string // dotted, as in Setting
	Was, Now string // YAML on one line; "" where the key is not there
}

// Compare lists the effective values that differ, in order of the documentation.
func Compare(was, now *Config) []Change {
	before := make(map[string]string)
	for _, s := range was.Values {
		before[s.Key] = s.String()
	}
	var changes []Change
	for _, s := range now.Values {
		value, there := before[s.Key]
		delete(before, s.Key)
		if !there || value != s.String() {
			changes = append(changes, Change{s.Key, value, s.String()})
		}
	}
	for _, s := range was.Values {
		if value, gone := before[s.Key]; gone {
			changes = append(changes, Change{Key: s.Key, Was: value})
		}
	}
	return slices.DeleteFunc(changes, func(c Change) bool { return isNothing(c.Was) && isNothing(c.Now) })
}

// isNothing holds for what stands for an empty mapping or list.
func isNothing(value string) bool { return value == "" || value == "{}" || value == "[]" }

// Loosened says in sentences where the second configuration holds incidents to
// less than the first: gates that ask for less, folders and files that are left out, and
// times that are longer. Of the severities of rules it knows nothing.
func Loosened(was, now *Config) []string {
	var all []string
	for _, dir := range without(was.Dir, now.Dir) {
		all = append(all, "incidents in "+dir+" are not looked at any more")
	}
	for _, pattern := range without(was.Include, now.Include) {
		all = append(all, "files called "+pattern+" are not looked at any more")
	}
	told := map[string]bool{} // gates are cumulative: what one asks for, all later ones do
	for _, s := range incident.States {
		for _, name := range without(asked(was.Process, s), asked(now.Process, s)) {
			if !told[name] {
				told[name] = true
				all = append(all, fmt.Sprintf("%s does not ask for %s any more", s, name))
			}
		}
	}
	if was.Process.StrictFields && !now.Process.StrictFields {
		all = append(all, "keys that are not known are let through: strict_fields")
	}
	for _, name := range without(was.Process.Major, now.Process.Major) {
		all = append(all, name+" is not major any more")
	}
	for _, phrase := range without(now.Language.Allow, was.Language.Allow) {
		all = append(all, "the words "+strconv.Quote(phrase)+" are let through")
	}
	for _, p := range without(was.Coverage.Branches, now.Coverage.Branches) {
		all = append(all, "merging a branch like "+p+" asks for no postmortem any more")
	}
	for _, p := range without(was.Coverage.Subjects, now.Coverage.Subjects) {
		all = append(all, "a commit like "+strconv.Quote(p)+" asks for no postmortem any more")
	}
	for _, name := range without(now.Language.Systems, was.Language.Systems) {
		all = append(all, strconv.Quote(name)+" is taken for a system: what is said of it is no blame")
	}
	return append(all, longer(was.Process, now.Process)...)
}

// asked is what the gates up to a state ask for.
func asked(p *incident.Process, to incident.State) []string {
	var names []string
	for _, s := range incident.States[:to.Rank()+1] {
		names = append(names, p.Gates[s]...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// longer names the limits that give more time; none at all is the longest.
func longer(was, now *incident.Process) []string {
	var all []string
	say := func(name string, before, after time.Duration) {
		if before > 0 && (after == 0 || after > before) {
			all = append(all, name+" gives more time")
		}
	}
	say("followup_due_after", was.FollowupDueAfter, now.FollowupDueAfter)
	say("review_within", was.ReviewWithin, now.ReviewWithin)
	for _, s := range incident.States {
		say("stale_after."+string(s), was.StaleAfter[s], now.StaleAfter[s])
	}
	say("escalate_after", was.EscalateAfter, now.EscalateAfter)
	return all
}
