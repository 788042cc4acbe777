#!/usr/bin/env bash
# native-aot.sh [--out DIR] [--arm64]   publish tests/Lstm.Golden with NativeAOT, for three instruction sets or for ARM64, and check what it does
#
# Each binary names the body it should run, gives the hashes of tests/Lstm.Golden/golden.txt, keeps to its memory and
# allocates nothing; the publish gives no warning about trimming or compiling ahead of time. The same goes for the
# allocations of the program under the JIT. ARM64 is run by QEMU, the hashes on each processor.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
#   ARM64_CPUS        the processors (cortex-a53 cortex-a72 neoverse-n1 max)
#   ANYDRIVE          the weights of a real network, whose hash on ARM64 is to be this machine's
. "$(dirname "$0")/Shared/checks.sh"
project=$here/Lstm.Golden/Lstm.Golden.csproj
committed=$here/Lstm.Golden/golden.txt

for_native
if [ "$rid" != linux-arm64 ]; then
  [ "$rid" = linux-x64 ] || skip 'written for x64, where NativeAOT leaves AVX2 out unless told, and ARM64'
  grep -q ' avx2 ' /proc/cpuinfo && grep -q ' fma ' /proc/cpuinfo || skip "this processor has no AVX2"
fi
best=Avx2
grep -q ' avx512f ' /proc/cpuinfo && grep -q ' avx512dq ' /proc/cpuinfo && best=Avx512

restorable dotnet restore "$project" --nologo -r "$rid" -p:GoldenAot=true -p:DeviceFramework="$framework" --artifacts-path "$out" || skip "$why"
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

publish() { # NAME more…
  must "$1" dotnet publish "$project" --nologo -v m -c Release --no-restore -r "$rid" -p:GoldenAot=true -p:DeviceFramework="$framework" \
    --artifacts-path "$out" -o "$out/$1" "${linker[@]}" "${@:2}"
  check "$1, no trim or AOT warnings" without_warnings "$out/$1.log"
}

# binary NAME BODY HINT STEPS more-for-publish…
binary() {
  local name=$1 body=$2 hint=$3 steps=$4
  publish "$name" "${@:5}"
  "$out/$name/Lstm.Golden" >"$out/$name.txt"
  check "$name, $body body" says "$out/$name.txt" "# $body body ("
  check "$name, compiled ahead of time" says "$out/$name.txt" "; NativeAOT X64$hint; numerics "
  check "$name, hashes" same_hashes "$out/$name.txt"
  check "$name, guard pages" survives "$out/$name/Lstm.Golden"
  check "$name, no allocation in $steps steps" allocates_nothing "$steps" "$out/$name/Lstm.Golden"
}

# on CPU BODY: the ARM64 program on that processor.
on() {
  QEMU_CPU=$1 LSTM_ISA=${2,} "${emulator[@]}" "$out/arm64/Lstm.Golden" >"$out/arm64.txt" || true
  check "$1, $2 body, compiled ahead of time" says "$out/arm64.txt" "# $2 body (forced by LSTM_ISA of: neon, scalar; NativeAOT Arm64; numerics "
  check "$1, $2 body, hashes" same_hashes "$out/arm64.txt"
}

must jit dotnet build "$project" --nologo -v q -c Release -p:DeviceFramework=net10.0
jit=$here/Lstm.Golden/bin/Release/net10.0/Lstm.Golden.dll # the other scripts' too: 40 networks on four bodies take the compiler half a minute

if [ "$rid" = linux-arm64 ]; then
  publish arm64 -p:StripSymbols=false
  rm -rf "$out/weights" && mkdir "$out/weights"
  must weights dotnet "$jit" --weight-files "$out/weights"
  export GOLDEN_WEIGHTS=$out/weights
  "${emulator[@]}" "$out/arm64/Lstm.Golden" --guard >"$out/guard.txt" || true
  check 'without a word from the environment it is the NEON body' says "$out/guard.txt" '# Neon body (the widest of: neon, scalar; NativeAOT Arm64; numerics '
  for cpu in $cpus; do on "$cpu" Neon; done
  on "$cpu" Scalar
  check 'guard pages' grep -qx 'all survived' "$out/guard.txt"
  check 'no allocation in 1000 steps' allocates_nothing 1000 "${emulator[@]}" "$out/arm64/Lstm.Golden"
  if [ -f "${ANYDRIVE:-}" ]; then
    real() { "$@" --weights Anydrive "$ANYDRIVE" | grep -v '^#'; }
    check 'the weights of a real network, the hash of the JIT' [ "$(real "${emulator[@]}" "$out/arm64/Lstm.Golden")" = "$(real dotnet "$jit")" ]
  else
    skip_part 'the weights of a real network' "no ${ANYDRIVE:-file is named}"
  fi
  finish
fi

binary none Scalar '; AVX2 was compiled out: publish with LstmInstructionSet=avx2' 10000 -p:LstmInstructionSet=none
binary default Avx2 '' 1000000
binary level3 Avx2 '' 1000000 -p:IlcInstructionSet="$level3"
binary native "$best" '' 1000000 -p:IlcInstructionSet=native
check "JIT, no allocation in 1000000 steps" allocates_nothing 1000000 dotnet "$jit"

finish
