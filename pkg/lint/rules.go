package lint

// Rules is the list of all rules, in the order of SPEC 6. A new rule is one
// file, one line here, and test data in testdata/lint under its ID.
var Rules = []*Rule{}
