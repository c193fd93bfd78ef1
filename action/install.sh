#!/usr/bin/env bash
# Puts pm on the PATH of the steps that follow: a release whose archive has the checksum that the release says, or
# built by Go. Reads INPUT_VERSION and what the runner sets.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/say.sh
. "$here/say.sh"

releases=https://github.com/postmortem-md/pm/releases
module=github.com/postmortem-md/pm/cmd/pm
# Next to nothing of the job, so that no pull request can have put a pm there.
bin=$(mktemp -d "$RUNNER_TEMP/pm.XXXXXX")

# fetch URL FILE
fetch() { curl --proto '=https' --tlsv1.2 -fsSL --retry 3 -o "$2" "$1"; }

# of_kind: the archive's OS_ARCH.ENDING as the release names it; fails where there is none.
of_kind() {
	local os arch ending=tar.gz
	case "$RUNNER_OS" in
		Linux) os=linux ;;
		macOS) os=darwin ;;
		Windows) os=windows ending=zip ;;
		*) return 1 ;;
	esac
	case "$RUNNER_ARCH" in
		X64) arch=amd64 ;;
		ARM64) arch=arm64 ;;
		*) return 1 ;;
	esac
	echo "${os}_$arch.$ending"
}

checksum() {
	if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# release VERSION: 1 when there is nothing to be had; an archive that is not what it should be ends everything.
release() {
	local from=$releases/download/$1 kind name want
	[ "$1" != latest ] || from=$releases/latest/download
	kind=$(of_kind) && fetch "$from/checksums.txt" "$bin/checksums.txt" || return 1
	# One line "SHA-256  pm_VERSION_OS_ARCH.ENDING". The name is that of the version asked for, or of the latest.
	name=$(awk -v kind="_$kind" -v v="pm_${1#v}_" '
		$2 ~ /^pm_[0-9A-Za-z.+-]+_/ && substr($2, length($2) - length(kind) + 1) == kind && (v == "pm_latest_" || index($2, v) == 1) { print $2 }
	' "$bin/checksums.txt")
	want=$(awk -v name="$name" '$2 == name { print $1 }' "$bin/checksums.txt")
	[[ $name != *$'\n'* && $want =~ ^[0-9a-f]{64}$ ]] || fail "the release $1 names no checksum for *_$kind"
	fetch "$from/$name" "$bin/$name" || return 1
	[ "$(checksum "$bin/$name")" = "$want" ] || fail "$name of the release $1 does not have the checksum that the release names: it is not used"
	case "$name" in
		*.zip) unzip -q -o "$bin/$name" pm.exe -d "$bin" ;;
		*) tar -xzf "$bin/$name" -C "$bin" pm ;;
	esac
	rm "$bin/$name" "$bin/checksums.txt"
}

# with_go VERSION: the module's own checksum is what Go's checksum database says.
with_go() {
	command -v go >/dev/null || fail "the release $1 cannot be downloaded for $RUNNER_OS $RUNNER_ARCH, and there is no Go to build it: check version:, or add actions/setup-go"
	annotate notice "the release $1 cannot be downloaded for $RUNNER_OS $RUNNER_ARCH; it is built by go install"
	GOBIN=$bin go install "$module@$1"
}

# from_source: the action's own files, which are those of the commit that it was named by.
from_source() {
	command -v go >/dev/null || fail "the action is not named by a release, and there is no Go to build it: set version: to a release such as v1.2.3, or add actions/setup-go"
	(cd "$GITHUB_ACTION_PATH" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$bin/" ./cmd/pm)
}

released='^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$'
version=$INPUT_VERSION
# The runner unpacks an action to _actions/OWNER/NAME/REF. Its context has the ref too, but that of the outermost action.
if [ -z "$version" ] && [[ $GITHUB_ACTION_PATH = *[/\\]_actions[/\\]* && ${GITHUB_ACTION_PATH##*[/\\]} =~ $released ]]; then
	version=${GITHUB_ACTION_PATH##*[/\\]}
fi
[[ -z $version || $version = latest || $version =~ $released ]] || fail "version: $version is not a release such as v1.2.3, or latest"

if [ -z "$version" ]; then
	from_source
elif ! release "$version"; then
	with_go "$version"
fi
echo "$bin" >>"$GITHUB_PATH"
"$bin/pm" version
