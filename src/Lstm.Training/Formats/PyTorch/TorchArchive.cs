using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>Reads what torch.save and torch.jit.save write: an archive with a pickle of the structure, and the tensors' bytes beside it.</summary>
internal static class TorchArchive
{
    private const string Expected = "what torch.save or torch.jit.save writes";
    private const int OldestVersion = 1, NewestVersion = 10; // kMinSupportedFileFormatVersion, kMaxSupportedFileFormatVersion (caffe2/serialize/versions.h)

    /// <summary>The tensors in it by their names.</summary>
    /// <param name="source">The file.</param>
    /// <param name="ignored">Names that are not part of the network; those of whole state_dicts are looked at here.</param>
    public static StateDict Read(ModelSource source, IReadOnlyList<string> ignored)
    {
        if (!source.Bytes.AsSpan().StartsWith("PK"u8))
        {
            throw source.Fault(null, "it is not a zip archive", "what torch.save writes since PyTorch 1.6; load an older file there and save its state_dict() again");
        }
        using var archive = new ImportArchive(source, "a whole zip archive");
        string pickle = archive.Names.FirstOrDefault(name => name.EndsWith("/data.pkl", StringComparison.Ordinal)) ?? throw source.Fault(null, "there is no data.pkl in it", Expected);
        string root = pickle[..^"data.pkl".Length];
        string? Word(string name) => archive.Read(root + name) is { } bytes ? Encoding.ASCII.GetString(bytes).Trim() : null;
        string? order = Word("byteorder"), version = Word("version");
        string format = Format(source, version, order);
        object? content = new PickleReader(source, "data.pkl", archive.Read(pickle)!).Read();
        var storages = new TensorStorages(source, key => archive.Read(root + "data/" + key), order == "big");
        var state = TorchState.Collect(source, content, storages, ignored);
        return (state with { Notes = [format, .. state.Notes], Calls = TorchCode.Calls(archive, root + "code/") }).Loaded();
    }

    private static string Format(ModelSource source, string? version, string? order)
    {
        if (version is not null && !(int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= OldestVersion and <= NewestVersion))
        {
            throw source.Fault("version", $"the archive is of version {ModelSource.Quote(version)}", $"{OldestVersion} to {NewestVersion}");
        }
        if (order is not (null or "little" or "big"))
        {
            throw source.Fault("byteorder", $"it is {ModelSource.Quote(order)}", "little or big");
        }
        string numbers = order is null ? "which does not say its byte order; little-endian is assumed" : $"{order}-endian";
        return $"A PyTorch archive {(version is null ? "that states no version" : $"of version {version}")}, {numbers}.";
    }
}
