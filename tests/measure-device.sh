#!/usr/bin/env bash
# measure-device.sh [--out DIR] [x64] [arm64]   the figures of docs/device.md, in markdown; both parts unless one is named
#
# x64: publishes samples/IotDevice (tests/sample-aot.sh) and measures its file, start, memory, page faults and steps, pinned
# to one processor; the steps, where that is allowed, before all other programs there. arm64: instructions and cycles of a step
# (tests/arm64-steps.sh).
#
#   IOT_DEVICE        x64: a published program, instead of publishing one
#   STARTS, LINES     x64: see measure-device/watch.c; pulse.c beside it shows between the steps how even the machine is
#
# Exit code: 0 done, 2 usage, 77 a tool is missing.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../artifacts/measure-device parts=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?}; shift 2 ;;
    x64 | arm64) parts="$parts $1"; shift ;;
    *) sed -n '2p' "$0" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
skip() { echo "skipped: $*" >&2; exit 77; }

x64() {
  command -v gcc >/dev/null || skip 'no gcc'
  local program=${IOT_DEVICE:-} pin alone first fastest peak resident minor major answer50 answer99 answer999 k
  if [ -z "$program" ]; then
    "$here/sample-aot.sh" --out "$out/sample-aot" >"$out/sample-aot.log" 2>&1 || { cat "$out/sample-aot.log" >&2; exit 1; }
    program=$out/sample-aot/app/IotDevice
  fi
  gcc -O2 -Wall -o "$out/watch" "$here/measure-device/watch.c"
  gcc -O2 -Wall -o "$out/pulse" "$here/measure-device/pulse.c"
  pin=(taskset -c "$(($(nproc) - 1))")
  alone=("${pin[@]}")
  ! chrt -f 10 true 2>/dev/null || alone=(chrt -f 10 "${pin[@]}")
  echo "load average $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) processors; steps by ${alone[*]}"
  echo
  echo "| file, stripped | first result, fastest | median | resident | peak | minor page faults | major | line to line p50 | p99 |"
  echo "|---|---|---|---|---|---|---|---|---|"
  read -r first fastest peak resident minor major answer50 answer99 answer999 < <(LINE=2500,90,50,2.5 "$out/watch" "${pin[@]}" "$program" --input - --quiet)
  awk -v file="$(stat -c %s "$program")" -v first="$first" -v fastest="$fastest" -v peak="$peak" -v resident="$resident" -v minor="$minor" -v major="$major" -v a="$answer50" -v b="$answer99" 'BEGIN {
    printf "| %.2f MB | %.1f ms | %.1f ms | %.1f MB | %.1f MB | %d | %d | %s µs | %s µs |\n", file / 1e6, fastest / 1e3, first / 1e3, resident / 1024, peak / 1024, minor, major, a, b }'
  echo
  "$program" simulate --runs 60 --seed 9 --columns measured >"$out/long.csv"
  for k in 1 2 3 4 5; do
    "${alone[@]}" "$program" --input "$out/long.csv" 2>&1 >/dev/null | tail -1
    "${alone[@]}" "$out/pulse"
  done
}

arm64() { "$here/arm64-steps.sh" --out "$out/arm64"; }

for part in ${parts:-x64 arm64}; do $part; echo; done
