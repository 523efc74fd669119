#!/usr/bin/env bash
# What action.yml runs: annotations on the pull request, a summary of the job, SARIF where it is asked for.
set -uo pipefail

case "$LOCPIPE_COMMAND" in
    validate | check | run) ;;
    *) echo "::error::command must be validate, check or run"; exit 2 ;;
esac

options=(--fail-on "${LOCPIPE_FAIL_ON:-error}")
[ -n "${LOCPIPE_SINCE:-}" ] && options+=(--since "$LOCPIPE_SINCE")
[ -n "${LOCPIPE_BASELINE:-}" ] && options+=(--baseline "$LOCPIPE_BASELINE")
paths=()
while IFS= read -r path; do
    [ -n "$path" ] && paths+=("$path")
done <<<"${LOCPIPE_PATHS:-}"

locpipe -q "$LOCPIPE_COMMAND" --format github "${options[@]}" -- ${paths[@]+"${paths[@]}"}
code=$?

if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ "$code" -lt 2 ]; then
    {
        echo "### locpipe $LOCPIPE_COMMAND"
        echo
        echo '```text'
        locpipe -q --color never "$LOCPIPE_COMMAND" "${options[@]}" -- ${paths[@]+"${paths[@]}"} | tail -n 200
        echo '```'
    } >>"$GITHUB_STEP_SUMMARY"
fi
if [ -n "${LOCPIPE_SARIF:-}" ] && [ "$code" -lt 2 ]; then
    locpipe -q "$LOCPIPE_COMMAND" --format sarif --output "$LOCPIPE_SARIF" "${options[@]}" -- ${paths[@]+"${paths[@]}"}
fi
exit "$code"
