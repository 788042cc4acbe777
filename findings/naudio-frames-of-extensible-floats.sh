#!/bin/sh
# Guess: WaveFileReader.ReadNextSampleFrame gives 0.5 for a sample of 0.5: its summary promises samples as floats, and it does so for a WAVE file
#        whose format tag says floats (3).
# What happens: where the tag is WAVE_FORMAT_EXTENSIBLE with the sub-format of floats (what many recorders and libsndfile write for floats), the
#        bits of the float are taken for an integer: 0.5 comes as 0.4921875, -0.25 as -0.51171875, no error. ToSampleProvider reads both right
#        (the method is marked obsolete in its favour, for its speed and allocation, not for this).
# Version: NAudio.Core 3.3.0 (NuGet), .NET 10
# Source: https://github.com/naudio/NAudio (WaveFileReader); Microsoft, "Multiple channel audio data and WAVE files" (sub-format GUIDs)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > probe.cs <<'CS'
#:package NAudio.Core@3.3.0
#pragma warning disable CS0618 // obsolete: the finding is about it
using System;
using System.IO;
using NAudio.Wave;

float[] samples = [0.5f, -0.25f, 0.125f];
bool isAsFound = true;
foreach (bool isExtensible in new[] { false, true })
{
    var file = new MemoryStream();
    var writer = new BinaryWriter(file);
    int formatLength = isExtensible ? 40 : 16, dataLength = 4 * samples.Length;
    writer.Write("RIFF"u8);
    writer.Write(4 + 8 + formatLength + 8 + dataLength);
    writer.Write("WAVEfmt "u8);
    writer.Write(formatLength);
    writer.Write((ushort)(isExtensible ? 0xFFFE : 3));
    writer.Write((ushort)1);
    writer.Write(48_000);
    writer.Write(4 * 48_000);
    writer.Write((ushort)4);
    writer.Write((ushort)32);
    if (isExtensible)
    {
        writer.Write((ushort)22);
        writer.Write((ushort)32);
        writer.Write(4);
        writer.Write(new Guid("00000003-0000-0010-8000-00aa00389b71").ToByteArray());
    }

    writer.Write("data"u8);
    writer.Write(dataLength);
    foreach (float sample in samples)
        writer.Write(sample);
    writer.Flush();

    file.Position = 0;
    using var reader = new WaveFileReader(file);
    float first = reader.ReadNextSampleFrame()![0], second = reader.ReadNextSampleFrame()![0];
    reader.Position = 0;
    var provided = new float[samples.Length];
    reader.ToSampleProvider().Read(provided);
    Console.WriteLine(FormattableString.Invariant($"extensible {isExtensible}: ReadNextSampleFrame {first} {second}; ToSampleProvider {provided[0]} {provided[1]}"));
    isAsFound &= provided.AsSpan().SequenceEqual(samples) && (first, second) == (isExtensible ? (0.4921875f, -0.51171875f) : (0.5f, -0.25f));
}
Console.WriteLine(isAsFound ? "As found: extensible floats are taken for integers." : "This has changed.");
return isAsFound ? 0 : 1;
CS
dotnet run probe.cs
