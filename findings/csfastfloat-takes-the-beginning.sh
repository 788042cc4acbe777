#!/bin/sh
# Guess: FastDoubleParser.TryParseDouble is false for a text that is no number, as double.TryParse is: its summary says that it tries to parse a
#        double from a string in the given number style.
# What happens: it is true if the text begins with a number, and gives that: "3-2" is 3, "1.5mm" is 1.5. A damaged field of a CSV file is a
#        wrong number without a word. The overload that tells how many characters it consumed shows it: compare that with the length.
# Version: csFastFloat 4.1.6 (NuGet), .NET 10
# Source: https://github.com/CarlVerret/csFastFloat (README; the XML documentation of TryParseDouble)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > probe.cs <<'CS'
#:package csFastFloat@4.1.6
using System;
using System.Globalization;
using csFastFloat;

bool isAsFound = true;
foreach (var (text, value, consumed) in new[] { ("3-2", 3.0, 1), ("1.5mm", 1.5, 3) })
{
    bool usual = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    bool fast = FastDoubleParser.TryParseDouble(text.AsSpan(), out double result);
    bool counted = FastDoubleParser.TryParseDouble(text.AsSpan(), out int count, out _);
    Console.WriteLine(FormattableString.Invariant($"{text}: double.TryParse {usual}; TryParseDouble {fast}, {result}; it consumed {count} of {text.Length} characters"));
    isAsFound &= !usual && fast && result == value && counted && count == consumed;
}
Console.WriteLine(isAsFound ? "As found: the beginning of a text is taken for the whole." : "This has changed.");
return isAsFound ? 0 : 1;
CS
dotnet run probe.cs
