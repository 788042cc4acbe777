using System;
using Lstm.Embedded;
using Lstm.Runtime.Tests.Weights;
using Xunit;
using Versions = Lstm.Embedded.Numerics;

namespace Lstm.Runtime.Tests;

/// <summary>Code and library of different versions do not run together; weights of other numerics do, and say so.</summary>
public class VersionTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    public void Code_of_other_versions_is_refused(int layout, int numerics)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new WeightPacker(RawFile.File(), "hash", 0, Versions.LayoutVersion + layout, Versions.Version + numerics));
        Assert.Contains($"generated for layout {Versions.LayoutVersion + layout} and numerics {Versions.Version + numerics}, and runs with a library of layout {Versions.LayoutVersion} and numerics {Versions.Version}", refused.Message);
        Assert.Contains("Build it again", refused.Message);
    }

    [Fact]
    public void Code_from_before_there_were_versions_is_refused() =>
        Assert.Contains("numerics 1, and runs", Assert.Throws<InvalidOperationException>(() => new WeightPacker(RawFile.File(), "hash", 0)).Message);

    [Fact]
    public void A_weight_file_says_which_numerics_it_was_trained_with()
    {
        Assert.Null(Versions.Of(RawFile.File()));
        Assert.Equal(1, Versions.Of(File("1")));
        foreach (string nonsense in new[] { "", "0", "-1", "1.5", "two", "99999999999" })
        {
            Refused.By(() => Versions.Of(File(nonsense)), null, $"\"{nonsense}\" in the metadata key \"lstm.numerics\"", "a whole number from 1");
        }
    }

    private static WeightFile File(string version) => WeightFile.Parse(DigestTests.Signed($$$"""{"__metadata__":{"lstm.numerics":"{{{version}}}","lstm.digest":"{{{new string('0', 64)}}}"}}"""), RawFile.Name);
}
