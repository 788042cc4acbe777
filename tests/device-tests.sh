#!/usr/bin/env bash
# device-tests.sh [--out DIR]   tests/IotDevice.Tests on a published program
#
# Exit code: 0 all passed, 1 not, 2 usage, 77 skipped because the program or the tests are missing. Nothing is built.
#
#   IOT_DEVICE   the program, e.g. what sample-aot.sh published
. "$(dirname "$0")/Shared/checks.sh"
. "$here/Shared/counts.sh"
tests=$here/IotDevice.Tests/bin/Debug/net10.0/IotDevice.Tests
[ -x "${IOT_DEVICE:-}" ] || skip 'no published program'
[ -x "$tests" ] || skip 'the tests are not built: dotnet build tests/IotDevice.Tests'

"$tests" -noColor >"$out/log" 2>&1 || true
add_up_tests "$out/log" || { tail -40 "$out/log" >&2; say 'the tests ended without a result'; exit 1; }
[ "$failed" = 0 ] || cat "$out/log" >&2
finish
