using System;
using System.IO;
using System.Linq;
using System.Text;

namespace Lstm.Training.Data.Reading;

/// <summary>Knows files that are data, or may be taken for data, but of no format that is read here, and says what to do with them.</summary>
internal static class ForeignData
{
    private const string Csv = "write it as CSV first, one time step a row";
    private const string Model = "data is rows of numbers, as in a CSV file; lstm import reads models";

    private static readonly Kind[] Kinds =
    [
        new("an Apache Parquet file", $"{Csv}, e.g. in Python pandas.read_parquet('x.parquet').to_csv('x.csv', index=False)", [".parquet"], "PAR1"u8.ToArray()),
        new("an Arrow or Feather file", $"{Csv}, e.g. in Python pandas.read_feather('x.feather').to_csv('x.csv', index=False)", [".feather", ".arrow", ".ipc"], "ARROW1"u8.ToArray()),
        new("JSON", $"{Csv}, e.g. in Python pandas.read_json('x.json').to_csv('x.csv', index=False)", [".json"]),
        new("JSON with an object a line", $"{Csv}, e.g. in Python pandas.read_json('x.jsonl', lines=True).to_csv('x.csv', index=False)", [".jsonl", ".ndjson"]),
        new("WAVE audio", $"{Csv}, a column for each channel, e.g. in Python rate, x = scipy.io.wavfile.read('x.wav'); numpy.savetxt('x.csv', x / 32768, delimiter=',', header='sample', comments='')", [".wav"], "RIFF"u8.ToArray()),
        new("audio", "turn it into WAVE and that into CSV, one sample a row", [".flac", ".mp3", ".ogg", ".aif", ".aiff", ".m4a"], "fLaC"u8.ToArray()),
        new("a NumPy array", $"{Csv}, e.g. numpy.savetxt('x.csv', numpy.load('x.npy'), delimiter=',', header='a,b', comments='')", [".npy"], [0x93, .. "NUMPY"u8]),
        new("a NumPy archive of arrays", $"{Csv}, e.g. numpy.savetxt('x.csv', numpy.load('x.npz')['x'], delimiter=',', header='a,b', comments='')", [".npz"]),
        new("a spreadsheet", "save it as CSV in UTF-8", [".xlsx", ".xls", ".ods"], [0xD0, 0xCF, 0x11, 0xE0]),
        new("an HDF5 file", $"{Csv}, e.g. with h5py and numpy.savetxt in Python", [".h5", ".hdf5", ".hdf"], [0x89, .. "HDF"u8]),
        new("a MATLAB file", $"{Csv}, e.g. with writematrix in MATLAB", [".mat"], "MATLAB"u8.ToArray()),
        new("a pickled Python object", $"{Csv}, e.g. pandas.read_pickle('x.pkl').to_csv('x.csv', index=False)", [".pkl", ".pickle"]),
        new("an SQLite database", $"{Csv}, e.g. sqlite3 -header -csv x.db 'select * from t' > x.csv", [".db", ".sqlite", ".sqlite3"], "SQLite format 3"u8.ToArray()),
        new("a compressed file", "unpack it first", [".gz", ".zst", ".xz", ".bz2", ".7z"], [0x1F, 0x8B]),
        new("a zip archive, as spreadsheets (.xlsx) and NumPy's .npz are too", "unpack it, or save it as CSV", [".zip"], [(byte)'P', (byte)'K', 3, 4]),
        new("a model, not data", Model, [".onnx", ".pt", ".pth", ".ckpt", ".keras", ".nam", ".tflite", ".safetensors"]),
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
            if (kind.Mark is { } mark && beginning.StartsWith(mark))
            {
                return kind.Complaint;
            }
        }
        return null;
    }

    private sealed record Kind(string What, string Advice, string[] Endings, byte[]? Mark = null)
    {
        public string Complaint => $"this is {What}, which is not read here; {Advice}";
    }
}
