#!/usr/bin/env bash
# measure-first-step.sh [--out DIR]   what a network's first step costs in a fresh process: under the JIT, from ReadyToRun, with NativeAOT
#
# The fastest of 9 processes each, one form after the other in turn: what disturbs a process makes it slower only. A form whose packs
# cannot be restored, or that cannot be linked, is left out and says so. Nothing is installed.
#
#   ROUNDS   another number of processes
. "$(dirname "$0")/Shared/checks.sh"
project=$here/Lstm.FirstStep
rounds=${ROUNDS:-9}
forms=() programs=()

# form NAME PROGRAM [VARIABLE=VALUE…]
form() { forms+=("$1"); programs+=("env ${*:3} $2"); }
publish() { # FORM MORE…
  dotnet publish "$project" --nologo -v q -c Release -p:FirstStepForm="$1" --artifacts-path "$out/$1.build" -o "$out/$1" "${@:2}" >"$out/$1.log" 2>&1 ||
    { say "$1 is left out: $(grep -m1 -o 'error .*' "$out/$1.log" | cut -c1-200)"; return 1; }
}

must jit dotnet build "$project" --nologo -v q -c Release --artifacts-path "$out/jit.build"
jit="dotnet $(find "$out/jit.build/bin" -name Lstm.FirstStep.dll | head -1)"
form JIT "$jit"
form 'JIT, scalar body' "$jit" LSTM_ISA=scalar
! publish ready-to-run || form ReadyToRun "$out/ready-to-run/Lstm.FirstStep"
[ "$(uname -s)" != Linux ] || command -v clang >/dev/null || linker=(-p:CppCompilerAndLinker=gcc)
! publish native-aot "${linker[@]}" -p:IlcInstructionSet=native || form NativeAOT "$out/native-aot/Lstm.FirstStep"

for k in "${!forms[@]}"; do echo "${forms[k]}: $(${programs[k]} --describe)"; done
fastest() { awk -v column="$1" 'NR == 1 || $column < least { least = $column } END { print least }' "$2"; }
echo "first step in ms (and a later one in µs)"
printf '| layers × units |'; printf ' %s |' "${forms[@]}"; printf '\n|---|'; printf -- '---|%.0s' "${forms[@]}"; echo
for network in $($jit); do
  for k in "${!forms[@]}"; do : >"$out/times.$k"; done
  for ((round = 0; round < rounds; round++)); do
    for k in "${!forms[@]}"; do ${programs[k]} "$network" >>"$out/times.$k"; done
  done
  printf '| %s |' "$network"
  for k in "${!forms[@]}"; do
    awk -v first="$(fastest 2 "$out/times.$k")" -v rest="$(fastest 3 "$out/times.$k")" 'BEGIN { printf " %.3f (%.2f) |", first / 1000, rest }'
  done
  echo
done
