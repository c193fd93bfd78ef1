package lint

// Rules is the list of all rules, by what they are about. A new rule is one
// file, one line here, and test data in testdata/lint under its ID.
var Rules = []*Rule{
	// Structure and completeness.
	frontMatter,
	duplicateKey,
	unknownField,
	fieldType,
	requiredField,
	requiredSection,
	unknownValue,
	placeholder,
	fileName,
	duplicateTitle,
	historyRule,

	// Time.
	utcTimestamp,
	timeOrder,
	timelineOrder,
	timelineTime,
	timelineBounds,
	timelineGap,
	overdue,
	stale,

	// People, actions, links.
	actionOwner,
	actionDue,
	actionID,
	actionEvidence,
	vagueAction,
	unlistedAction,
	brokenLink,
	orphanAttachment,
	relatedUnknown,
	secret,

	// Wording.
	blame,
	humanError,
	counterfactual,
	hindsight,

	// The workflow, where there is a base.
	transition,

	// The suppressions, when all else has spoken.
	unusedSuppression,
}
