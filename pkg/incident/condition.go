package incident

import "strings"

// checkActions is the gate of action_items: that there are some, or a reason
// why not. Each value in them that cannot be used is a need of its own, as each
// is mended by itself.
func checkActions(i *Incident, f Field) []Need {
	var needs []Need
	for _, fault := range i.unusable(f.Key) {
		if fault.at.list != "" {
			needs = append(needs, Need{
				Kind: FieldNeed, Name: f.Key, Why: faultyPart + fault.Message, Fill: fault.at.fill(i), Offset: fault.Span.Start,
			})
		}
	}
	if len(needs) > 0 {
		return needs
	}
	if why, offset := i.lacks(f); why != "" {
		return []Need{{Kind: FieldNeed, Name: f.Key, Why: why, Fill: f.fill(i), Offset: offset}}
	}
	return nil
}

// fill is what mends a value of an action item.
func (s subject) fill(i *Incident) string {
	if flag := itemFlag(s.key); flag != "" && s.id != "" {
		return "pm action edit " + ShellWord(i.ID+"#"+s.id) + " " + flag
	}
	return "pm edit " + i.Ref() + ", and mend the line"
}

// itemFlag is the flag of pm action edit that gives an item's key its value, ""
// for keys that have none.
func itemFlag(key string) string {
	switch key {
	case "owner":
		return "--owner HANDLE"
	case "due":
		return "--due +14d"
	case "title", "ticket":
		return "--" + key + ` "ONE LINE"`
	}
	return ""
}

// actionsAssigned is the condition of the same name: there is at least one
// action item, or a reason why not, and each open one has an owner and a due
// date.
func actionsAssigned(i *Incident) []Need {
	f, _ := FieldByKey("action_items")
	needs := checkActions(i, f)
	faulty := i.faultyItems()
	for _, a := range i.ActionItems.V {
		if a.Status.V != Open {
			continue
		}
		if need, ok := a.unassigned(i, faulty); ok {
			needs = append(needs, need)
		}
	}
	return needs
}

// itemPlace is a key of the item at an index of action_items.
type itemPlace struct {
	index int
	key   string
}

// faultyItems are the values that are there and cannot be used, each of which
// is a need already.
func (i *Incident) faultyItems() map[itemPlace]bool {
	faulty := make(map[itemPlace]bool)
	for _, f := range i.unusable("action_items") {
		faulty[itemPlace{f.at.index, f.at.key}] = true
	}
	return faulty
}

// unassigned is one need for an item, whatever it lacks, so that one command fills
// it. What is there and wrong is lint's to report: two words for one slip would
// read as two slips.
func (a ActionItem) unassigned(i *Incident, faulty map[itemPlace]bool) (Need, bool) {
	var lacks, flags []string
	if !a.Owner.Known() && !faulty[itemPlace{a.Index, "owner"}] {
		lacks, flags = append(lacks, "no owner"), append(flags, itemFlag("owner"))
	}
	if !a.Due.Known() && !faulty[itemPlace{a.Index, "due"}] {
		lacks, flags = append(lacks, "no due date"), append(flags, itemFlag("due"))
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

// unsettled names the command that fits the status: an idea that nobody took up is
// dropped rather than done. A status that pm does not know settles nothing, since
// wip and wontfix are as likely as each other.
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
	fill := "pm action " + verb + " " + ShellWord(i.ID+"#"+a.ID.V)
	if flags != "" {
		fill += " " + flags
	}
	if !a.ID.Known() {
		fill = "pm edit " + i.Ref() + ", and give the item an id"
	}
	return Need{Kind: ConditionNeed, Name: condition, Why: why, Fill: fill, Offset: a.Span.Start}
}
