// Package lint says what is wrong with incidents: one file per rule, one list
// of them in rules.go. Files pass one by one and are let go; only a small index
// is kept for the rules that look across files.
//
// One fault is one finding, although several rules could see it:
//
//   - front matter that cannot be read is front-matter's; no other rule misses
//     what it may have said.
//   - a value that is there and wrong is field-type's, unknown-value's,
//     utc-timestamp's or time-order's; required-field is silent about it.
//   - an open item without an owner or a due date is action-owner's or
//     action-due's; an item without an id is action-id's. An item that keeps a
//     closed incident from being closed is required-field's.
//   - a section of nothing but prompts is placeholder's, one that is missing or
//     blank is required-section's.
//   - a timeline entry with an unclear zone is utc-timestamp's, one with no time
//     timeline-time's, one that begins with a prompt placeholder's.
//
// What secret sees in a file, it and every other rule mask in what they say.
package lint
