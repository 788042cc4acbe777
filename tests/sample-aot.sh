#!/usr/bin/env bash
# sample-aot.sh [--out DIR] [--arm64]   publish samples/IotDevice with NativeAOT for this machine or ARM64, run the memory cell and the pump
#
# OUT/app/IotDevice.run runs what was published: with --arm64 by QEMU, on the processor that QEMU_CPU names (cortex-a53).
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
. "$(dirname "$0")/Shared/checks.sh"
project=$here/../samples/IotDevice/IotDevice.csproj
for_native
export QEMU_CPU=${QEMU_CPU:-cortex-a53}

# The line of docs/device.md, word for word.
line=$(sed -n "s/^    \(dotnet publish .* -r $rid samples[^ ]*\).*/\1/p" "$here/../docs/device.md")
publishes() { cd "$here/.." && eval "$line ${linker[*]}"; }
restorable publishes || skip "$why"
rm -rf "$out/app" && cp -r "$here/../samples/IotDevice/bin/Release/$framework/$rid/publish" "$out/app"
runnable "$out/app/IotDevice"
iot=$out/app/IotDevice.run
say "$(stat -c %s "$out/app/IotDevice") bytes"

printf 'x1,x2,x3\n1,0,0\n3,1,0\n2,0,0\n4,1,0\n2,0,0\n1,0,1\n3,-1,0\n6,1,0\n1,0,1\n' |
  "$iot" --model memory-cell --input - >"$out/results.jsonl" 2>"$out/summary.txt" || { cat "$out/summary.txt" >&2; exit 1; }
cat "$out/results.jsonl" "$out/summary.txt"
"$iot" >"$out/pump.jsonl" 2>"$out/pump.txt" || { cat "$out/pump.txt" >&2; exit 1; }
tail -1 "$out/pump.jsonl"
cat "$out/pump.txt"
numbers() { sed 's/.*"y":\[\?\([^]},]*\).*/\1/' "$1" | paste -sd' '; }
no_warnings() { ! grep -q 'warning IL[0-9]' "$out/restore.log"; }
right_answers() { [ "$(numbers "$out/results.jsonl")" = '0 0 0 0 0 7 0 0 6' ]; }
no_allocation() { grep -q '\b0 bytes allocated' "$1"; }
budget=2400000
within_budget() { [ "$(stat -c %s "$out/app/IotDevice")" -lt $budget ]; }
announced() { tail -1 "$out/pump.jsonl" | grep -q '"alarm":true}$' && grep -Eq 'still on at the end: [0-9.]+ h before the bearing failed$' "$out/pump.txt"; }

# The tests hold the hash of this text under the JIT.
golden=$(sed -n 's/.*Golden = "\([0-9A-F]\{64\}\)".*/\L\1/p' "$here/IotDevice.Tests/PumpRunTests.cs")
same_bytes() { [ "$("$iot" simulate --runs 2 --seed 1 | sha256sum)" = "$golden  -" ]; }
# The largest float, which sensors put out for a fault: refused by its range, and without one taken back.
wild='[3.4028235e38,3.4028235e38,3.4028235e38,3.4028235e38]'
unbounded=(--range speed=: --range flow=: --range temperature=: --range vibration=:)
outlives() { # EXPECTED ARGUMENTS…: the answer behind it is the one that would have come without it
  local sound='[2900,100,50,2]' expected
  expected=$(printf '%s\n' "$sound" "$sound" | "$iot" --quiet --input - | numbers /dev/stdin) &&
    [ "$(printf '%s\n' "$sound" "$wild" "$sound" | "$iot" --quiet --input - "${@:2}" 2>"$out/wild.txt" | numbers /dev/stdin)" = "${expected/ / $1}" ]
}
"$iot" --selftest >"$out/selftest.txt" || true
cat "$out/selftest.txt"
check 'the self-test passes' grep -q '^self-test passed$' "$out/selftest.txt"
check 'no trim or AOT warnings' no_warnings
check "the file has less than $budget bytes" within_budget
check 'nine rows give 0 0 0 0 0 7 0 0 6' right_answers
check '0 bytes allocated in the loop' no_allocation "$out/summary.txt"
check 'the pump announces its failure' announced
check '0 bytes allocated in its loop' no_allocation "$out/pump.txt"
check 'a sample out of range is not seen' outlives ''
check 'a step without an answer is taken back' outlives 'null ' "${unbounded[@]}"
check 'the simulator gives the same bytes as under the JIT' same_bytes
finish
