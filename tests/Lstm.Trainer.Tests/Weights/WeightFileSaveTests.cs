using System;
using System.IO;
using Lstm.Embedded;
using Lstm.Training.Weights;
using Xunit;

namespace Lstm.Trainer.Tests.Weights;

/// <summary>Saving: whole or not at all, and nothing left lying about.</summary>
public sealed class WeightFileSaveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-save-").FullName;

    private string Target => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_saved_file_can_be_opened_and_packed()
    {
        var writer = new WeightFileWriter("hash");
        writer.Add("weight", [1, 2], 1, 2);
        writer.Add("bias", [3], 1);
        writer.Save(Target);

        Assert.Equal(writer.ToBytes(), File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
        var packer = Packers.Of(WeightFile.Open(Target), "hash", WeightPacker.DenseLength(2, 1));
        packer.Dense("", 2, 1, bias: true, WeightPacker.LinearFactor);
        Assert.Equal([3f, 1f, 2f], [packer.Finish().Span[0], packer.Finish().Span[16], packer.Finish().Span[17]]);
    }

    [Fact]
    public void A_weight_file_of_another_spec_is_refused_by_the_packer()
    {
        new WeightFileWriter("old").Save(Target);
        var exception = Assert.Throws<LstmWeightException>(() => Packers.Of(WeightFile.Open(Target), "new", 0).Finish());
        Assert.Equal(Target, exception.FileName);
        Assert.Contains("\"old\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"new\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_file_is_replaced_and_its_readers_keep_what_they_had()
    {
        Save(1);
        var old = File.ReadAllBytes(Target);
        using (var reader = new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete))
        {
            Save(2);
            byte[] read = new byte[old.Length];
            reader.ReadExactly(read);
            Assert.Equal(old, read);
        }
        Assert.Equal([2f], WeightFile.Open(Target).Read("t", 1));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_path_relative_to_the_working_folder()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, Target);
        var writer = new WeightFileWriter();
        writer.Save(relative);
        Assert.True(File.Exists(Target));
    }

    [Fact]
    public void A_failed_save_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "occupied"), "");
        var exception = Record.Exception(() => Save(1));
        Assert.True(exception is IOException or UnauthorizedAccessException, exception?.ToString());
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Throws<DirectoryNotFoundException>(() => new WeightFileWriter().Save(Path.Combine(folder, "none", "model.safetensors")));
        Assert.Throws<ArgumentException>(() => new WeightFileWriter().Save(""));
    }

    private void Save(float value)
    {
        var writer = new WeightFileWriter();
        writer.Add("t", [value], 1);
        writer.Save(Target);
    }
}
