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
  echo "$name:"
  "${binutils}objdump" -d --no-show-raw-insn --start-address="0x$start" --stop-address="$((0x$start + 0x$size))" "$program" | sed -n 's/^ \+//p'
done
