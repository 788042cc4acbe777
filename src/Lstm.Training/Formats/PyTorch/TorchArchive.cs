using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm.Training.Formats.Common;
using Lstm.Training.Formats.PyTorch.States;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>
/// What torch.save and torch.jit.save write: an archive with a pickle of the structure, and the tensors' bytes beside it; before PyTorch 1.6 one
/// file with both (<see cref="LegacyCheckpoint"/>).
/// </summary>
internal sealed class TorchArchive : IDisposable
{
    private const string Expected = "what torch.save or torch.jit.save writes";
    private const int OldestVersion = 1, NewestVersion = 10; // kMinSupportedFileFormatVersion, kMaxSupportedFileFormatVersion (caffe2/serialize/versions.h)

    private readonly ImportArchive? archive;
    private readonly Func<string, byte[]?> storage;
    private readonly string root = "";
    private readonly bool isBigEndian;

    private TorchArchive(ModelSource source)
    {
        if (LegacyCheckpoint.IsOne(source.Bytes))
        {
            var file = LegacyCheckpoint.Read(source);
            (Format, Value, storage) = ("A file as PyTorch wrote it before version 1.6, little-endian.", file.Value, file.Storage);
            return;
        }
        if (!source.Bytes.AsSpan().StartsWith("PK"u8))
        {
            throw source.Fault(null, "it is not a zip archive", Expected);
        }
        archive = new ImportArchive(source, "a whole zip archive");
        try
        {
            string pickle = archive.Names.FirstOrDefault(name => name == "data.pkl" || name.EndsWith("/data.pkl", StringComparison.Ordinal)) ?? throw source.Fault(null, "there is no data.pkl in it", Expected);
            root = pickle[..^"data.pkl".Length];
            string? Word(string name) => archive.Read(root + name) is { } bytes ? Encoding.ASCII.GetString(bytes).Trim() : null;
            string? order = Word("byteorder"), version = Word("version");
            (Format, isBigEndian, storage) = (FormatOf(source, version, order), order == "big", key => archive.Read(root + "data/" + key));
            Value = new PickleReader(source, "data.pkl", archive.Read(pickle)!).Read();
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>A sentence about its form.</summary>
    public string Format { get; }

    /// <summary>What the pickle holds.</summary>
    public object? Value { get; }

    /// <summary>The files of a scripted module's code.</summary>
    public IEnumerable<string> CodeFiles => archive?.Names.Where(name => name.StartsWith(root + "code/", StringComparison.Ordinal) && name.EndsWith(".py", StringComparison.Ordinal)) ?? [];

    /// <summary>Opens a file, whose tensors are read while it is open.</summary>
    /// <exception cref="ImportException">It is none.</exception>
    public static TorchArchive Open(ModelSource source) => new(source);

    /// <summary>The tensors in a file by their names.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">Names that are not part of the network, and which of several state_dicts is.</param>
    public static StateDict Read(ModelSource source, ImportOptions options)
    {
        using var file = Open(source);
        var state = TorchState.Collect(source, file.Value, new TensorStorages(source, file.storage, file.isBigEndian), options);
        state = state with { Notes = [file.Format, .. state.Notes] };
        if (file.archive is { } archive)
        {
            string code = file.root + "code/";
            state = state with { HasCode = file.Value is PickleObject && file.CodeFiles.Any(), Calls = TorchCode.Calls(archive, code), Chain = file.Value is PickleObject module ? ScriptedChain.Of(source, module, name => archive.Read(code + name)) : null };
        }
        return state.Loaded();
    }

    public void Dispose() => archive?.Dispose();

    private static string FormatOf(ModelSource source, string? version, string? order)
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
