using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Lstm.Trainer.Tests.Import;

/// <summary>Writes archives as torch.save does, of values given here; also such as no PyTorch writes.</summary>
internal sealed class TestPickle
{
    private readonly List<byte> pickle = [];

    /// <summary>A dictionary; with metadata a state_dict that names these modules.</summary>
    public sealed record Dict((object Key, object? Value)[] Entries, string[]? Modules = null);

    /// <summary>A tensor: a whole storage, or a part of it.</summary>
    public sealed record Tensor(string Storage, params long[] Shape);

    /// <summary>What some function would make.</summary>
    public sealed record Foreign(string Module, string Name);

    /// <summary>A scripted module.</summary>
    public sealed record Scripted(string Class, params (object Key, object? Value)[] Attributes);

    /// <summary>A state_dict of one LSTM of one unit with two inputs, a Linear behind it, and what else is given.</summary>
    public static Dict Network(string[]? modules = null, params (object, object?)[] more) =>
        new([("rnn.weight_ih_l0", new Tensor("8", 4, 2)), ("rnn.weight_hh_l0", new Tensor("8", 4, 1)), ("rnn.bias_ih_l0", new Tensor("8", 4)), ("rnn.bias_hh_l0", new Tensor("8", 4)), ("fc.weight", new Tensor("8", 1, 1)), ("fc.bias", new Tensor("8", 1)), .. more], modules);

    /// <summary>The archive of a value.</summary>
    /// <param name="value">What is saved.</param>
    /// <param name="storages">Their numbers by their keys; without any, "8" is 0.5, 0.25, … of eight.</param>
    /// <param name="entries">Other entries.</param>
    public static byte[] Archive(object? value, IReadOnlyDictionary<string, float[]>? storages = null, params (string Name, byte[] Content)[] entries)
    {
        var writer = new TestPickle();
        writer.Raw("\u0080\u0002");
        writer.Put(value);
        writer.Raw(".");
        storages ??= new Dictionary<string, float[]> { ["8"] = [.. Enumerable.Range(1, 8).Select(k => 0.5f / k)] };
        return Zip([("m/data.pkl", [.. writer.pickle]), .. storages.Select(one => ("m/data/" + one.Key, System.Runtime.InteropServices.MemoryMarshal.AsBytes(one.Value.AsSpan()).ToArray())), .. entries.Select(entry => ("m/" + entry.Name, entry.Content))]);
    }

    /// <summary>A value as PyTorch saved it before version 1.6, with the one storage "8".</summary>
    public static byte[] Legacy(object? value)
    {
        var writer = new TestPickle();
        writer.Raw("\u0080\u0002\u008a\u000a\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.\u0080\u0002");
        writer.Put(value);
        writer.Raw(".\u0080\u0002](");
        writer.Put("8");
        writer.Raw("e.");
        return [.. writer.pickle, .. BitConverter.GetBytes(8L), .. Enumerable.Range(1, 8).SelectMany(k => BitConverter.GetBytes(0.5f / k))];
    }

    /// <summary>An archive of entries.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, content.Length > 1000 ? CompressionLevel.Fastest : CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }

    private void Put(object? value)
    {
        switch (value)
        {
            case null:
                Raw("N");
                break;
            case string text:
                Raw($"X{(char)text.Length}\0\0\0{text}");
                break;
            case int or long:
                byte[] number = BitConverter.GetBytes(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                Raw("\u008a\u0008" + Encoding.Latin1.GetString(number));
                break;
            case double number64:
                Raw("G" + Encoding.Latin1.GetString([.. BitConverter.GetBytes(number64).Reverse()]));
                break;
            case Dict dict:
                Raw("ccollections\nOrderedDict\n)R");
                Fill(dict.Entries);
                if (dict.Modules is { } modules)
                {
                    Raw("}(");
                    Put("_metadata");
                    Raw("}");
                    Fill([("", null), .. modules.Select(module => ((object)module, (object?)null))]);
                    Raw("ub");
                }
                break;
            case Tensor tensor:
                Raw("ctorch._utils\n_rebuild_tensor_v2\n((");
                Put("storage");
                Raw("ctorch\nFloatStorage\n");
                Put(tensor.Storage);
                Put("cpu");
                Put(1);
                Raw("tQ");
                Put(0);
                Tuple(tensor.Shape);
                Tuple([.. tensor.Shape.Select((_, axis) => tensor.Shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size))]);
                Raw("\u0089NtR");
                break;
            case Foreign foreign:
                Raw($"c{foreign.Module}\n{foreign.Name}\n)R}}X\u0001\0\0\0aK\u0001sb");
                break;
            case Scripted module:
                int dot = module.Class.LastIndexOf('.');
                Raw($"c__torch__{(dot < 0 ? "" : "." + module.Class[..dot])}\n{module.Class[(dot + 1)..]}\n)\u0081}}");
                Fill(module.Attributes);
                Raw("b");
                break;
            default:
                throw new ArgumentException(value.ToString());
        }
    }

    private void Fill((object Key, object? Value)[] entries)
    {
        Raw("(");
        foreach (var (key, value) in entries)
        {
            Put(key);
            Put(value);
        }
        Raw("u");
    }

    private void Tuple(long[] numbers)
    {
        Raw("(");
        foreach (long number in numbers)
        {
            Put(number);
        }
        Raw("t");
    }

    private void Raw(string text) => pickle.AddRange(Encoding.Latin1.GetBytes(text));
}
