#!/usr/bin/env bash
# run.sh [--out DIR] [--host] CASES             compile tests/Lstm.Arm64/Kernels for ARM64 and run the cases
# run.sh [--out DIR] [--host] --disassemble RE  compile and show the machine code of the symbols that match RE
#
# CASES is described in driver.c, the rest in README.md. --host compiles for this machine instead, whatever it is.
# Exit code: 0 all passed, 1 not, 2 usage, 70 the code needs a runtime, 77 skipped because a tool or package is missing.
#
#   DeviceFramework   the framework to compile for; unset: net10.0, or net9.0 if the packages of that cannot be had
#   INSTRUCTION_SET   what to allow the compiler above the baseline, e.g. armv8.2-a,dotprod
#   CPU_FEATURES      without a runtime: the runtime's mask of features found (0x8 has Dp)
#   QEMU_CPU          the emulated processor (cortex-a53)
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../artifacts/arm64
cases='' symbols='' host=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?}; shift 2 ;;
    --host) host=1; shift ;;
    --disassemble) symbols=${2:?}; shift 2 ;;
    -*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) cases=$(realpath "$1"); shift ;;
  esac
done
[ -n "$cases$symbols" ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ -z "$cases" ] || [ -f "$cases" ] || { echo "no such file: $cases" >&2; exit 2; }
mkdir -p "$out"
out=$(cd "$out" && pwd)
project=$here/Kernels/Lstm.Arm64.Kernels.csproj
frameworks=${DeviceFramework:-net10.0 net9.0}

say() { echo "arm64: $*" >&2; }
skip() { say "skipped: $*"; exit 77; }
have() { command -v "$1" >/dev/null; }
# A command whose output is of interest only when it fails.
quietly() { "$@" >"$out/log" 2>&1 || { cat "$out/log" >&2; exit 1; }; }

# restorable RID: the first framework (in $framework) whose packages for that runtime can be had, or the reason not (in $why).
restorable() {
  for framework in $frameworks; do
    if dotnet restore "$project" --nologo -r "$1" -p:DeviceFramework="$framework" --artifacts-path "$out/$1" >"$out/restore.log" 2>&1; then return 0; fi
    grep -q 'error NU110[0-9]' "$out/restore.log" || { cat "$out/restore.log" >&2; exit 1; }
  done
  why=$(grep -o 'Unable to find package [^ ]*\|Unable to find a stable package [^ ]*' "$out/restore.log" | head -1)
  return 1
}

publish() { # RID NativeLib more-for-publish...
  quietly dotnet publish "$project" --nologo -v q -c Release --no-restore -r "$1" -p:DeviceFramework="$framework" \
    -p:NativeLib="$2" -p:StripSymbols=false --artifacts-path "$out/$1" "${@:3}"
}

list_exports() { sed -n 's/^.* T golden_\([^@]*\).*$/EXPORT(\1)/p' >"$out/exports.h"; [ -s "$out/exports.h" ] || { say "the library exports no golden_NAME"; exit 1; }; }

# The ordinary way: a shared library with its runtime in it, from dotnet publish.
ordinary() { # RID GCC more-for-publish...
  publish "$1" Shared ${INSTRUCTION_SET:+-p:IlcInstructionSet="${INSTRUCTION_SET//,/%2c}"} "${@:3}"
  object=$(find "$out/$1/bin" -path '*/native/*' -name 'Lstm.Arm64.Kernels.so' | head -1)
  ${prefix}nm -D "$object" | list_exports
  quietly "$2" -O1 -I"$out" -o "$out/driver" "$here/driver.c" "$object" -Wl,-rpath,"$(dirname "$object")"
}

# The way around missing packages: this machine's compiler, told to make ARM64 code, and no runtime.
without_runtime() {
  local ilc rsp corelib
  publish linux-x64 Static -p:LstmInstructionSet=none -getProperty:IlcToolsPath
  ilc=$(sed -n 's#\\#/#g; s#/tools/*$#/tools/ilc#p' "$out/log" | tail -1)
  rsp=$(find "$out/linux-x64/obj" -name 'Lstm.Arm64.Kernels.ilc.rsp' | head -1)
  corelib=$(sed -n 's/^-r:\(.*\/System.Private.CoreLib.dll\)$/\1/p' "$rsp")
  say "compiler $ilc"

  # A core library with live ARM intrinsics.
  quietly dotnet build "$here/CorelibPatch" --nologo -v q -c Release --artifacts-path "$out/patch"
  quietly dotnet "$out/patch/bin/Lstm.Arm64.CorelibPatch/release/corelib-patch.dll" "$corelib" "$out/System.Private.CoreLib.dll"

  # The compiler's response file, changed where the target differs. Without --dehydrate the data are in the object as
  # the program sees them; with it, the runtime would first have to unfold them.
  object=$out/managed.o
  sed -e "s#^-r:.*/System.Private.CoreLib.dll\$#-r:$out/System.Private.CoreLib.dll#" -e "s#^-o:.*#-o:$object#" \
    -e 's#^--targetarch:.*#--targetarch:arm64#' -e '/^--instruction-set/d' -e '/^--dehydrate/d' -e '/^-g$/d' "$rsp" >"$out/arm64.rsp"
  [ -z "${INSTRUCTION_SET:-}" ] || echo "--instruction-set:$INSTRUCTION_SET" >>"$out/arm64.rsp"
  (cd "$(dirname "$project")" && quietly "$ilc" @"$out/arm64.rsp")
  aarch64-linux-gnu-nm "$object" | list_exports

  # A static field that the compiler could not work out is initialised through these two functions of the core library,
  # which cannot do their work here: they give way to functions that say so.
  aarch64-linux-gnu-objcopy --wildcard --weaken-symbol='*_ClassConstructorRunner__CheckStaticClassConstruction*' "$object"
  aarch64-linux-gnu-nm "$object" | sed -n 's/^.* W \(.*_ClassConstructorRunner__.*\)$/\1/p' >"$out/missing"

  # Link once to learn what is missing, and again with a function for each of these that tells on its caller.
  local link=(aarch64-linux-gnu-gcc -O1 -static -I"$out" -DCPU_FEATURES="${CPU_FEATURES:-0}" -o "$out/driver"
    "$here/driver.c" "$here/noruntime.c" "$object" -lm -Wl,--gc-sections)
  "${link[@]}" >"$out/log" 2>&1 || sed -n "s/.*undefined reference to \`\([^']*\)'.*/\1/p" "$out/log" | sort -u >>"$out/missing"
  while read -r name; do
    printf '.globl %s\n%s: adr x0, 1f\n b runtime_call\n1: .asciz "%s"\n.balign 4\n' "$name" "$name" "$name"
  done <"$out/missing" >"$out/missing.s"
  quietly "${link[@]}" "$out/missing.s"
  object=$out/driver
}

machine=$(uname -m)
run=()
prefix=
if [ -n "$host" ] || [ "$machine" = aarch64 ]; then
  rid=linux-${machine/x86_64/x64}; rid=${rid/aarch64/arm64}
  have gcc || skip "no gcc"
  restorable "$rid" || skip "the packages for $rid: $why"
  say "natively on $machine, $framework, dotnet publish -r $rid"
  ordinary "$rid" gcc
else
  prefix=aarch64-linux-gnu-
  have ${prefix}gcc || skip "no ${prefix}gcc (Debian: gcc-aarch64-linux-gnu libc6-dev-arm64-cross)"
  have qemu-aarch64-static || [ -n "$symbols" ] || skip "no qemu-aarch64-static (Debian: qemu-user-static)"
  run=(qemu-aarch64-static -cpu "${QEMU_CPU:-cortex-a53}" -L /usr/aarch64-linux-gnu)
  if restorable linux-arm64; then
    say "dotnet publish -r linux-arm64, $framework, under QEMU"
    # NativeAOT links with clang by default and gives it --target, which a cross gcc neither needs nor knows.
    printf '#!/bin/bash\nargs=()\nfor arg; do [[ $arg == --target=* ]] || args+=("$arg"); done\nexec %sgcc "${args[@]}"\n' "$prefix" >"$out/linker"
    chmod +x "$out/linker"
    ordinary linux-arm64 ${prefix}gcc -p:CppCompilerAndLinker="$out/linker"
  else
    say "dotnet publish -r linux-arm64 is not possible here: ${why:-its packages cannot be restored}"
    [ "$machine" = x86_64 ] || skip "and the way around it needs an x64 machine"
    restorable linux-x64 || skip "the NativeAOT packages for linux-x64: $why"
    say "x64-hosted compiler for ARM64, no runtime, $framework, under QEMU"
    without_runtime
  fi
fi

if [ -n "$symbols" ]; then
  ${prefix}nm -S "$object" | awk -v re="$symbols" 'NF == 4 && $3 ~ /^[tT]$/ && $4 ~ re { print $1, $2, $4 }' | while read -r start size name; do
    echo "$name:"
    ${prefix}objdump -d --no-show-raw-insn --start-address="0x$start" --stop-address="$((0x$start + 0x$size))" "$object" | sed -n 's/^ \+//p'
  done
fi
[ -z "$cases" ] || "${run[@]}" "$out/driver" "$cases"
