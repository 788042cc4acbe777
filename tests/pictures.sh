#!/usr/bin/env bash
# pictures.sh [--sizes I:H,…] [--processor NAME]   makes the README's pictures anew, in docs/images
#
# time-per-step.svg is what the benchmarks' 'compare' measures beside the peers that are installed (GCC, ONNX Runtime, PyTorch),
# pinned to the last core: on a machine that does nothing else. gates.svg is out of the report of a network that is trained for
# it on the sample's simulated pump. Without ONNX Runtime or PyTorch their curves are missing, and the command says so.
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=1:8,1:16,1:32,4:32,8:64,16:128,128:256 processor=()
while [ $# -gt 0 ]; do
  case $1 in
    --sizes) sizes=$2 ;;
    --processor) processor=(--processor "$2") ;;
    *) sed -n '2s/^# //p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
benchmarks() { dotnet run -c Release --project tests/Lstm.Benchmarks -- "$@"; }
benchmarks --help >/dev/null # built before anything is measured
pinned=$(command -v taskset >/dev/null && echo "taskset -c $(($(nproc) - 1))") || pinned=
$pinned dotnet run -c Release --no-build --project tests/Lstm.Benchmarks -- compare --sizes "$sizes" --csv >"$work/compare.csv"
benchmarks chart "$work/compare.csv" docs/images/time-per-step.svg "${processor[@]}"

lstm() { dotnet run -c Release --project src/Lstm.Trainer -- "$@"; }
dotnet run -c Release --project samples/IotDevice -- simulate --runs 6 --seed 1 --output "$work/runs.csv"
lstm new "$work/pump.lstm.json" --input 4 --hidden 8 --task binary
lstm train "$work/pump.lstm.json" --data "$work/runs.csv" --sequence-column run --inputs speed,flow,temperature,vibration --target damaged \
  --validation-share 0.3 --bptt 144 --epochs 12 --learning-rate 0.01 --seed 1
benchmarks gates "$work/pump.report.html" docs/images/gates.svg --title 'A run of the pump, a sample every 10 minutes, through an LSTM of 8 units' \
  --drawing 'vibration=one of the four inputs: vibration' --drawing 'Forget gate' --drawing 'Input gate' --drawing 'Cell state' \
  --drawing 'damaged=output: what it was trained to say (dotted) and what it says, damaged'
ls -l docs/images
