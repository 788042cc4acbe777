using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Lstm.Training.Data.Reading;

/// <summary>Knows files that are data, or may be taken for data, but of no format that is read here, and says what to do with them.</summary>
internal static class ForeignData
{
    private const string Csv = "write it as CSV first, one time step a row";
    private const string Parquet = "write it as Parquet first";
    private const string Model = "data is rows of numbers, as in a CSV file; lstm import reads models";

    private static readonly Kind[] Kinds =
    [
        new("an Arrow or Feather file", $"{Parquet}, e.g. in Python pandas.read_feather('x.feather').to_parquet('x.parquet')", [".feather", ".arrow", ".ipc"], "ARROW1"u8.ToArray(), "FEA1"u8.ToArray()),
        new("an ORC file", $"{Parquet}, e.g. in Python pandas.read_orc('x.orc').to_parquet('x.parquet')", [".orc"]),
        new("an Avro file", $"{Csv}, or as JSON lines, e.g. avro-tools tojson x.avro > x.jsonl", [".avro"], [.. "Obj"u8, 1]),
        new("JSON", "write it as JSON lines first, an object for each time step, e.g. jq -c '.[]' x.json > x.jsonl", [".json"]),
        new("compressed audio", "convert it to WAV, e.g. ffmpeg -i x.mp3 x.wav", [".flac", ".mp3", ".ogg", ".opus", ".aif", ".aiff", ".m4a"], "fLaC"u8.ToArray(), [.. "ID3"u8, 3], [.. "ID3"u8, 4], [0xFF, 0xFB], "OggS"u8.ToArray()),
        new("a spreadsheet", "save it as CSV in UTF-8", [".xlsx", ".xls", ".ods"], [0xD0, 0xCF, 0x11, 0xE0]),
        new("an HDF5 file (as MATLAB's .mat from version 7.3 on are too)", "write it as NumPy first, e.g. in Python numpy.save('x.npy', h5py.File('x.h5')['name'][:])", [".h5", ".hdf5", ".hdf"], [0x89, .. "HDF"u8]),
        new("a MATLAB file", $"{Csv}, e.g. with writematrix in MATLAB, or as NumPy, e.g. in Python numpy.save('x.npy', scipy.io.loadmat('x.mat')['name'])", [".mat"], "MATLAB 5.0 MAT-file"u8.ToArray()),
        new("a pickled Python object", $"{Csv}, e.g. pandas.read_pickle('x.pkl').to_csv('x.csv', index=False)", [".pkl", ".pickle"]),
        new("an SQLite database", $"{Csv}, e.g. sqlite3 -header -csv x.db 'select * from t' > x.csv", [".db", ".sqlite", ".sqlite3"], "SQLite format 3"u8.ToArray()),
        new("a compressed file", "unpack it first", [".gz", ".zst", ".xz", ".bz2", ".7z"], [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, .. "7zXZ"u8], "BZh91AY&SY"u8.ToArray(), [.. "7z"u8, 0xBC, 0xAF]),
        new("a zip archive, as spreadsheets (.xlsx) are too", "unpack it, or save it as CSV", [".zip"], [(byte)'P', (byte)'K', 3, 4]),
        new("a model, not data", Model, [".onnx", ".pt", ".pth", ".ckpt", ".keras", ".nam", ".tflite", ".safetensors"]),
        new("an Apache Parquet file", "parquet", "PAR1"u8.ToArray()),
        new("a NumPy array", "numpy", [0x93, .. "NUMPY"u8]),
        new("WAVE audio", "wav", "RIFF"u8.ToArray()),
    ];

    /// <summary>What a file of that name is and what to do with it; null if its ending says nothing of that.</summary>
    public static string? ByName(string path)
    {
        string ending = Path.GetExtension(path);
        return Kinds.FirstOrDefault(kind => kind.Endings.Contains(ending, StringComparer.OrdinalIgnoreCase))?.Complaint;
    }

    /// <summary>What a file that begins so is and what to do with it; null if that says nothing.</summary>
    public static string? ByContent(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith(Encoding.Unicode.Preamble) || beginning.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return "this is text in UTF-16, as a byte order mark at its beginning says; save it as UTF-8";
        }
        foreach (var kind in Kinds)
        {
            if (StartsWithOne(beginning, kind.Marks))
            {
                return kind.Complaint;
            }
        }
        return null;
    }

    private static bool StartsWithOne(ReadOnlySpan<byte> beginning, byte[][] marks)
    {
        foreach (byte[] mark in marks)
        {
            if (beginning.StartsWith(mark))
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="Complaint">What is to be said of it.</param>
    /// <param name="Endings">Of names of such files.</param>
    /// <param name="Marks">What such files begin with.</param>
    private sealed record Kind(string Complaint, string[] Endings, byte[][] Marks)
    {
        /// <summary>A format that is not read.</summary>
        public Kind(string what, string advice, string[] endings, params byte[][] marks)
            : this($"this is {what}, which is not read here; {advice}", endings, Marks: marks)
        {
        }

        /// <summary>A format that is read, but not by this name.</summary>
        public Kind(string what, string format, byte[] mark)
            : this($"this is {what}; say so (--format {format}), or give its name the ending .{(format == "numpy" ? "npy" : format)}", [], Marks: [mark])
        {
        }
    }
}
