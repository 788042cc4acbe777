#!/usr/bin/env bash
# Random inputs for longer than a test run has time for: tests/fuzz.sh [HOURS], one by default. Damaged data and model files for the readers
# (Lstm.Trainer.Tests), drawn networks against the double-precision reference and ONNX Runtime on every body (Lstm.EndToEnd.Tests), each round from
# a seed of its own. dotnet test has the same with fixed seeds. A round that fails prints what repeats it. The last line is "N passed, N failed".
set -uo pipefail
export LC_ALL=C UseSharedCompilation=true
cd "$(dirname "$0")/.." || exit 1
end=$((SECONDS + ${1:-1} * 3600))
dotnet build -v q tests/Lstm.Trainer.Tests && dotnet build -v q tests/Lstm.EndToEnd.Tests || exit 1
passed=0 failed=0
# round PROJECT VARIABLES CLASSES…: one run of some classes.
round() {
  local project=$1 variables=$2 log code
  shift 2
  local classes=()
  for class in "$@"; do classes+=(-class "*$class"); done
  log=$(env $variables "tests/$project/bin/Debug/net10.0/$project" -noColor "${classes[@]}" 2>&1)
  code=$?
  if [ $code = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $variables"; grep -A 14 '\[FAIL\]' <<<"$log"; fi
}
while [ $SECONDS -lt $end ]; do
  seed=$((RANDOM * 32768 + RANDOM))
  round Lstm.Trainer.Tests "LSTM_FUZZ_SEED=$seed LSTM_FUZZ_ROUNDS=4000" DataFuzzTests ImportFuzzTests
  round Lstm.EndToEnd.Tests "LSTM_SEED=$seed LSTM_ORACLE_MODELS=300 LSTM_NETWORKS=200" RandomModelTests OnnxRuntimeTests GuardedStepTests OptionTests RandomNetworkTests
  echo "seed $seed: $passed passed, $failed failed so far"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
