# checks.sh, which the scripts of tests begin with: an output folder (--out DIR), what is said, what is counted.
#
# A script's first line after the interpreter is its usage. What it counts as a check, it prints; `finish` closes it with
# "N passed, N failed, N skipped" and ends it with 0 if nothing failed, else 1. `skip` ends it with 77.
set -euo pipefail
export LC_ALL=C DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset LSTM_ISA LstmInstructionSet IlcInstructionSet
here=$(cd "$(dirname "$0")" && pwd)
script=$(basename "$0" .sh)
out=$here/../artifacts/$script
arm64=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?}; shift 2 ;;
    --arm64) sed -n 2p "$0" | grep -q -- '\[--arm64\]' || { sed -n '2p' "$0" >&2; exit 2; }; arm64=1; shift ;;
    *) sed -n '2p' "$0" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
passed=0 failed=0 skipped=0

say() { echo "$script: $*" >&2; }
skip() { say "skipped: $*"; exit 77; }
# skip_part WHAT WHY: counted, and the script goes on.
skip_part() { echo "$1: SKIPPED, $2"; skipped=$((skipped + 1)); }
# check WHAT COMMAND…
check() { if "${@:2}"; then echo "$1: ok"; passed=$((passed + 1)); else fail "$1"; fi; }
fail() { echo "$1: FAILED"; failed=$((failed + 1)); }
# try LOG COMMAND…: its output is shown when it fails.
try() { "${@:2}" >"$out/$1.log" 2>&1 || { tail -30 "$out/$1.log" >&2; return 1; }; }
# must LOG COMMAND…: nothing after it would make sense.
must() { try "$@" || { fail "$1"; finish; }; }
finish() {
  if [ $skipped = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
  [ $failed = 0 ]
  exit
}

# for_native: what a NativeAOT publish needs, in $rid and $linker; it links with clang unless told otherwise, and gcc does as well. With
# --arm64 it is one for ARM64: its programs run by $emulator on each of the processors $cpus, C is compiled by $cc.
for_native() {
  [ "$(uname -s)" = Linux ] || skip 'written for Linux'
  framework=${DeviceFramework:-net10.0}
  rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
  linker=() emulator=() cpus=$rid cc=$(command -v gcc || command -v clang) || skip 'no clang or gcc to link with'
  command -v clang >/dev/null || linker=(-p:CppCompilerAndLinker=gcc)
  if [ -z "$arm64" ] || [ "$rid" = linux-arm64 ]; then return; fi
  local tool
  for tool in clang llvm-objcopy:llvm aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu qemu-aarch64-static:qemu-user-static; do
    command -v "${tool%:*}" >/dev/null || skip "no ${tool%:*} (Debian: ${tool#*:})"
  done
  rid=linux-arm64
  emulator=(qemu-aarch64-static)
  cpus=${ARM64_CPUS:-cortex-a53 cortex-a72 neoverse-n1 max}
  cc=aarch64-linux-gnu-gcc
  # Without GCRegionRange the garbage collector reserves 256 GB of addresses, and QEMU spends a second and hundreds of MB on a table of them.
  export QEMU_LD_PREFIX=/usr/aarch64-linux-gnu QEMU_SET_ENV=DOTNET_GCRegionRange=10000000
}

# restorable COMMAND…: whether the packages that the command restores are to be had; if not, $why. Any other failure ends the script.
restorable() {
  "$@" >"$out/restore.log" 2>&1 && { say "$framework, $rid"; return 0; }
  lacks_packages "$out/restore.log" || { cat "$out/restore.log" >&2; exit 1; }
  why="the packages of NativeAOT for $framework, $rid, cannot be restored: $why"
  return 1
}
# lacks_packages LOG: whether that is why a restore failed; $why is the first of them.
lacks_packages() { grep -q 'error NU110[0-9]' "$1" && why=$(grep -o 'Unable to find [^,.]*package [^ ]*' "$1" | head -1); }

# runnable PROGRAM: writes PROGRAM.run, which runs it here whatever it is compiled for, on the processor $QEMU_CPU.
runnable() { printf '#!/bin/sh\nexec %s "%s" "$@"\n' "${emulator[*]}" "$1" >"$1.run" && chmod +x "$1.run"; }
