#!/usr/bin/env bash
# What action.yml runs, once: annotations on the pull request, a summary of the job, SARIF where it is asked for.
set -uo pipefail

command=${LOCPIPE_COMMAND:-validate}
case "$command" in
    validate | check | run | regressions) ;;
    *) echo "::error::command must be validate, check, run or regressions"; exit 2 ;;
esac

options=()
option() { [ -n "$2" ] && options+=("$1=$2"); return 0; }
each() { # an option for each line of an input
    local line
    while IFS= read -r line; do option "$1" "${line%$'\r'}"; done <<<"$2"
}
option --fail-on "${LOCPIPE_FAIL_ON:-}"
option --min-severity "${LOCPIPE_MIN_SEVERITY:-}"
option --baseline "${LOCPIPE_BASELINE:-}"
option --config "${LOCPIPE_CONFIG:-}"
option --content "${LOCPIPE_CONTENT:-}"
option --source "${LOCPIPE_SOURCE:-}"
each --locale "${LOCPIPE_LOCALE:-}"
each --select "${LOCPIPE_SELECT:-}"
each --ignore "${LOCPIPE_IGNORE:-}"

paths=()
if [ "$command" = regressions ]; then
    paths+=("${LOCPIPE_SINCE:-HEAD^}")
else
    option --since "${LOCPIPE_SINCE:-}"
fi
while IFS= read -r path; do
    [ -n "$path" ] && paths+=("${path%$'\r'}")
done <<<"${LOCPIPE_PATHS:-}"

[ -n "${LOCPIPE_SARIF:-}" ] && options+=("--also=sarif:$LOCPIPE_SARIF")
[ -n "${LOCPIPE_JUNIT:-}" ] && options+=("--also=junit:$LOCPIPE_JUNIT")
summary=
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    summary=$(mktemp)
    trap 'rm -f "$summary"' EXIT
    options+=("--also=markdown:$summary")
fi

locpipe -q "$command" --format github ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"}
code=$?

if [ -n "$summary" ] && [ -s "$summary" ]; then
    { echo "### locpipe $command"; echo; cat "$summary"; } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
