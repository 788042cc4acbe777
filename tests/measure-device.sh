#!/usr/bin/env bash
# measure-device.sh [--out DIR] [x64] [arm64]   the figures of docs/device.md, in markdown; both parts unless one is named
#
# x64: publishes samples/IotDevice (tests/sample-aot.sh) and measures its file, start, memory, page faults and steps, pinned
# to one processor; the steps, where that is allowed, before all other programs there. arm64: builds tests/Lstm.Arm64, follows one time step of the golden networks instruction by instruction
# under QEMU, and has llvm-mca compute the cycles of what was executed.
#
#   IOT_DEVICE        x64: a published program, instead of publishing one
#   STARTS, LINES     x64: see measure-device/watch.c; pulse.c beside it shows between the steps how even the machine is
#   LLVM_MCA          arm64: the program (llvm-mca-19; the N1, which stands for the A76, is in LLVM 16 and later)
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

# follow NETWORK: the addresses that one time step executes, its fourth; the layer's first instruction begins a step.
follow() {
  local ranges begin
  nm=$(aarch64-linux-gnu-nm -S "$out/arm64/driver" | awk -v net="_Lstm_Golden_$1_g_" '$3 ~ /^[tT]$/ && index($4, net) && $4 ~ /__NeonBody__/ { print $1, $2, $4 }')
  begin=$(awk '$3 ~ /__Lstm0$/ { print $1 }' <<<"$nm")
  ranges=$(awk '{ printf "%s0x%s+0x%s", (NR > 1 ? "," : ""), $1, $2 }' <<<"$nm")
  rm -f "$out/trace"
  mkfifo "$out/trace"
  qemu-aarch64-static -cpu cortex-a53 -singlestep -d exec,nochain -dfilter "$ranges" -D "$out/trace" "$out/arm64/driver" "$out/cases.bin" >/dev/null 2>&1 &
  awk -F/ -v begin="$begin" '{ if ($2 == begin) n++; if (n == 4) print $2; if (n == 5) exit }' "$out/trace" >"$out/$1.trace"
  kill $! 2>/dev/null || true # it would play all the other networks too
  wait $! 2>/dev/null || true
}

# as_assembly NETWORK: those instructions as text, in their order; where a branch goes does not matter any more.
as_assembly() {
  aarch64-linux-gnu-objdump -d --no-show-raw-insn "$out/arm64/driver" | awk -v trace="$out/$1.trace" '
    BEGIN { while ((getline at < trace) > 0) { sub(/^0+/, "", at); order[++n] = at; wanted[at] = 1 } }
    { at = $1; sub(/:$/, "", at); if (at in wanted) { sub(/^[^:]*:[ \t]*/, ""); text[at] = $0 } }
    END { print "x:"; for (i = 1; i <= n; i++) print text[order[i]] }' |
    sed -E 's/ *\/\/.*//; s/[0-9a-f]+ <[^>]*>/x/' >"$out/$1.s"
}

# code_size NETWORK: the bytes of all functions that the step goes through.
code_size() {
  local start size name total=0
  while read -r start size name; do
    awk -v start="$start" -v end="$(printf '%016x' $((0x$start + 0x$size)))" '$1 "" >= start "" && $1 "" < end "" { found = 1; exit } END { exit !found }' "$out/$1.trace" &&
      total=$((total + 0x$size))
  done <<<"$nm"
  echo $total
}

cycles() { "$mca" -march=aarch64 -mcpu="$1" -iterations=1 "$out/$2.s" 2>/dev/null | awk '/^Total Cycles:/ { print $3 }'; }

arm64() {
  mca=${LLVM_MCA:-llvm-mca-19}
  command -v "$mca" >/dev/null || skip "no $mca (Debian: llvm-19)"
  command -v qemu-aarch64-static >/dev/null || skip 'no qemu-aarch64-static (Debian: qemu-user-static)'
  dotnet run -c Release --project "$here/Lstm.Golden" -- --cases "$out/cases.bin" >"$out/cases.log"
  [ -x "$out/arm64/driver" ] || "$here/Lstm.Arm64/run.sh" --out "$out/arm64" "$out/cases.bin" >"$out/arm64.log" 2>&1 || { cat "$out/arm64.log" >&2; exit 1; }
  echo "| network | code of a step | instructions | of them fmla | A53 | A72 | A76 |"
  echo "|---|---|---|---|---|---|---|"
  local network size
  for network in H8 H16 H32 H64; do
    follow $network
    as_assembly $network
    size=$(code_size $network)
    echo "| $network | $size bytes | $(wc -l <"$out/$network.trace") | $(grep -c '^fmla' "$out/$network.s") | $(cycles cortex-a53 $network) | $(cycles cortex-a72 $network) | $(cycles neoverse-n1 $network) |"
  done
}

for part in ${parts:-x64 arm64}; do $part; echo; done
