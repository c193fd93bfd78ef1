#!/usr/bin/env bash
# Lints with annotations, and writes SARIF where it is asked to. Its exit code is that of pm lint.
# Reads BASE, INPUT_SARIF, INPUT_MAX_WARNINGS, INPUT_ARGS.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/say.sh
. "$here/say.sh"

[[ $INPUT_MAX_WARNINGS =~ ^(-1|[0-9]+)$ ]] || fail "max-warnings: $INPUT_MAX_WARNINGS is not a number"
arguments=(--format github --max-warnings "$INPUT_MAX_WARNINGS")
[ -z "$BASE" ] || arguments+=(--base "$BASE")
if [ -n "$INPUT_SARIF" ]; then
	case "$INPUT_SARIF" in
		/* | [A-Za-z]:*) ;;
		*) INPUT_SARIF=$GITHUB_WORKSPACE/$INPUT_SARIF ;; # the step may run in a folder below
	esac
	mkdir -p "$(dirname "$INPUT_SARIF")"
	arguments+=(--format "sarif=$INPUT_SARIF")
fi
# Words only: nothing in there is expanded or run.
read -r -d '' -a more <<<"$INPUT_ARGS" || true
exec pm lint "${arguments[@]}" ${more[@]+"${more[@]}"}
