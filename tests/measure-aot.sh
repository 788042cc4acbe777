#!/usr/bin/env bash
# measure-aot.sh [OPTIONS OF compare]   publish tests/Lstm.Benchmarks with NativeAOT, and compare it with the JIT
#
# Rows called ours-aot are the binary, compiled for this machine's processor. Without options: the modes step and run of
# generated code alone. Exit code: 0 measured, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$here/Lstm.Benchmarks
out=$here/../artifacts/measure-aot
mkdir -p "$out"

say() { echo "measure-aot: $*" >&2; }
skip() { say "skipped: $*"; exit 77; }

[ "$(uname -s)" = Linux ] || skip 'written for Linux'
command -v clang >/dev/null || command -v gcc >/dev/null || skip 'no clang or gcc to link with'
linker=()
command -v clang >/dev/null || linker=(-p:CppCompilerAndLinker=gcc)

dotnet publish "$project" --nologo -v m -c Release --use-current-runtime -p:BenchmarksAot=true ${DeviceFramework:+-p:DeviceFramework="$DeviceFramework"} \
  -p:IlcInstructionSet=native "${linker[@]}" --artifacts-path "$out" -o "$out/native" >"$out/publish.log" 2>&1 || {
  grep -q 'error NU110[0-9]' "$out/publish.log" && skip "the NativeAOT packages cannot be restored: $(grep -o 'Unable to find [^,.]*package [^ ]*' "$out/publish.log" | head -1)"
  cat "$out/publish.log" >&2
  exit 1
}

[ $# -gt 0 ] || set -- --only ours --modes step,run
dotnet run -c Release --project "$project" -p:DeviceFramework=net10.0 -- compare --aot "$out/native/Lstm.Benchmarks" "$@"
