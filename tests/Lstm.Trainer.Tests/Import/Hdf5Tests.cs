using System;
using System.IO;
using System.Linq;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.Hdf5;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Files by h5py (hdf5_layouts.py), in the oldest and in the newest form that it writes; value k of every dataset is k / 2.</summary>
public class Hdf5Tests
{
    private const int Names = 60, Attributes = 40;

    [Theory]
    [InlineData("layouts.h5", 23)]
    [InlineData("layouts-latest.h5", 24)]
    public void Every_layout_has_its_values(string name, int layouts)
    {
        var file = Open(name);
        Assert.Equal(layouts + Names, file.Datasets.Count);
        RequireValues(file);
    }

    [Theory]
    [InlineData("layouts.h5")]
    [InlineData("layouts-latest.h5")]
    public void Text_is_of_fixed_length_or_in_a_heap_and_among_many(string name)
    {
        var file = Open(name);
        Assert.Equal("text", file.Text("", "plain"));
        Assert.Equal("text", file.Text("", "fixed"));
        Assert.Equal("one two three", string.Join(' ', file.Texts("", "list")!));
        Assert.Equal("one two three", string.Join(' ', file.Texts("", "fixed_list")!));
        Assert.All(Enumerable.Range(0, Attributes), k => Assert.Equal($"text {k}", file.Text("crowded", $"attribute{k}")));
        Assert.Null(file.Texts("crowded", "attribute"));
        Assert.Equal(name == "layouts.h5" ? null : new string('x', 5000), file.Text("crowded", "long"));
    }

    /// <summary>An index of 140,000 chunks, made here by h5py as it is large.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void Indexes_have_pages_and_levels()
    {
        string folder = Directory.CreateTempSubdirectory("lstm-hdf5-").FullName;
        try
        {
            Python.Run("h5py", Path.Combine(AppContext.BaseDirectory, "Import", "hdf5_layouts.py"), folder, "paged");
            RequireValues(Open(Path.Combine(folder, "arrays.h5")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RequireValues(Hdf5File file) => Assert.All(file.Datasets, dataset =>
    {
        float[] values = dataset.Value.Floats(dataset.Key);
        Assert.Equal(dataset.Value.Shape.Aggregate(1L, (product, length) => product * length), values.Length);
        Assert.Equal(Enumerable.Range(0, values.Length).Select(k => k / 2f), values);
    });

    private static Hdf5File Open(string file)
    {
        string path = Path.IsPathRooted(file) ? file : KerasFile.PathOf(file);
        byte[] bytes = File.ReadAllBytes(path);
        return new(new ModelSource(file, bytes), bytes);
    }
}
