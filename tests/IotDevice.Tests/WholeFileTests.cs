using System;
using System.IO;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Files of which there is always a whole one, and never a part.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_new_one_takes_the_old_ones_place()
    {
        foreach (string text in (string[])["a longer text", "short"])
        {
            WholeFile.Write(folder["file"], stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(text, File.ReadAllText(folder["file"]));
        }
        Assert.Equal(["file"], folder.Files);
    }

    [Fact]
    public void Writing_that_fails_leaves_the_old_one_and_no_part()
    {
        File.WriteAllText(folder["file"], "old");
        Assert.Throws<IOException>(() => WholeFile.Write(folder["file"], stream =>
        {
            stream.Write("ne"u8);
            throw new IOException("no space left");
        }));
        Assert.Equal("old", File.ReadAllText(folder["file"]));
        Assert.Equal(["file"], folder.Files);
    }

    [Fact]
    public void A_place_that_cannot_be_taken_leaves_no_part()
    {
        Directory.CreateDirectory(folder["file/in the way"]);
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(folder["file"], stream => stream.Write("new"u8)));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_part_that_cannot_be_begun_is_not_taken_away()
    {
        Directory.CreateDirectory(folder["file.part"]);
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(folder["file"], stream => stream.Write("new"u8)));
        Assert.True(Directory.Exists(folder["file.part"]));
    }

    [Fact]
    public void One_that_another_has_replaced_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc");
        foreach (string name in (string[])["file", "file (deleted)"])
        {
            WholeFile.Write(folder[name], stream => stream.Write("old"u8));
            using var held = WholeFile.Hold(folder[name]);
            Assert.True(WholeFile.IsStill(held.SafeFileHandle));
            WholeFile.Write(folder[name], stream => stream.Write("new"u8));
            Assert.False(WholeFile.IsStill(held.SafeFileHandle));
        }
    }

    [Fact]
    public void What_has_no_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev");
        File.WriteAllText(folder["full"], "text");
        File.WriteAllText(folder["empty"], "");
        File.CreateSymbolicLink(folder["link to full"], folder["full"]);
        File.CreateSymbolicLink(folder["link to empty"], folder["empty"]);
        File.CreateSymbolicLink(folder["link to nothing"], folder["nothing"]);
        File.CreateSymbolicLink(folder["link to a pipe"], "pipe:[1234]");
        Assert.All((string[])["full", "link to full", "nothing", "link to nothing", "."], name => Assert.False(WholeFile.IsEmptyOrNone(folder[name]), name));
        Assert.All((string[])["empty", "link to empty", "link to a pipe", "/dev/null", "/dev/zero"], name => Assert.True(WholeFile.IsEmptyOrNone(folder[name]), name));
    }

    [Fact]
    public void A_link_is_followed_from_where_it_lies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links are for administrators there.");
        File.CreateSymbolicLink("link-of-this-test", folder["file"]);
        File.CreateSymbolicLink("link-to-the-link", "link-of-this-test");
        try
        {
            WholeFile.Write("link-to-the-link", stream => stream.Write("new"u8));
            Assert.Equal("new", File.ReadAllText(folder["file"]));
            Assert.NotNull(new FileInfo("link-to-the-link").LinkTarget);
            File.Delete("link-of-this-test");
            File.CreateSymbolicLink("link-of-this-test", "file-of-this-test");
            WholeFile.Write("link-of-this-test", stream => stream.Write("new"u8));
            Assert.Equal("new", File.ReadAllText("file-of-this-test"));
        }
        finally
        {
            Array.ForEach(["link-to-the-link", "link-of-this-test", "file-of-this-test"], File.Delete);
        }
    }
}
