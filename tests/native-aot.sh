#!/usr/bin/env bash
# native-aot.sh [--out DIR]   publish tests/Lstm.Golden with NativeAOT, for three instruction sets, and check what it does
#
# Each binary names the body it should run, gives the hashes of tests/Lstm.Golden/golden.txt, keeps to its memory and
# allocates nothing; the publish gives no warning about trimming or compiling ahead of time. The same goes for the
# allocations of the program under the JIT.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for; unset: net10.0, or net9.0 if the packages of that cannot be had
. "$(dirname "$0")/Shared/checks.sh"
project=$here/Lstm.Golden/Lstm.Golden.csproj
committed=$here/Lstm.Golden/golden.txt

[ "$(uname -sm)" = 'Linux x86_64' ] || skip "written for x64 Linux, where NativeAOT leaves AVX2 out unless told"
for_native
grep -q ' avx2 ' /proc/cpuinfo && grep -q ' fma ' /proc/cpuinfo || skip "this processor has no AVX2"
best=Avx2
grep -q ' avx512f ' /proc/cpuinfo && grep -q ' avx512dq ' /proc/cpuinfo && best=Avx512

restores() { dotnet restore "$project" --nologo -r linux-x64 -p:GoldenAot=true -p:DeviceFramework="$framework" --artifacts-path "$out"; }
choose_framework restores || skip "$(no_packages)"
case $framework in
  net8.0|net9.0) level3=x86-x64-v3 ;;
  *) level3=x86-64-v3 ;; # spelled like this since .NET 10
esac

# without_warnings LOG: a warning of the compiler's about trimming or compiling ahead of time is a failure.
without_warnings() { ! grep -q 'warning IL[0-9]' "$1" || { grep 'warning IL[0-9]' "$1" >&2; return 1; }; }

says() { # FILE TEXT: the first line of the file has the text
  head -1 "$1" | grep -qF "$2" || { echo "instead of \"$2\": $(head -1 "$1")" >&2; return 1; }
}

same_hashes() { diff <(grep -v '^#' "$1") <(grep -v '^#' "$committed") >&2; }

survives() { "$@" --guard | tail -1 | grep -qx 'all survived'; }

# allocates_nothing STEPS PROGRAM…
allocates_nothing() {
  "${@:2}" --allocations "$1" >"$out/allocations.txt" || { grep -v ' 0 bytes in ' "$out/allocations.txt" >&2; return 1; }
  ! grep -v '^#' "$out/allocations.txt" | grep -qv ' 0 bytes in '
}

# binary NAME BODY HINT STEPS more-for-publish…
binary() {
  local name=$1 body=$2 hint=$3 steps=$4
  dotnet publish "$project" --nologo -v m -c Release --no-restore -r linux-x64 -p:GoldenAot=true -p:DeviceFramework="$framework" \
    --artifacts-path "$out" -o "$out/$name" "${linker[@]}" "${@:5}" >"$out/$name.log" 2>&1 || { cat "$out/$name.log" >&2; exit 1; }
  check "$name, no trim or AOT warnings" without_warnings "$out/$name.log"
  "$out/$name/Lstm.Golden" >"$out/$name.txt"
  check "$name, $body body" says "$out/$name.txt" "# $body body ("
  check "$name, compiled ahead of time" says "$out/$name.txt" "; NativeAOT X64$hint; numerics "
  check "$name, hashes" same_hashes "$out/$name.txt"
  check "$name, guard pages" survives "$out/$name/Lstm.Golden"
  check "$name, no allocation in $steps steps" allocates_nothing "$steps" "$out/$name/Lstm.Golden"
}

binary none Scalar '; AVX2 was compiled out: publish with LstmInstructionSet=avx2' 10000 -p:LstmInstructionSet=none
binary default Avx2 '' 1000000
binary level3 Avx2 '' 1000000 -p:IlcInstructionSet="$level3"
binary native "$best" '' 1000000 -p:IlcInstructionSet=native

must jit dotnet build "$project" --nologo -v q -c Release -p:DeviceFramework=net10.0 --artifacts-path "$out/jit"
jit=$(find "$out/jit/bin" -name Lstm.Golden.dll | head -1)
check "JIT, no allocation in 1000000 steps" allocates_nothing 1000000 dotnet "$jit"

finish
