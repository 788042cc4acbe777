#!/usr/bin/env bash
# arm64-steps.sh [--out DIR]   instructions of a time step on ARM64, counted under QEMU, beside the figures of docs/device.md
#
# Publishes tests/Lstm.StepCount and follows one Step of each network, the fourth, instruction by instruction: from one entry of the layer
# to the next, the public surface and the caller's loop with it. More than 2 % beside the page's table is a failure. Where llvm-mca is
# installed it computes the cycles of exactly these instructions, everything in the first-level cache; the rows are markdown.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
#   LLVM_MCA          the program (llvm-mca-19; the N1, which stands for the A76, is in LLVM 16 and later)
. "$(dirname "$0")/Shared/checks.sh"
arm64=1
for_native
[ -n "${emulator[*]}" ] || skip 'QEMU counts them, on another machine than ARM64'
restorable dotnet publish "$here/Lstm.StepCount" --nologo -v m -c Release -r "$rid" -p:StripSymbols=false -p:DeviceFramework="$framework" \
  --artifacts-path "$out" -o "$out/app" "${linker[@]}" || skip "$why"
program=$out/app/Lstm.StepCount
mca=$(command -v "${LLVM_MCA:-llvm-mca-19}") || say "no llvm-mca-19 for the cycles (Debian: llvm-19)"

# Where QEMU puts a program, and there the code of the runtime (.text) and of C# (__managedcode).
export QEMU_CPU=cortex-a53
"${emulator[@]}" -d page -D "$out/page.log" "$program" 1:16 0
base=$(awk '$1 == "start_code" { print $2 }' "$out/page.log")
ranges=$(aarch64-linux-gnu-readelf -S -W "$program" | sed 's/^ *\[ *[0-9]*\]//' | awk '$1 == ".text" || $1 == "__managedcode" { print $3, $5 }' |
  while read -r start size; do printf ',0x%x+0x%s' $((base + 0x$start)) "$size"; done)

follow() { # NAME SIZE: the places in the program of the instructions that its fourth step executes
  local begin
  begin=$(aarch64-linux-gnu-nm "$program" | awk -v net="Lstm_StepCount_$1_g_" '$2 ~ /^[tT]$/ && index($3, net) && $3 ~ /__NeonBody__Lstm0$/ { print $1 }')
  [ -n "$begin" ] || { say "there is no NEON body of $1"; exit 1; }
  "${emulator[@]}" -singlestep -d exec,nochain -dfilter "${ranges#,}" -D "$out/$1.log" "$program" "$2" 5
  awk -F/ -v begin="$(printf '%016x' $((base + 0x$begin)))" '$2 == begin { n++ } n == 4 { print $2 } n == 5 { exit }' "$out/$1.log" |
    while read -r at; do printf '%x\n' $((0x$at - base)); done >"$out/$1.trace"
  rm "$out/$1.log"
}

as_assembly() { # NAME: those instructions as text, in their order; where a branch goes does not matter any more
  aarch64-linux-gnu-objdump -d --no-show-raw-insn "$program" | awk -v trace="$out/$1.trace" '
    BEGIN { while ((getline at < trace) > 0) { order[++n] = at; wanted[at] = 1 } }
    { at = $1; sub(/:$/, "", at); if (at in wanted) { sub(/^[^:]*:[ \t]*/, ""); text[at] = $0 } }
    END { print "x:"; for (i = 1; i <= n; i++) print text[order[i]] }' |
    sed -E 's/ *\/\/.*//; s/[0-9a-f]+ <[^>]*>/x/' >"$out/$1.s"
}
cycles() { [ -z "$mca" ] || "$mca" -march=aarch64 -mcpu="$1" -iterations=1 "$out/$2.s" 2>/dev/null | awk '/^Total Cycles:/ { print $3 }'; }

as_said() { # NAME SIZE: within 2 % of the figure in the page's table
  local counted said
  counted=$(wc -l <"$out/$1.trace")
  said=$(sed -n "s/^| $2 | \([0-9,]*\) |.*/\1/p" "$here/../docs/device.md" | tr -d ,)
  [ -n "$said" ] || { say "docs/device.md has no row of $2"; return 1; }
  [ $((counted * 50)) -ge $((said * 49)) ] && [ $((counted * 50)) -le $((said * 51)) ] || { say "$2: $counted instructions, in docs/device.md $said"; return 1; }
}

echo '| network | instructions | of them fmla | A53 | A72 | A76 |'
echo '|---|---|---|---|---|---|'
for network in Net1x16:1:16 Net1x32:1:32 Net16x128:16:128; do
  name=${network%%:*} size=${network#*:}
  follow "$name" "$size"
  as_assembly "$name"
  echo "| $size | $(wc -l <"$out/$name.trace") | $(grep -c '^fmla' "$out/$name.s") | $(cycles cortex-a53 "$name") | $(cycles cortex-a72 "$name") | $(cycles neoverse-n1 "$name") |"
done
for network in Net1x16:1:16 Net1x32:1:32 Net16x128:16:128; do check "${network#*:}: as many as docs/device.md says, within 2 %" as_said "${network%%:*}" "${network#*:}"; done
finish
