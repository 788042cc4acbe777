#!/usr/bin/env bash
# c-callers.sh [--out DIR] [--arm64]   build the networks of tests/Lstm.CCallers as libraries for C, and call them from C, C++ and Rust
#
# A shared and a static library by NativeAOT; a C, a C++ and a Rust program, compiled with every warning, print the bits that the C#
# program prints, under the JIT and with NativeAOT. What crossing the border costs is printed, not judged. With --arm64 QEMU runs the
# C programs.
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because a tool or package is missing. Nothing is installed.
#
#   DeviceFramework   the framework to compile for (net10.0)
#   ARM64_CPUS        the processors (cortex-a53 cortex-a72 neoverse-n1 max)
. "$(dirname "$0")/Shared/checks.sh"
project=$here/Lstm.CCallers

for_native
compilerpp=
if [ -z "${emulator[*]}" ]; then compilerpp=$(command -v g++ || command -v clang++) || skip 'no g++ or clang++'; fi

restorable dotnet restore "$project" --nologo -r "$rid" -p:CCallersAot=true -p:DeviceFramework="$framework" --artifacts-path "$out/build" || skip "$why"

publish() { # NAME more…: an artifacts folder each, since what the kinds compile differs
  rm -rf "${out:?}/$1"
  must "$1" dotnet publish "$project" --nologo -v m -c Release -r "$rid" -p:CCallersAot=true -p:DeviceFramework="$framework" \
    --artifacts-path "$out/build-$1" -o "$out/$1" "${linker[@]}" "${@:2}"
  check "$1: no trim or AOT warnings" without_warnings "$out/$1.log"
}
without_warnings() { ! grep 'warning ' "$1" >&2; }
[ -n "${emulator[*]}" ] || publish program
publish shared -p:NativeLib=Shared
publish static -p:NativeLib=Static
say "shared library $(stat -c %s "$out/shared/Lstm.CCallers.so") bytes"

# What C# gets.
must jit dotnet build "$project" --nologo -v q -c Release -p:DeviceFramework=net10.0
jit=$here/Lstm.CCallers/bin/Release/net10.0/Lstm.CCallers.dll
must weights dotnet "$jit" --weights "$out" "$project/Models"
dotnet "$jit" "$out" >"$out/jit.txt"
[ -n "${emulator[*]}" ] || "$out/program/Lstm.CCallers" "$out" >"$out/program.txt"
expected=$((500 + 500 + 150)) # one result a step, one of two values every other step, three values for each of 50 tokens
complete() { [ "$(wc -l <"$1")" = $expected ] && ! grep -qi nan "$1"; }
check "C#: $expected results" complete "$out/jit.txt"
[ -n "${emulator[*]}" ] || check 'C#, NativeAOT: the same bits' cmp "$out/jit.txt" "$out/program.txt"

# What C and C++ get, with either library. The headers are for C11 and C++11, and give no warning there.
strict='-O2 -Wall -Wextra -Werror -pedantic'
rpath=-Wl,-rpath,$out/shared
# shellcheck disable=SC2086
builds() { # NAME COMPILER STANDARD SOURCE LIBRARY…
  "$2" -std="$3" $strict -I"$out/shared" -o "$out/$1" "$project/$4" "${@:5}" 2>"$out/$1.log" || { cat "$out/$1.log" >&2; return 1; }
}
same() { "${emulator[@]}" "$out/$1" "$out" >"$out/$1.txt" 2>"$out/$1.err" || { cat "$out/$1.err" >&2; return 1; }; cmp "$out/$1.txt" "$out/jit.txt"; }
static=("$out/static/Lstm.CCallers.a" "@$out/static/Lstm.CCallers.link")
check 'both publishes write the same headers' diff -r <(cd "$out/shared" && cat ./*.h) <(cd "$out/static" && cat ./*.h)
check 'C11, shared: compiles' builds c-shared "$cc" c11 caller.c -L"$out/shared" -l:Lstm.CCallers.so "$rpath" -pthread
for cpu in $cpus; do QEMU_CPU=$cpu check "C11, shared: the bits of C#, $cpu" same c-shared; done
check 'C11, static: compiles' builds c-static "$cc" c11 caller.c "${static[@]}"
for cpu in $cpus; do QEMU_CPU=$cpu check "C11, static: the bits of C#, $cpu" same c-static; done
if [ -n "$compilerpp" ]; then
  check 'C++14, shared: compiles' builds cpp-shared "$compilerpp" c++14 caller.cpp "$out/shared/Lstm.CCallers.so" "$rpath"
  check 'C++14, shared: the bits of C#' same cpp-shared
  check 'C++14, static: compiles' builds cpp-static "$compilerpp" c++14 caller.cpp "${static[@]}"
  check 'C++14, static: the bits of C#' same cpp-static
fi

# Rust, where there is a compiler of it: the first network's 500 results.
if [ -n "${emulator[*]}" ]; then
  : # as C++, for this machine alone
elif command -v rustc >/dev/null; then
  rust() { rustc --edition 2021 -D warnings -O -o "$out/rust" "$project/caller.rs" -C link-arg="$out/shared/Lstm.CCallers.so" -C link-arg="$rpath" 2>"$out/rust.log" || { cat "$out/rust.log" >&2; return 1; }; }
  check 'Rust, shared: compiles' rust
  check 'Rust, shared: the bits of C#' cmp <("$out/rust") <(grep '^gasalarm' "$out/jit.txt")
else
  skip_part Rust 'no rustc'
fi

header() { echo "#include \"gasalarm.h\"" | "$2" -x "$1" -std="$3" $strict -I"$out/shared" -fsyntax-only -; }
for standard in c11 c17; do check "the header alone, $standard" header c "$cc" $standard; done
for standard in ${compilerpp:+c++11 c++17}; do check "the header alone, $standard" header c++ "$compilerpp" $standard; done

# Nothing is exported but what the headers say.
exports() { diff <(nm -D --defined-only "$out/shared/Lstm.CCallers.so" | awk '$2 == "T" { print $3 }' | grep -v '^_\|^DotNetRuntime' | sed 's/@.*//' | sort) <(sed -n 's/^[a-z][a-z_]* \([a-z]*_[a-z_]*\)(.*/\1/p' "$out"/shared/*.h | sort) >&2; }
check 'the exports are those of the headers' exports
refuses() { # a body that does not exist: a code and a text, no crash
  LSTM_ISA=abacus "${emulator[@]}" "$out/c-shared" "$out" >/dev/null 2>"$out/isa.err" && return 1
  grep -q 'there is no such body' "$out/isa.err" || { cat "$out/isa.err" >&2; return 1; }
}
check 'LSTM_ISA=abacus is an error code' refuses
for body in scalar $([ "$rid" = linux-x64 ] && echo avx2 || echo neon); do
  other() { LSTM_ISA=$body "${emulator[@]}" "$out/c-shared" "$out" 2>"$out/body.err" | cmp - "$out/jit.txt" && grep -q "forced by LSTM_ISA" "$out/body.err"; }
  check "LSTM_ISA=$body: the same bits" other
done

[ -z "${emulator[*]}" ] || finish
taskset=; command -v taskset >/dev/null && taskset='taskset -c 0'
for round in 1 2 3; do
  say "round $round: $($taskset "$out/program/Lstm.CCallers" --cost), $($taskset "$out/c-shared" --cost) (shared), $($taskset "$out/c-static" --cost) (static)"
done
finish
