using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Reading;

/// <summary>Reads the sequences of a table.</summary>
internal static class TableReader
{
    /// <summary>The sequences of one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">Which columns are wanted.</param>
    public static SeriesSet Read(string path, TableFormat format, DataOptions options)
    {
        var table = TableFile.Open(path, format, options);
        var series = new SeriesBuilders(table, options.Inputs is not null, options.Store).Read();
        return new SeriesSet(table.Layout.Inputs, table.Layout.AllTargets, null, series)
        {
            SequenceColumn = format.SequenceColumn is null ? null : table.Layout.Sequence?.Key,
            Time = table.Layout.Time?.Column,
            SampleRate = table.SampleRate,
            Notes = table.Notes,
        };
    }
}
