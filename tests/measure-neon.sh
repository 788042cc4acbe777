#!/usr/bin/env bash
# measure-neon.sh [--out DIR] [LISTING]   cycles of the NEON bodies' loops over columns, as llvm-mca computes them, in markdown
#
# LISTING is what tests/neon-listing.sh prints; without one it is made. A loop takes four
# columns of a block of units; "sums" are all columns of a layer that is written out. The bound is what the multiply-adds
# alone take: their number, divided by how many the processor begins per cycle.
#
# Which model of LLVM's stands for which processor:
#   cortex-a72    Cortex-A72: LLVM uses its model of the A57, in which a 128-bit fmla takes both 64-bit pipes, one per cycle
#   neoverse-n1   Cortex-A76: LLVM's model "cortex-a76" is the A57's as well; the N1 is the same core for servers, two per cycle
#   cortex-a53    Cortex-A53: in order, one per cycle; the model lets no load finish before an fmla that began earlier
#
# LLVM_MCA names the program (llvm-mca-19; the N1 is in LLVM 16 and later). Exit code 77: a tool is missing.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../artifacts/neon listing=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?}; shift 2 ;;
    -*) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) listing=$1; shift ;;
  esac
done
mca=${LLVM_MCA:-llvm-mca-19}
command -v "$mca" >/dev/null || { echo "skipped: no $mca (Debian: llvm-19)" >&2; exit 77; }
mkdir -p "$out/loops"
if [ -z "$listing" ]; then
  listing=$out/neon.txt
  "$here/neon-listing.sh" --out "$out/golden" >"$listing"
fi
dotnet run -c Release --project "$here/Lstm.Disassembly.Tests" -- --neon-loops "$listing" "$out/loops"

cycles() { "$mca" -march=aarch64 -mcpu="$1" -iterations=1000 "$2" | awk '/^Total Cycles:/ { printf "%.1f", $3 / 1000 }'; }
cell() { # cycles bound
  awk -v cycles="$1" -v bound="$2" 'BEGIN { printf " %.1f | %.1f | %.2f |", cycles, bound, cycles / bound }'
}

echo "| units | code | multiply-adds | A72 | bound | ratio | A76 | bound | ratio | A53 | bound | ratio |"
echo "|---|---|---|---|---|---|---|---|---|---|---|---|"
while read -r units code; do
  file=$out/loops/$code.s
  [ -f "$file" ] || { echo "$listing has no $code: look at what is in $out/loops" >&2; exit 1; }
  fused=$(grep -c '^fmla' "$file")
  printf '| %s | %s | %s |' "$units" "$code" "$fused"
  cell "$(cycles cortex-a72 "$file")" "$fused"
  cell "$(cycles neoverse-n1 "$file")" "$(awk "BEGIN { print $fused / 2 }")"
  cell "$(cycles cortex-a53 "$file")" "$fused"
  echo
done <<'LOOPS'
8 H8.Lstm0.sums
16 H16.Lstm0.sums
32 H32.Lstm0.1
64 H64.Lstm0Panel.1
130 H130Stack.Lstm0Panel.1
LOOPS
