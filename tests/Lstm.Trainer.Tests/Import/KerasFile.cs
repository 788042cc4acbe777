using System;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Lstm.Trainer.Tests.Import;

/// <summary>The files that keras_models.py writes, as they are and with changes.</summary>
internal static class KerasFile
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Import", "Models", file);

    /// <summary>A .keras file with other entries.</summary>
    public static byte[] Rewritten(string model, Func<string, string>? config, Func<byte[], byte[]>? weights, Func<string, string>? metadata = null)
    {
        using var source = ZipFile.OpenRead(PathOf(model + ".keras"));
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open())
                {
                    stream.CopyTo(content);
                }
                byte[] changed = entry.Name switch
                {
                    "config.json" when config is not null => Encoding.UTF8.GetBytes(config(Encoding.UTF8.GetString(content.ToArray()))),
                    "metadata.json" when metadata is not null => Encoding.UTF8.GetBytes(metadata(Encoding.UTF8.GetString(content.ToArray()))),
                    "model.weights.h5" when weights is not null => weights(content.ToArray()),
                    _ => content.ToArray(),
                };
                using var written = archive.CreateEntry(entry.FullName).Open();
                written.Write(changed);
            }
        }
        return bytes.ToArray();
    }
}
