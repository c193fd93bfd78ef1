#!/usr/bin/env bash
# Keeps one comment with the review of the change on the pull request: writes it, or replaces its own. A comment that
# is not allowed fails nothing. Reads BASE, INPUT_COMMENT, GH_TOKEN, GH_REPO, HEAD_REPO, NUMBER.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/say.sh
. "$here/say.sh"

skip() {
	annotate notice "no review comment: $1"
	exit 0
}

[ "$INPUT_COMMENT" = true ] || fail "comment: $INPUT_COMMENT is neither true nor false"
[[ $NUMBER =~ ^[0-9]+$ ]] || fail 'the event names no pull request'
[ "$HEAD_REPO" = "$GH_REPO" ] || skip 'the pull request comes from a fork, whose token may not write'
command -v gh >/dev/null || skip 'there is no gh on this runner'

body=$(mktemp "$RUNNER_TEMP/review.XXXXXX")
pm review --base "$BASE" >"$body"
# A change that touches no postmortem needs no comment, but one that was there before must not keep saying otherwise.
pm review --base HEAD --rev HEAD >"$body.none"
# The comment is found by its first line, and by whose it is: anybody can write that line.
# shellcheck disable=SC2016 # the dollars are GraphQL's
mine=$(gh api graphql --paginate -F owner='{owner}' -F name='{repo}' -F number="$NUMBER" -f query='
	query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
		repository(owner: $owner, name: $name) { pullRequest(number: $number) {
			comments(first: 100, after: $endCursor) { nodes { databaseId viewerDidAuthor body } pageInfo { hasNextPage endCursor } }
		} }
	}' --jq '.data.repository.pullRequest.comments.nodes[]
		| select(.viewerDidAuthor and (.body | startswith("<!-- pm-review -->"))) | .databaseId' 2>"$body.error") ||
	skip "the comments cannot be read: $(head -c 300 "$body.error")"
mine=${mine%%$'\n'*}

if [ -n "$mine" ]; then
	target=(-X PATCH "repos/$GH_REPO/issues/comments/$mine")
elif cmp -s "$body" "$body.none"; then
	echo 'no postmortem is changed, so there is nothing to comment on'
	exit 0
else
	target=(-X POST "repos/$GH_REPO/issues/$NUMBER/comments")
fi
gh api "${target[@]}" -F "body=@$body" --jq .html_url 2>"$body.error" ||
	skip "permissions: pull-requests: write is needed: $(head -c 300 "$body.error")"
