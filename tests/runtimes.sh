#!/usr/bin/env bash
# runtimes.sh [--out DIR]   the golden networks on every runtime and in every form of code that .NET has: the recorded bits
#
# One line for each says what ran. Every form is asked for what it is: the body and runtime by the program's own first lines, the
# compiler's tier by the list that it writes of what it compiled (DOTNET_JitDisasmSummary), since a setting that no longer takes
# effect would compare a program with itself. NativeAOT has a script of its own, native-aot.sh; ARM64 arm64.sh.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped. Nothing is installed; where packs, musl or Node.js are absent a line says so.
#
#   RUNTIMES_SHORT=1   the form for CI: without .NET 9 and the single file that is not trimmed
. "$(dirname "$0")/Shared/checks.sh"
[ "$(uname -sm)" = 'Linux x86_64' ] || skip 'written for x64 Linux'
project=$here/Lstm.Golden/Lstm.Golden.csproj
browser=$here/Lstm.Golden.WebAssembly
hashes=$here/Lstm.Golden/golden.txt
arguments=() watch=() ran=$out/ran.txt listing=$out/listing.txt

# runs RUNTIME BODY [VARIABLE=VALUE…] COMMAND…: the command, with ${arguments[@]}, says that this runtime ran this body (a part of its
# first two lines each; '' is any body) and gives the bits of $hashes. What it compiled, if ${watch[@]} asks for it, is in $listing.
runs() {
  local runtime=$1 body=$2
  "${watch[@]}" env "${@:3}" "${arguments[@]}" >"$ran.all" 2>"$ran.err" || { tail -5 "$ran.err" >&2; return 1; }
  grep 'JIT compiled' "$ran.all" >"$listing" || true
  grep -v 'JIT compiled' "$ran.all" >"$ran"
  sed -n '1,2s/^# /  /p' "$ran"
  [[ $(sed -n 1p "$ran") == "# $body"* ]] || { echo "instead of the body $body" >&2; return 1; }
  sed -n 1,2p "$ran" | grep -qF -- "$runtime" || { echo "instead of $runtime" >&2; return 1; }
  diff <(grep -v '^#' "$ran") <(grep -v '^#' "$hashes") >&2
}

# tier NAME: how many methods of emitted bodies were compiled so, by the list: 'Tier0', 'Tier1', 'Tier1-OSR', 'Instrumented Tier0', 'FullOpts', 'MinOpts'.
tier() { grep 'Body:' "$listing" | grep -cE "\[$1[, ]" || true; }
# compiled CONDITION…: each a tier, one of = < > and a number, of the last run.
compiled() {
  local condition name count
  for condition; do
    name=${condition%%[=<>]*} count=$(tier "${condition%%[=<>]*}")
    echo "  $count methods: $name"
    case $condition in
      *=*) [ "$count" = "${condition##*=}" ] ;;
      *'<'*) [ "$count" -lt "${condition##*<}" ] ;;
      *) [ "$count" -gt "${condition##*>}" ] ;;
    esac || { echo "asked for was $condition" >&2; return 1; }
  done
}
# with_tiers CONDITIONS RUNTIME BODY …: a run, and what was compiled in it. The list goes to the standard output, a line at a time: with a
# file of its own (DOTNET_JitStdOutFile) the compiler that still works in the background when a program ends would write to a closed one.
with_tiers() {
  local -a conditions watch=(stdbuf -oL env DOTNET_JitDisasmSummary=1)
  IFS=, read -ra conditions <<<"$1"
  runs "${@:2}" && compiled "${conditions[@]}"
}

# published NAME PUBLISH-ARGUMENTS…: into $out/NAME; false, and a visible skip, where a feed lacks the packs.
published() {
  dotnet publish "${@:2}" --nologo -v q -c Release --artifacts-path "$out/build" -o "$out/$1" >"$out/$1.log" 2>&1 && return
  if lacks_packages "$out/$1.log"; then
    skip_part "$1" "not to be restored: $why"
  else
    tail -20 "$out/$1.log" >&2
    fail "$1"
  fi
  return 1
}

must build dotnet build "$project" --nologo -v q -c Release
golden=(dotnet "$here/Lstm.Golden/bin/Release/net10.0/Lstm.Golden.dll")

# jit NAME CONDITIONS BODY [VARIABLE=VALUE…]. The methods of vector bodies are compiled once, with all optimisations (AggressiveOptimization),
# unless nothing is optimised; those of the scalar body go through the tiers.
jit() { check "JIT, $1" with_tiers "$2" 'JIT X64' "$3" "${@:4}" "${golden[@]}"; }
widest=Avx
grep -q ' avx2 ' /proc/cpuinfo && grep -q ' fma ' /proc/cpuinfo || widest=Scalar
jit 'widest body' 'FullOpts>20' $widest
jit 'widest body, nothing optimised' 'MinOpts>20,FullOpts=0' $widest DOTNET_JITMinOpts=1
export LSTM_ISA=scalar
jit 'scalar body, tier 0' 'Tier0>20,Tier1=0,Tier1-OSR=0' Scalar DOTNET_TieredPGO=0 DOTNET_TC_CallCounting=0 DOTNET_TC_OnStackReplacement=0
jit 'scalar body, replaced on the stack' 'Tier1-OSR>20,Tier1=0' Scalar DOTNET_TieredPGO=0 DOTNET_TC_CallCounting=0 DOTNET_TC_OnStackReplacement_InitialCounter=1 DOTNET_OSR_HitLimit=1
jit 'scalar body, tier 1 after instrumented code' 'Tier1>20,Instrumented Tier0>20' Scalar DOTNET_TC_CallCountingDelayMs=0
jit 'scalar body, tier 1 at once' 'FullOpts>20,Tier0=0,Tier1=0' Scalar DOTNET_TieredCompilation=0
jit 'scalar body, nothing optimised' 'MinOpts>20,FullOpts=0' Scalar DOTNET_JITMinOpts=1
unset LSTM_ISA
check 'server GC' runs 'server GC' '' DOTNET_gcServer=1 "${golden[@]}"
check 'no FMA instruction, fmaf of glibc' runs 'JIT X64' Scalar DOTNET_EnableHWIntrinsic=0 "${golden[@]}"

if published ready-to-run "$project" -p:GoldenRuntime=linux-x64 -p:GoldenForm=ready-to-run; then
  for body in '' scalar; do
    # What is left to the JIT: what says AggressiveOptimization, and a few small methods that only such ones call.
    check "ReadyToRun, ${body:-widest} body" with_tiers 'Tier0<20,FullOpts>0' 'JIT X64' '' LSTM_ISA="$body" DOTNET_TC_CallCounting=0 "$out/ready-to-run/Lstm.Golden"
  done
fi

forms='single-file trimmed' versions='8 9'
[ -z "${RUNTIMES_SHORT:-}" ] || forms='trimmed' versions='8'
is_one_file() { [ -z "$(find "$1" -name '*.dll' -o -name '*.so')" ]; }
for form in $forms; do
  published "$form" "$project" -p:GoldenRuntime=linux-x64 -p:GoldenForm="$form" || continue
  check "$form, one file, no warnings" eval 'is_one_file "$out/$form" && ! grep "warning IL" "$out/$form.log"'
  check "$form" runs 'JIT X64' '' "$out/$form/Lstm.Golden"
done

for version in $versions; do
  published "net$version" "$project" -p:DeviceFramework="net$version.0" -p:GoldenRuntime=linux-x64 || continue
  for body in '' scalar; do
    check ".NET $version, ${body:-widest} body" runs ".NET $version." '' LSTM_ISA="$body" "$out/net$version/Lstm.Golden"
  done
done

# musl: its loader, and a libstdc++, which Debian has for glibc only: that one, with the eight things that it asks of glibc and musl lacks.
libstdcxx_for_musl() {
  mkdir -p "$out/musl-libraries"
  cp -L "$(gcc -print-file-name=libstdc++.so.6)" "$(gcc -print-file-name=libgcc_s.so.1)" "$out/musl-libraries" &&
    gcc -shared -fPIC -O2 -nostdlib -fno-builtin -fno-stack-protector -U_FORTIFY_SOURCE -o "$out/musl-libraries/ld-linux-x86-64.so.2" "$here/Lstm.Golden/musl/glibc.c"
}
if [ ! -e /lib/ld-musl-x86_64.so.1 ] || ! command -v gcc >/dev/null; then
  skip_part 'musl' 'no /lib/ld-musl-x86_64.so.1 (Debian: musl) or no gcc'
elif published musl "$project" -p:GoldenRuntime=linux-musl-x64; then
  must musl-libraries libstdcxx_for_musl
  mkdir -p "$out/weights"
  must weights "${golden[@]}" --weight-files "$out/weights"
  musl() { check "musl, $1" runs linux-musl-x64 "$2" LD_LIBRARY_PATH="$out/musl-libraries" GOLDEN_WEIGHTS="$out/weights" "${@:3}" "$out/musl/Lstm.Golden"; }
  musl 'widest body' ''
  musl 'scalar body' Scalar LSTM_ISA=scalar
  musl 'no FMA instruction, fmaf of musl' Scalar DOTNET_EnableHWIntrinsic=0
fi

# WebAssembly: the interpreter takes hundreds of times as long, so the first steps.
if ! command -v node >/dev/null; then
  skip_part 'WebAssembly' 'no Node.js'
elif published webassembly "$browser"; then
  cp "$browser/main.mjs" "$out/webassembly/wwwroot"
  arguments=(--steps 60)
  "${golden[@]}" "${arguments[@]}" >"$out/first-steps.txt"
  hashes=$out/first-steps.txt
  check 'WebAssembly, the first 60 steps' runs 'interpreter Wasm' Scalar node "$out/webassembly/wwwroot/main.mjs"
fi
finish
