#!/usr/bin/env bash
# Whether the trainer learns: the short form of every problem in tests/Lstm.Learning, less than a minute of processor time.
# A goal that is missed fails. The last line is "N passed, N failed".
set -uo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 1
rows=$(dotnet run -c Release --project tests/Lstm.Learning -- all --quick)
code=$?
echo "$rows"
met=$(grep -c '| met |$' <<<"$rows")
missed=$(grep -c '| MISSED |$' <<<"$rows")
[ "$missed" = 0 ] && [ "$code" != 0 ] && { echo "exit code $code"; missed=1; }
echo "$met passed, $missed failed"
[ "$missed" = 0 ] && [ "$met" -gt 0 ]
