using System;
using System.IO;
using Lstm.Embedded;
using Lstm.Shared;
using Xunit;

namespace Lstm.Runtime.Tests.PublicApi;

/// <summary>
/// The public surface of the runtime, type by type, is what docs/public-api.txt says. A change of it breaks programs and the
/// code of packages already built, so it has to be seen in review: run these tests with LSTM_UPDATE_API=1 to write the file
/// anew, then look at what git shows.
/// </summary>
public class PublicApiTests
{
    [Fact]
    public void SurfaceIsTheReviewedOne()
    {
        string path = SnapshotPath();
        string surface = PublicSurface.Of(typeof(Isa).Assembly);
        if (Environment.GetEnvironmentVariable("LSTM_UPDATE_API") == "1")
        {
            File.WriteAllText(path, surface);
        }
        Assert.True(File.Exists(path), $"{path} is missing; LSTM_UPDATE_API=1 writes it.");
        string reviewed = File.ReadAllText(path).Replace("\r", "", StringComparison.Ordinal);
        Assert.True(surface == reviewed, $"The public surface is not that of docs/public-api.txt. If it is meant to change, run this test with LSTM_UPDATE_API=1 and review the difference. It is now:\n{surface}");
    }

    [Fact]
    public void SurfaceShowsKindsMembersAndNullability()
    {
        string surface = PublicSurface.Of(typeof(Isa).Assembly);
        Assert.Contains("static class Lstm.Embedded.Isa\n", surface, StringComparison.Ordinal);
        Assert.Contains("    static InstructionSet Active { get; }\n", surface, StringComparison.Ordinal);
        Assert.Contains("    const string EnvironmentVariable = \"LSTM_ISA\"\n", surface, StringComparison.Ordinal);
        Assert.Contains("sealed class Lstm.Embedded.LstmModelAttribute : Attribute\n", surface, StringComparison.Ordinal);
        Assert.Contains("    string? Weights { get; set; }\n", surface, StringComparison.Ordinal);
        Assert.Contains("enum Lstm.Embedded.InstructionSet\n    Avx2 = 2\n", surface, StringComparison.Ordinal);
    }

    private static string SnapshotPath() => Path.Combine(Repository.Root, "docs", "public-api.txt");
}
