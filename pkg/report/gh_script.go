package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ghScript is what stands above the issues. An item that got its ticket meanwhile, or
// is gone, makes no issue: the script may be run again after it was interrupted.
const ghScript = `#!/bin/sh
# Makes an issue of each action item below, and writes its address back as the item's ticket, one commit an item.
# Run it where gh finds the repository for the issues, or set GH_REPO=OWNER/NAME. Arguments go to gh issue create:
#   sh issues.sh --label postmortem
# It may be run again: items that have a ticket are passed over.
# shellcheck disable=SC2016 # what stands in single quotes is text
set -eu

# issue DIR INCIDENT ITEM JSON-OF-ITEM TITLE BODY [FLAG...]
issue() {
	dir=$1 incident=$2 item=$3 json=$4 title=$5 body=$6
	shift 6
	found=$(pm -C "$dir" action list --incident="$incident" --format json)
	if ! printf '%s\n' "$found" | grep -F -e "$json" | grep -qF '"ticket":null'; then
		printf 'passed over, for it has a ticket or is gone: %s#%s\n' "$incident" "$item" >&2
		return
	fi
	url=$(gh issue create --title="$title" --body="$body" "$@")
	case $url in
	https://*) ;;
	*)
		printf 'gh issue create printed no address: %s\n' "$url" >&2
		exit 3
		;;
	esac
	pm -C "$dir" action edit --ticket="$url" -- "$incident" "$item"
}
`

// GitHubScript writes a script for POSIX shells that makes issues with gh. No text of a
// file is anything but an argument in it.
func GitHubScript(w io.Writer, tasks []Task) error {
	out := bufio.NewWriter(w)
	out.WriteString(ghScript)
	for _, t := range tasks {
		id, err := marshal(orEmpty(t.Item.ID))
		if err != nil {
			return fmt.Errorf("writing an id as JSON: %w", err)
		}
		words := []string{t.Dir, t.Item.Incident, orEmpty(t.Item.ID), `"id":` + string(id) + ",", t.title(), t.body(forGitHub)}
		out.WriteString("\nissue")
		for _, word := range words {
			out.WriteString(" " + shellQuoted(word))
		}
		out.WriteString(" \"$@\"\n")
	}
	return out.Flush()
}

// shellQuoted is s between single quotes, in which nothing but their end means
// anything to a shell.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
