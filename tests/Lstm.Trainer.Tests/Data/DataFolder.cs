using System;
using System.IO;
using System.Text;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Small data files in a folder that is gone after the test.</summary>
public abstract class DataFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lstm-data-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The path of something in the folder.</summary>
    protected string At(string name) => Path.Combine(folder, name);

    /// <summary>Writes a file and gives its path.</summary>
    protected string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    protected string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>Reads the data in its own units, from text given in place.</summary>
    protected DataSet Raw(string name, string text, Func<DataOptions, DataOptions>? with = null)
    {
        var options = new DataOptions { Path = Write(name, text), InputScaling = Scaling.None, TargetScaling = Scaling.None };
        return DataSet.Read(with?.Invoke(options) ?? options);
    }

    /// <summary>The complaint about the data, without the folder's name.</summary>
    protected string Complaint(Func<DataSet> read) =>
        Assert.Throws<DataException>(read).Message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
