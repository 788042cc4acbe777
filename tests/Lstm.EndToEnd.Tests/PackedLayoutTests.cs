using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lstm.Golden;
using Lstm.Shared;
using Xunit;
using Versions = Lstm.Embedded.Numerics;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Packed weights lie in memory as tests/Lstm.Golden/layout.txt records it for the layout's version: code that was built for that number
/// reads them so. Where the packing is meant to change, raise the version in the library and in Emit/Versions, and run this test with
/// LSTM_UPDATE_BASELINES=1. That records another version, or networks that are new; it never records other bytes under the same number.
/// </summary>
public class PackedLayoutTests
{
    private const string Update = "LSTM_UPDATE_BASELINES";

    private static readonly string File = Path.Combine(Repository.Root, "tests/Lstm.Golden/layout.txt");

    [Fact]
    public void Packed_weights_are_those_of_the_version()
    {
        string[] now = [$"layout {Versions.LayoutVersion}", .. GoldenNetworks.All.Select(Packed)];
        string[] recorded = System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [""];
        if (Environment.GetEnvironmentVariable(Update) == "1" && (recorded[0] != now[0] || recorded.All(now.Contains)))
        {
            System.IO.File.WriteAllText(File, string.Concat(now.Select(line => line + "\n")));
            return;
        }
        Assert.Equal(recorded, now);
    }

    private static string Packed(GoldenNetwork network)
    {
        var packed = network.Load(network.WeightFile()).Weights.Span;
        return $"{network.Name} {packed.Length} {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(packed)))[..16]}";
    }
}
