#!/bin/bash
# Runs every benchmark. Usage:
#
#   bazel run //bench:run_all -- [--json] [--only=REGEX] [benchmark flags]
#
# --json prints one JSON object, Google Benchmark's result for every program by
# its name; without it, tables. --only picks programs by their names. Other flags
# go to every program: --corpus=FILE, --benchmark_filter=REGEX,
# --benchmark_repetitions=N, ...
set -euo pipefail

json=false
only=.
flags=(--benchmark_min_time=0.1)
for argument in "$@"; do
  case "$argument" in
    --json) json=true ;;
    --only=*) only=${argument#--only=} ;;
    -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit ;;
    # bazel run changes the folder.
    --corpus=[!/]*)
      flags+=("--corpus=${BUILD_WORKING_DIRECTORY:-.}/${argument#--corpus=}") ;;
    *) flags+=("$argument") ;;
  esac
done
"$json" && flags+=(--benchmark_format=json)

# What was built for this run; other programs in the folder may be old.
folder=$0.runfiles/telusur/bench
[ -d "$folder" ] || folder=$(dirname "$0")

failed=0
separator='{'
for program in "$folder"/*_bench; do
  name=$(basename "$program")
  [[ $name =~ $only ]] || continue
  if "$json"; then
    printf '%s\n"%s": ' "$separator" "$name"
    separator=','
  else
    printf '\n%s\n' "$name"
  fi
  "$program" "${flags[@]}" || failed=1
done
if "$json"; then
  [ "$separator" = ',' ] || printf '{'
  printf '}\n'
fi
exit "$failed"
