#!/usr/bin/env bash
# neon-listing.sh [--out DIR]   publish tests/Lstm.Golden for ARM64 and print the machine code of every NEON body
#
# tests/Lstm.Disassembly.Tests --neon checks the listing, tests/measure-neon.sh measures it. Only the cross tools are needed.
# Exit code: 0 printed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
. "$(dirname "$0")/Shared/checks.sh"
arm64=1
for_native
project=$here/Lstm.Golden/Lstm.Golden.csproj
restorable dotnet publish "$project" --nologo -v m -c Release -r "$rid" -p:GoldenAot=true -p:StripSymbols=false -p:DeviceFramework="$framework" \
  --artifacts-path "$out" -o "$out/arm64" "${linker[@]}" || skip "$why"
program=$out/arm64/Lstm.Golden
binutils=
[ -z "${emulator[*]}" ] || binutils=aarch64-linux-gnu-
"${binutils}nm" -S "$program" | awk 'NF == 4 && $3 ~ /^[tT]$/ && $4 ~ /__NeonBody__/ { print $1, $2, $4 }' | while read -r start size name; do
  printf '%x %x %s\n' "0x$start" $((0x$start + 0x$size)) "$name"
done >"$out/bodies"
# One pass over the program: an address is in a body from its first to the one behind its last; in the order of nm.
"${binutils}objdump" -d --no-show-raw-insn --section=__managedcode "$program" | awk -v bodies="$out/bodies" '
  function before(a, b) { return length(a) != length(b) ? length(a) < length(b) : (a "") < (b "") }
  BEGIN { while ((getline line <bodies) > 0) { split(line, body, " "); start[++n] = body[1]; end[n] = body[2]; name[n] = body[3]; at[body[1]] = at[body[1]] " " n } }
  { address = $1 }
  !sub(/:$/, "", address) || NF < 2 { next }
  address in at { count = split(at[address], now, " ") }
  { sub(/^ +/, ""); open = 0
    for (i = 1; i <= count; i++) if (now[i] && before(address, end[now[i]])) { text[now[i]] = text[now[i]] $0 "\n"; open = 1 } else now[i] = 0
    if (!open) count = 0 }
  END { for (i = 1; i <= n; i++) printf "%s:\n%s", name[i], text[i] }'
