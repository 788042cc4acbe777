using System.Text.Json.Serialization;

namespace Lstm.Training.Data.Options;

/// <summary>How a file, or a folder of files, is written. Files are UTF-8.</summary>
[JsonDerivedType(typeof(CsvFormat), "csv")]
[JsonDerivedType(typeof(WhitespaceFormat), "whitespace")]
[JsonDerivedType(typeof(TsFormat), "ts")]
[JsonDerivedType(typeof(TextFormat), "text")]
[JsonDerivedType(typeof(JsonLinesFormat), "jsonlines")]
[JsonDerivedType(typeof(NumpyFormat), "numpy")]
[JsonDerivedType(typeof(ParquetFormat), "parquet")]
[JsonDerivedType(typeof(WaveFormat), "wave")]
public abstract record DataFormat
{
    private protected DataFormat()
    {
    }
}

/// <summary>Rows and columns: one time step a row.</summary>
/// <param name="SequenceColumn">
/// The column, by name or number from 1, that tells which sequence a row belongs to; null where the file is one sequence.
/// The rows of one sequence may be scattered: they are gathered in the order in which they stand.
/// </param>
public abstract record TableFormat(string? SequenceColumn) : DataFormat;

/// <summary>Comma-separated values with quoted fields and a decimal point; a path to a folder means one sequence a file.</summary>
/// <param name="SequenceColumn"><inheritdoc cref="TableFormat" path="/param[@name='SequenceColumn']"/></param>
/// <param name="Separator">Comma, semicolon or tab; null for tab where the file ends in .tsv, else the one that the first row holds most of.</param>
/// <param name="Header">Whether the first row names the columns; otherwise they are column1, column2, ….</param>
/// <param name="Comment">What a line that is to be skipped begins with.</param>
public sealed record CsvFormat(string? SequenceColumn = null, char? Separator = null, bool Header = true, char Comment = '#') : TableFormat(SequenceColumn);

/// <summary>Numbers with white space between them and no header, e.g. unit, cycle, settings and sensors of an engine.</summary>
/// <param name="SequenceColumn"><inheritdoc cref="TableFormat" path="/param[@name='SequenceColumn']"/></param>
public sealed record WhitespaceFormat(string? SequenceColumn = null) : TableFormat(SequenceColumn);

/// <summary>JSON lines (<c>.jsonl</c>, <c>.ndjson</c>): an object in each line, its keys the columns; null, and a key that is left out, is a missing value.</summary>
/// <param name="SequenceColumn"><inheritdoc cref="TableFormat" path="/param[@name='SequenceColumn']"/></param>
public sealed record JsonLinesFormat(string? SequenceColumn = null) : TableFormat(SequenceColumn);

/// <summary>
/// A NumPy array (<c>.npy</c>) or an archive of them (<c>.npz</c>): rows of one or more columns, or sequences × time steps × columns. The arrays of an archive
/// stand side by side; in one that has sequences an array with a value for each of them is a target of the whole sequence.
/// </summary>
/// <param name="SequenceColumn"><inheritdoc cref="TableFormat" path="/param[@name='SequenceColumn']"/></param>
public sealed record NumpyFormat(string? SequenceColumn = null) : TableFormat(SequenceColumn);

/// <summary>Apache Parquet (<c>.parquet</c>), which the lstm tool reads: the library alone has no reader of it.</summary>
/// <param name="SequenceColumn"><inheritdoc cref="TableFormat" path="/param[@name='SequenceColumn']"/></param>
public sealed record ParquetFormat(string? SequenceColumn = null) : TableFormat(SequenceColumn);

/// <summary>WAVE audio (<c>.wav</c>): a time step for each sample, a column for each channel.</summary>
/// <param name="SampleRate">Samples of each channel in a second; null for those of the file.</param>
public sealed record WaveFormat(int? SampleRate = null) : TableFormat((string?)null);

/// <summary>The time-series classification archive's <c>.ts</c>: a sequence a line, its dimensions with colons between them, the class or target last.</summary>
public sealed record TsFormat : DataFormat;

/// <summary>Plain text, each token of which is to be told from those before it.</summary>
/// <param name="Tokens">What a token is.</param>
/// <param name="Unknown">What becomes of tokens that the training part does not know.</param>
/// <param name="MinimumCount">
/// With <see cref="UnknownTokens.Reserve"/>: how often a token must occur in the training part to be known. Above 1, the
/// network meets the unknown token while it learns.
/// </param>
public sealed record TextFormat(TokenKind Tokens, UnknownTokens Unknown = UnknownTokens.Error, int MinimumCount = 1) : DataFormat;

/// <summary>What a text is cut into.</summary>
public enum TokenKind
{
    /// <summary>Unicode characters, white space and line ends included.</summary>
    Characters,

    /// <summary>What stands between white space.</summary>
    Words,
}

/// <summary>What becomes of a token that the vocabulary does not hold.</summary>
public enum UnknownTokens
{
    /// <summary>It is an error.</summary>
    Error,

    /// <summary>The vocabulary's first entry stands for it.</summary>
    Reserve,
}
