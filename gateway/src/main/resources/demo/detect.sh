#!/bin/sh
# The demo's `detect` program, as a device would offer one: reads the photos under in/, takes its
# time for the work, and leaves what it found as GeoJSON under out/.
set -eu
work=6
while [ $# -gt 0 ]; do
  case "$1" in
    --work) work=$2; shift 2 ;;
    *) echo "unknown argument $1" >&2; exit 2 ;;
  esac
done
# Every byte of every input is read: the sum stands in the result, so nobody can skip the work.
sum=$(cat in/* | sha256sum | cut -c1-16)
bytes=$(cat in/* | wc -c | tr -d ' ')
sleep "$(awk -v w="$work" -v s="${DUNLIN_SPEED:-1}" 'BEGIN { printf "%.3f", w / s }')"
printf '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"task":"%s","inputSha256":"%s","inputBytes":%s}}]}\n' \
  "$DUNLIN_TASK" "$sum" "$bytes" > out/hits
