using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Weights;

/// <summary>What is written beside and renamed replaces ordinary files only.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lstm");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_pipe_is_written_to()
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "mkfifo");
        string pipe = In("pipe");
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync(Ending);
        foreach (Action<string> write in (Action<string>[])[path => AtomicFile.Write(path, [1, 2, 3]), path => AtomicFile.WriteAll((path, [1, 2, 3]))])
        {
            var reader = Task.Run(() => File.ReadAllBytes(pipe), Ending);
            write(pipe);
            Assert.Equal([1, 2, 3], await reader.WaitAsync(TimeSpan.FromMinutes(1), Ending));
            Assert.Equal(["pipe"], Names());
        }
    }

    [Fact]
    public void A_link_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators there.");
        File.CreateSymbolicLink(In("a"), In("b"));
        File.CreateSymbolicLink(In("c"), In("d"));
        AtomicFile.Write(In("a"), [1]);
        AtomicFile.WriteAll((In("a"), [2]), (In("c"), [3]));
        Assert.Equal(["a", "b", "c", "d"], Names());
        Assert.Equal([2], File.ReadAllBytes(In("b")));
        Assert.Equal([3], File.ReadAllBytes(In("d")));
        Assert.Equal(In("b"), new FileInfo(In("a")).LinkTarget);
    }

    [Fact]
    public void Links_are_followed_from_where_they_lie()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators there.");
        Directory.CreateDirectory(In("sub"));
        File.CreateSymbolicLink(In("sub/near"), "target");
        Directory.CreateSymbolicLink(In("way"), "sub");
        Directory.CreateSymbolicLink(In("round"), "round/x");
        Assert.EndsWith("/sub/target", FileKind.FollowLinks(In("way/near")), StringComparison.Ordinal);
        string here = Directory.GetCurrentDirectory();
        File.CreateSymbolicLink("link-of-this-test", "target-of-this-test");
        string followed = FileKind.FollowLinks("link-of-this-test");
        File.Delete("link-of-this-test");
        Assert.Equal(Path.Combine(FileKind.FollowLinks(here), "target-of-this-test"), followed);
        Assert.Throws<IOException>(() => FileKind.FollowLinks(In("round")));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private string[] Names() => [.. folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];
}
