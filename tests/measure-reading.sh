#!/usr/bin/env bash
# How long the trainer takes to read a CSV file beside pandas' C reader on the same file and the same core, one pass of one and one of the other in turn (processor
# time, fastest and median); in how much memory a network is trained on it; and whether it is, in a heap that the file is several times as large as. Three files: numbers with
# all 17 digits, short numbers (whole ones and two decimals), and both behind a column of times. Needs Debian's python3-pandas, and room in TMPDIR for
# twice the size of a file.
#
#     tests/measure-reading.sh [MEGABYTES] [PASSES] [CORE]
set -euo pipefail
export LC_ALL=C
megabytes=${1:-1000} passes=${2:-5} core=${3:-0} python=/usr/bin/python3
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/tests/Lstm.Learning" -c Release -v q >/dev/null
learning=$root/tests/Lstm.Learning/bin/Release/net10.0/Lstm.Learning.dll lstm=$root/tests/Lstm.Learning/bin/Release/net10.0/Lstm.Trainer.dll
# On one core the JIT's own thread gets no turn: methods with loops are compiled in full at once. A pass over the file's beginning comes first for both.
export DOTNET_TieredPGO=0 DOTNET_TC_QuickJitForLoops=0
cat > "$work/pandas_reader.py" <<'PY'
import sys, time
import pandas
pandas.read_csv(sys.argv[1] + ".beginning.csv")
start = time.process_time()
pandas.read_csv(sys.argv[1])
print(f"pandas-{pandas.__version__} {time.process_time() - start:.3f}")
PY
cat > "$work/made.py" <<'PY'
import sys
import numpy
kind, size, path = sys.argv[1], int(sys.argv[2]) * 1000000, sys.argv[3]
random, value, row, written = numpy.random.default_rng(1), numpy.zeros(8), 0, 0
form = {"long": ",".join(["%.17g"] * 8), "short": "%d,%.2f,%d,%.2f,%d,%.2f,%d,%.2f", "mixed": "%.17g,%.2f,%d,%.4f"}[kind]
with open(path, "w") as file:
    file.write("time,a,b,c,d\n" if kind == "mixed" else "a,b,c,d,e,f,g,h\n")
    while written < size:
        block = value + random.standard_normal((100000, 8)).cumsum(axis=0)
        value = block[-1]
        times = numpy.datetime_as_string(numpy.datetime64("2000-01-01T00:00:00") + numpy.arange(row, row + len(block))) if kind == "mixed" else None
        row += len(block)
        lines = [form % tuple(numbers[: form.count("%")]) for numbers in block.tolist()]
        text = "\n".join(lines if times is None else [f"{time},{line}" for time, line in zip(times, lines)]) + "\n"
        file.write(text)
        written += len(text)
PY
grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //'
for kind in long short mixed; do
  target=h inputs=7
  [ $kind = mixed ] && target=d inputs=3
  "$python" "$work/made.py" $kind "$megabytes" "$work/x.csv"
  echo "$kind: $(stat -c %s "$work/x.csv") bytes"
  for _ in $(seq "$passes"); do
    taskset -c "$core" dotnet "$learning" reading "$work/x.csv" --target $target
    taskset -c "$core" "$python" "$work/pandas_reader.py" "$work/x.csv"
  done | sort -k1,1 -k2,2n | awk '{ times[$1] = times[$1] " " $2; n[$1]++ } END { for (name in times) { split(times[name], t, " "); printf "  %-14s fastest %6.2f  median %6.2f s\n", name, t[1], t[int((n[name] + 1) / 2)] } }' | sort -r
  dotnet "$lstm" new "$work/x.lstm.json" --input $inputs --hidden 8 >/dev/null
  echo "  trained in     $(dotnet "$learning" memory "$work/x.csv" --target $target --spec "$work/x.lstm.json")"
  limit=$((megabytes * 200000)) # bytes: half of the numbers, as floats, or less
  [ $limit -lt 150000000 ] && limit=150000000
  DOTNET_GCHeapHardLimit=$(printf 0x%x $limit) dotnet "$lstm" train "$work/x.lstm.json" --data "$work/x.csv" --target $target --validation-share 0.2 --test-share 0.2 --epochs 1 --no-report --quiet > "$work/out" 2>&1 &
  train=$! most=0
  while kill -0 $train 2>/dev/null; do
    now=$(awk '/RssAnon/ { print $2 }' /proc/$train/status 2>/dev/null || true)
    [ "${now:-0}" -gt $most ] && most=$now
    sleep 0.05
  done
  wait $train && echo "  with a heap of $((limit / 1000000)) MB at most: trained to the end, $((most / 1000)) MB of memory that no file is behind; $(sed -n 's/.*memory: \(.* GB\) of them.*/\1 in temporary files/p' "$work/out")" || { cat "$work/out"; exit 1; }
  rm -f "$work"/x.*
done
