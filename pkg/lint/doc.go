// Package lint says what is wrong with incidents: one file per rule, one list
// of them in rules.go. Files pass one by one and are let go; only a small index
// is kept for the rules that look across files.
package lint
