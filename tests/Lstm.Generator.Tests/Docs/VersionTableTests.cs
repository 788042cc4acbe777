using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Lstm.Generator.Emit;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Docs;

/// <summary>
/// The table of the numerics' versions in docs/numerics.md: no bit changes without a number. Where golden hashes were changed, add a row with
/// the next number and raise it in Emit/Versions and in the library; where only networks were added to them, write their new beginning into the last row.
/// </summary>
public class VersionTableTests
{
    [Fact]
    public void The_last_row_is_of_this_version_and_of_the_golden_hashes()
    {
        string row = Repository.Read("docs/numerics.md").Split('\n').SkipWhile(line => line != "| numerics | golden.txt | |").TakeWhile(line => line.StartsWith('|')).Last();
        string golden = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Lstm.Golden/golden.txt"))));
        Assert.StartsWith($"| {Versions.Numerics} | `{golden[..16]}` |", row);
    }

    [Fact]
    public void The_page_says_its_version()
    {
        string page = Repository.Read("docs/numerics.md");
        Assert.Contains($"belongs to **numerics {Versions.Numerics}**", page);
        Assert.Contains($"ends with `numerics {Versions.Numerics}`", page);
    }
}
