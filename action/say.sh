# shellcheck shell=bash
# What the scripts of the action have in common; sourced.

# annotate LEVEL TEXT: a workflow command. What stands in TEXT may come from a pull request, and must not begin a
# second command.
annotate() {
	local text=$2
	text=${text//'%'/%25}
	text=${text//$'\r'/%0D}
	text=${text//$'\n'/%0A}
	printf '::%s title=pm::%s\n' "$1" "$text"
}

fail() {
	annotate error "$1"
	exit 2
}
