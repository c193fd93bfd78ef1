#!/usr/bin/env bash
# Finds the commit to compare with and makes it the step's output "base"; empty means that every incident is checked.
# Reads INPUT_BASE, EVENT and what the event says.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/say.sh
. "$here/say.sh"

deeper='set fetch-depth: 0 in the step of actions/checkout'

# commit REV: its full name; fails when this clone does not have it.
commit() { git rev-parse --verify --quiet --end-of-options "$1^{commit}"; }

# of_pull: the first parent of the merge that GitHub makes and checks out. Where the pull request's own head is checked
# out, what its base was when the event was sent.
of_pull() {
	if [ "$(commit 'HEAD^2' || true)" = "$PULL_HEAD" ]; then
		commit 'HEAD^1'
	else
		echo "$PULL_BASE"
	fi
}

# of_push: what the branch was before. A new branch is compared with the default one; the first push of that has nothing
# to be compared with.
of_push() {
	local branch=${PUSH_BRANCH#refs/heads/}
	if [[ -n $PUSH_BEFORE && ! $PUSH_BEFORE =~ ^0+$ ]]; then
		# What a force push took away is in no branch, but may still be had.
		commit "$PUSH_BEFORE" >/dev/null || git fetch --quiet --no-tags origin "$PUSH_BEFORE" 2>/dev/null || true
		echo "$PUSH_BEFORE"
	elif [[ $PUSH_BRANCH = refs/heads/* && -n $DEFAULT_BRANCH && $branch != "$DEFAULT_BRANCH" ]]; then
		echo "refs/remotes/origin/$DEFAULT_BRANCH"
	fi
}

git rev-parse --git-dir >/dev/null 2>&1 || fail 'there is no Git repository here: put actions/checkout before this step'
[ "$(git rev-parse --is-inside-work-tree)" = true ] || fail 'there is no work tree here: put actions/checkout before this step'

case "$INPUT_BASE/$EVENT" in
	none/*) base= ;;
	/pull_request | /pull_request_target) base=$(of_pull) ;;
	/merge_group) base=$QUEUE_BASE ;;
	/push) base=$(of_push) ;;
	/*) base= ;;
	*) base=$INPUT_BASE ;;
esac

if [ -n "$base" ]; then
	id=$(commit "$base") || fail "the base $base is not in this clone: $deeper, or name another with base:"
	# An answer from half a history would be a wrong one.
	git merge-base "$id" HEAD >/dev/null || fail "this clone is too shallow to show where $base was left: $deeper"
	base=$id
	echo "compared with $base"
else
	echo 'every incident is checked in full'
fi
echo "base=$base" >>"$GITHUB_OUTPUT"
