#!/bin/sh
# What a model adds to a build: one project built with and without a network of some 300,000 weights, and the
# generator's own time as the compiler reports it; medians of several builds. Once the project holds a single empty
# class, so that the model is the first real code that the compiler meets, and once a small program. The compiler server
# is the script's own and ends by itself after ten idle minutes.
#
#     tests/measure-build.sh [repeats]
set -eu
repeats=${1:-5}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build "$root/src/Lstm.Generator" -c Release -v q >/dev/null
dotnet build "$root/src/Lstm.Runtime" -c Release -f net10.0 -v q >/dev/null

project() {
    mkdir -p "$work/$1"
    cat > "$work/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ReportAnalyzer>true</ReportAnalyzer>
  </PropertyGroup>
  <Import Project="$root/src/Lstm.Runtime/build/Lstm.Embedded.props" />
  <ItemGroup>
    <Reference Include="$root/src/Lstm.Runtime/bin/Release/net10.0/Lstm.Runtime.dll" />
    <Analyzer Include="$root/src/Lstm.Generator/bin/Release/netstandard2.0/Lstm.Generator.dll" />
  </ItemGroup>
  <Import Project="$root/src/Lstm.Runtime/build/Lstm.Embedded.targets" />
</Project>
XML
    if [ "$2" = empty ]; then
        echo "public class Some { public int Number => 1; }" > "$work/$1/Some.cs"
    else
        cat > "$work/$1/Some.cs" <<'CS'
#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Measured;

/// <summary>Readings of a sensor, one number a line.</summary>
public sealed class Readings(string path)
{
    private readonly List<float> values = [];

    public string? Name { get; init; }

    public int Read()
    {
        foreach (string line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            if (!float.TryParse(line, out float value))
            {
                throw new FormatException($"'{line}' in {Name ?? path} is no number.");
            }
            values.Add(value);
        }
        return values.Count;
    }

    public float Mean(ReadOnlySpan<float> others)
    {
        float sum = values.Sum();
        for (int i = 0; i < others.Length; i++)
        {
            sum += others[i];
        }
        return sum / Math.Max(1, values.Count + others.Length);
    }
}
CS
    fi
    dotnet restore "$work/$1" -v q >/dev/null
}

# One build from scratch of what the project itself compiles; $2 says whether the compiler server helps.
build() {
    rm -rf "$work/$1/bin" "$work/$1/obj/Debug"
    before=$(date +%s%N)
    dotnet build "$work/$1" --no-restore -v d -p:UseSharedCompilation="$2" -p:SharedCompilationId="measure-$$" -nodeReuse:false > "$work/$1.log"
    echo $(( ($(date +%s%N) - before) / 1000000 ))
}

median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

for kind in empty program; do
    project "Without-$kind" $kind
    project "With-$kind" $kind
    cat > "$work/With-$kind/Large.lstm.json" <<'JSON'
{ "input": 16, "layers": [ { "type": "lstm", "hidden": 256 }, { "type": "dense", "size": 64 }, { "type": "dense", "size": 1 } ] }
JSON
    for server in false true; do
        for name in Without With; do build "$name-$kind" $server >/dev/null; done # once for the disk's sake
        : > "$work/Without.times"; : > "$work/With.times"; : > "$work/generator.times"
        i=0
        while [ $i -lt "$repeats" ]; do
            for name in Without With; do build "$name-$kind" $server >> "$work/$name.times"; done
            sed -n 's/^ *\(<\{0,1\}[0-9.]*\) .*Lstm\.Generator\.ModelGenerator.*/\1/p' "$work/With-$kind.log" | head -1 >> "$work/generator.times"
            i=$((i + 1))
        done
        without=$(median < "$work/Without.times"); with=$(median < "$work/With.times")
        echo "project $kind, compiler server $server: without $without ms, with $with ms, added $((with - without)) ms; generator $(median < "$work/generator.times") s"
    done
done
