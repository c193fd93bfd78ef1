package incident

import "strings"

// actionsAssigned is the condition of the same name: there is at least one
// action item, or a reason why not, and each open one has an owner and a due
// date.
func actionsAssigned(i *Incident) []Need {
	f, _ := FieldByKey("action_items")
	if why, offset := i.lacks(f); why != "" {
		return []Need{{Kind: FieldNeed, Name: f.Key, Why: why, Fill: f.fill(i), Offset: offset}}
	}
	var needs []Need
	for _, a := range i.ActionItems.V {
		if a.Status.V != Open {
			continue
		}
		if need, ok := a.unassigned(i); ok {
			needs = append(needs, need)
		}
	}
	return needs
}

func (a ActionItem) unassigned(i *Incident) (Need, bool) {
	var lacks, flags []string
	if !a.Owner.Known() {
		lacks, flags = append(lacks, "no owner"), append(flags, "--owner HANDLE")
	}
	if !a.Due.Known() {
		lacks, flags = append(lacks, "no due date"), append(flags, "--due +14d")
	}
	if lacks == nil {
		return Need{}, false
	}
	why := a.Name() + " has " + strings.Join(lacks, " and ")
	return a.need(i, ActionsAssigned, why, "edit", strings.Join(flags, " ")), true
}

// actionsSettled is the condition of the same name: every item is done, or
// dropped with a reason. An adopted incident keeps the ideas that its authors
// wrote down and nobody committed to.
func actionsSettled(i *Incident) []Need {
	var needs []Need
	for _, a := range i.ActionItems.V {
		if a.Status.V == Proposed && i.Adopted.Known() {
			continue
		}
		if need, ok := a.unsettled(i); ok {
			needs = append(needs, need)
		}
	}
	return needs
}

func (a ActionItem) unsettled(i *Incident) (Need, bool) {
	switch a.Status.V {
	case Done:
		return Need{}, false
	case Dropped:
		if a.Reason.Known() {
			return Need{}, false
		}
		return a.need(i, ActionsSettled, a.Name()+" was dropped without a reason", "drop", `--reason "WHY"`), true
	case Proposed:
		return a.need(i, ActionsSettled, a.Name()+" is only proposed", "drop", `--reason "WHY"`), true
	case Open:
		return a.need(i, ActionsSettled, a.Name()+" is open", "done", ""), true
	}
	return a.need(i, ActionsSettled, a.Name()+" has the unknown status "+quote(string(a.Status.V)), "done", ""), true
}

// need is a need about one item, filled by a pm action command. An item without
// an id cannot be named on the command line.
func (a ActionItem) need(i *Incident, condition, why, verb, flags string) Need {
	fill := "pm action " + verb + " " + i.ID + "#" + a.ID.V
	if flags != "" {
		fill += " " + flags
	}
	if !a.ID.Known() {
		fill = "pm edit " + i.ID + ", and give the item an id"
	}
	return Need{Kind: ConditionNeed, Name: condition, Why: why, Fill: fill, Offset: a.Span.Start}
}
