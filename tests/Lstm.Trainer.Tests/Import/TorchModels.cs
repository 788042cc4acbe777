using System;
using System.IO;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Models that PyTorch's exporter writes, made once for all tests.</summary>
public sealed class TorchModels : IDisposable
{
    private readonly Lazy<string> folder = new(() =>
    {
        string made = Directory.CreateTempSubdirectory("lstm-torch-").FullName;
        Python.Run("torch", Path.Combine(AppContext.BaseDirectory, "Import", "torch_models.py"), made);
        return made;
    });

    /// <summary>A file of a model.</summary>
    public string PathOf(string file) => Path.Combine(folder.Value, file);

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            Directory.Delete(folder.Value, recursive: true);
        }
    }
}
