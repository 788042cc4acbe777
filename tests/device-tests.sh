#!/usr/bin/env bash
# device-tests.sh [--out DIR]   tests/IotDevice.Tests on a published program
#
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because the program or the tests are missing. Nothing is built.
#
#   IOT_DEVICE   the program, e.g. what sample-aot.sh published
. "$(dirname "$0")/Shared/checks.sh"
tests=$here/IotDevice.Tests/bin/Debug/net10.0/IotDevice.Tests
[ -x "${IOT_DEVICE:-}" ] || skip 'no published program'
[ -x "$tests" ] || skip 'the tests are not built: dotnet build tests/IotDevice.Tests'

"$tests" -noColor >"$out/log" 2>&1 || true
number() { sed -n "s/.*Total: .*$1: \([0-9]*\),.*/\1/p" "$out/log"; }
total=$(sed -n 's/.*Total: \([0-9]*\), .*/\1/p' "$out/log")
[ -n "$total" ] || { tail -40 "$out/log" >&2; say 'the tests ended without a result'; exit 1; }
failed=$(($(number Errors) + $(number Failed))) skipped=$(number Skipped)
passed=$((total - failed - skipped))
[ "$failed" = 0 ] || cat "$out/log" >&2
finish
