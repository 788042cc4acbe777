#!/usr/bin/env bash
# How long the trainer takes to read a CSV file, and in how much memory, beside pandas' C reader on the same file: seconds of processor time (the
# fastest and the median of some repeats in one process, the first one with everything still to be compiled) and peak memory beyond the program's own.
# "prepared" is with three parts and standardised, as lstm train has it. Two files: numbers with all 17 digits, and with four decimals. Needs Debian's python3-pandas.
#
#     tests/measure-reading.sh [MEGABYTES] [REPEATS]
set -euo pipefail
export LC_ALL=C
megabytes=${1:-200} repeats=${2:-5} python=/usr/bin/python3
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/src/Lstm.Training" -c Release -v q >/dev/null
cat > "$work/reading.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><TieredPGO>false</TieredPGO></PropertyGroup>
  <ItemGroup><ProjectReference Include="$root/src/Lstm.Training/Lstm.Training.csproj" /></ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;

long Peak() => long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
var options = new DataOptions { Path = args[0], Format = new CsvFormat(), InputsOnly = true };
if (args[2] == "prepared")
{
    options = options with { InputsOnly = false, Target = new NumberTarget(["h"]), Split = new SplitByTime(0.2, 0.2) };
}
double[] times = new double[int.Parse(args[1])];
File.WriteAllText(args[0] + ".small", string.Join('\n', File.ReadLines(args[0]).Take(3)));
DataSet.Read(options with { Path = args[0] + ".small", Split = null });
long before = Peak(), values = 0, peak = 0;
for (int i = 0; i < times.Length; i++)
{
    GC.Collect();
    var start = Process.GetCurrentProcess().TotalProcessorTime;
    var data = DataSet.Read(options);
    values = new[] { data.Train, data.Validation, data.Test }.SelectMany(part => part).Sum(sequence => (long)sequence.Inputs.Length + sequence.Targets.Length);
    times[i] = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
    peak = i == 0 ? Peak() - before : peak;
}
Console.WriteLine(FormattableString.Invariant($"first {times[0]:0.00}  fastest {times.Min():0.00}  median {times.Order().ElementAt(times.Length / 2):0.00} s, {peak / 1e6:0} MB for {values * 8 / 1e6:0} MB of numbers ({(double)peak / values / 8:0.00} times)"));
CS
cat > "$work/pandas_reader.py" <<'PY'
import resource, statistics, sys, time
import pandas
path, repeats = sys.argv[1], int(sys.argv[2])
pandas.read_csv(path + ".small")
before, times = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
for i in range(repeats):
    start = time.process_time()
    frame = pandas.read_csv(path)
    times.append(time.process_time() - start)
    if i == 0: peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    size = frame.size * 8
    del frame
print(f"first {times[0]:.2f}  fastest {min(times):.2f}  median {statistics.median(times):.2f} s, {peak / 1e6:.0f} MB for {size / 1e6:.0f} MB of numbers ({peak / size:.2f} times)   pandas {pandas.__version__}")
PY
cat > "$work/made.py" <<'PY'
import sys
import numpy
rows, path, digits = int(sys.argv[1]), sys.argv[2], sys.argv[3]
random, value = numpy.random.default_rng(1), numpy.zeros(8)
with open(path, "w") as file:
    file.write("a,b,c,d,e,f,g,h\n")
    while rows > 0:
        block = value + random.standard_normal((min(rows, 100000), 8)).cumsum(axis=0)
        value, rows = block[-1], rows - len(block)
        file.writelines(",".join([digits % number for number in row]) + "\n" for row in block.tolist())
PY
dotnet build "$work" -c Release -v q >/dev/null
grep -m 1 'model name' /proc/cpuinfo | sed 's/.*: //'
for digits in %.17g %.4f; do
  bytes=158; [ $digits = %.4f ] && bytes=75
  rows=$((megabytes * 1000000 / bytes))
  "$python" "$work/made.py" "$rows" "$work/x.csv" "$digits"
  echo "$(stat -c %s "$work/x.csv") bytes, numbers written with $digits"
  for what in read prepared; do
    printf '  %-15s %s\n' "lstm, $what" "$(dotnet "$work/bin/Release/net10.0/reading.dll" "$work/x.csv" "$repeats" $what)"
  done
  echo "  pandas          $("$python" "$work/pandas_reader.py" "$work/x.csv" "$repeats")"
done
