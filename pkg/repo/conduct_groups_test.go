package repo

import "slices"

// conductGroups are the tables of docs/git.md about commits, in its order.
var conductGroups = []struct {
	title string
	cases []conduct
}{
	{"Ordinary changes", ordinaryConduct},
	{"Files that changed meanwhile", fileConduct},
	{"Where the repository lies", placeConduct},
	{"How the repository keeps its objects", storeConduct},
	{"What is checked out", checkoutConduct},
	{"New branches", branchConduct},
	{"The index", indexConduct},
	{"Who commits", whoConduct},
	{"Settings and environment", settingConduct},
	{"Files and conversion", convertConduct},
	{"Names", nameConduct},
	{"Hooks and signing", slices.Concat(hookConduct, signConduct)},
	{"Operations in progress", refusedConduct},
	{"Locks and permissions", lockConduct},
}

// readingTitle heads the last table.
const readingTitle = "Reading a revision"
