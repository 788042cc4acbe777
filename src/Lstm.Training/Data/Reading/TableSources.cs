using System;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Opens tables of every format.</summary>
internal static class TableSources
{
    /// <summary>
    /// Opens a Parquet file. The tool sets it: reading those takes a native library of some 25 MB, which programs that train on their own should not have to carry.
    /// </summary>
    public static Func<string, TableSource> Parquet { get; set; } = path =>
        throw new DataException(new DataPlace(path), "Parquet files are read by the lstm tool alone, with a native library that this one does not bring along; train with it, or write the data as NumPy or CSV first");

    /// <summary>A table, its columns known.</summary>
    /// <exception cref="Sequences.DataException">It is no such table.</exception>
    public static TableSource Open(string path, TableFormat format, DataOptions options) => format switch
    {
        WaveFormat wave => new WaveTable(path, wave, options.InputsOnly ? null : options.Target as WaveTarget),
        ParquetFormat => Parquet(path),
        NumpyFormat => new NumpyTable(path),
        JsonLinesFormat => new JsonLinesTable(path),
        _ => new TextTable(path, format),
    };
}
