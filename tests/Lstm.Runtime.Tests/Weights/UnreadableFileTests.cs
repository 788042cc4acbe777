using System;
using System.IO;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>A caller of Open catches one type, whatever is wrong with the file.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-weights-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_missing_file_or_folder()
    {
        string file = Path.Combine(folder, "none.safetensors");
        var exception = Refused.By(() => WeightFile.Open(file), null, "no such file", "a readable safetensors file");
        Assert.Equal(file, exception.FileName);
        Assert.IsType<FileNotFoundException>(exception.InnerException);

        exception = Refused.By(() => WeightFile.Open(Path.Combine(folder, "none", "none")), null, "no such file", "a readable safetensors file");
        Assert.IsType<DirectoryNotFoundException>(exception.InnerException);
    }

    [Fact]
    public void A_directory() => Refused.By(() => WeightFile.Open(folder), null, "a directory", "a readable safetensors file");

    [Fact]
    public void An_empty_file()
    {
        string file = Write([]);
        Refused.By(() => WeightFile.Open(file), null, "an empty file", "8 bytes");
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix permissions");
            return;
        }
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        string file = Write([1, 2, 3]);
        File.SetUnixFileMode(file, UnixFileMode.None);
        var exception = Refused.By(() => WeightFile.Open(file), null, "cannot be read", "a readable safetensors file");
        Assert.IsType<UnauthorizedAccessException>(exception.InnerException);
    }

    [Fact]
    public void A_file_that_another_process_is_writing()
    {
        string file = Write([1, 2, 3]);
        using var writer = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None);
        var exception = Refused.By(() => WeightFile.Open(file), null, "cannot be read", "a readable safetensors file");
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
    }

    [Fact]
    public void A_file_of_more_than_2_GB()
    {
        string file = Path.Combine(folder, "huge.safetensors");
        using (var sparse = new FileStream(file, FileMode.CreateNew))
        {
            sparse.SetLength((long)Array.MaxLength + 1); // takes no space on the disk
        }
        Refused.By(() => WeightFile.Open(file), null, "a file of 2147483592 bytes", "at most 2 GB");
    }

    [Fact]
    public void A_path_that_is_none_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentNullException>(() => WeightFile.Open(null!));
        Assert.Throws<ArgumentException>(() => WeightFile.Open(""));
    }

    private string Write(byte[] bytes)
    {
        string file = Path.Combine(folder, "w.safetensors");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
