using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Lstm.Trainer.Import.States;

namespace Lstm.Trainer.Import.PyTorch;

/// <summary>Reads what torch.save and torch.jit.save write: an archive with a pickle of the structure, and the tensors' bytes beside it.</summary>
internal static class TorchArchive
{
    private const long Longest = 1L << 31;

    /// <summary>The tensors in it by their names.</summary>
    public static StateDict Read(ModelSource source)
    {
        if (!source.Bytes.AsSpan().StartsWith("PK"u8))
        {
            throw source.Fault(null, "it is no zip archive", "what torch.save writes since PyTorch 1.6; load an older file there and save its state_dict() again");
        }
        try
        {
            using var archive = new ZipArchive(new MemoryStream(source.Bytes, writable: false));
            var pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)) ?? throw source.Fault(null, "there is no data.pkl in it", "what torch.save or torch.jit.save writes");
            string root = pickle.FullName[..^"data.pkl".Length];
            byte[]? Find(string name) => archive.GetEntry(root + name) is { } entry ? Bytes(source, entry) : null;
            if (Find("byteorder") is { } order && Encoding.ASCII.GetString(order).Trim() is var text and not "little")
            {
                throw source.Fault("byteorder", $"it is {ModelSource.Quote(text)}", "little");
            }
            object? content = new PickleReader(source, "data.pkl", Bytes(source, pickle)).Read();
            var storages = new TensorStorages(source, key => Find("data/" + key));
            var state = TorchState.Collect(source, content, storages);
            return state.Loaded();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw source.Fault(null, $"the archive cannot be read ({e.Message.TrimEnd('.')})", "a whole zip archive", e);
        }
    }

    private static byte[] Bytes(ModelSource source, ZipArchiveEntry entry)
    {
        if (entry.Length > Longest || entry.Length > 1032 * Math.Max(1, entry.CompressedLength))
        {
            throw source.Fault(entry.Name, $"it unpacks to {entry.Length} bytes", "a file of up to 2 GB");
        }
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
