using System.Collections.Generic;
using System.Text.Json.Serialization;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;

namespace Lstm.Training.Data.Options;

/// <summary>What to read and how to prepare it.</summary>
public sealed record DataOptions
{
    /// <summary>A file, or a folder of CSV files: the training part, and whatever <see cref="Split"/> takes from it.</summary>
    public required string Path { get; init; }

    /// <summary>The validation part, if it has a file or folder of its own.</summary>
    public string? ValidationPath { get; init; }

    /// <summary>The test part, if it has a file or folder of its own.</summary>
    public string? TestPath { get; init; }

    /// <summary>How they are written; null for what the path's ending says.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>
    /// The columns (of a <c>.ts</c> file: dimensions) that go in, by name or number from 1, "3-7" for all of them; null
    /// for all but the sequence's and the target's, and where <see cref="Horizon"/> looks ahead the target's too.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>What is to come out; null where the file says it (<c>.ts</c>, text), or to forecast the inputs.</summary>
    public Target? Target { get; init; }

    /// <summary>Whether there is a target at every time step or at the last one only. A class or number of a whole sequence is at the last one.</summary>
    public TargetAt TargetAt { get; init; } = TargetAt.EveryStep;

    /// <summary>What becomes of missing values.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Error;

    /// <summary>The inputs that are names; they stand behind the other inputs.</summary>
    public IReadOnlyList<CategoricalInput> Categorical { get; init; } = [];

    /// <summary>What becomes of names in them that the training part does not have.</summary>
    public UnknownCategories UnknownCategories { get; init; }

    /// <summary>The values of a sample that are indices for an embedding of the network: a column of names that comes to such a place goes in as one.</summary>
    [JsonIgnore]
    public IReadOnlyList<TokenColumn> TokenColumns { get; init; } = [];

    /// <summary>The numbers that stand for names while data is read.</summary>
    internal CategoryCodes Codes { get; init; } = new();

    /// <summary>Where no target is named and inputs are their own: how many of them, the first ones; null for all.</summary>
    internal int? MostTargets { get; init; }

    /// <summary>Of <see cref="InputsOnly"/>: recognises the data that a detector learnt from, whose targets are among the inputs.</summary>
    internal bool WantsDigest { get; init; }

    /// <summary>Where the numbers that are read lie.</summary>
    internal NumberStore Store { get; init; } = NumberStore.InMemory;

    /// <summary>What becomes of a column of a table that says when each row was taken; null for nothing special: it is a column like others.</summary>
    public TimeOptions? Time { get; init; }

    /// <summary>How inputs are brought to one scale, fitted on the training part.</summary>
    public Scaling InputScaling { get; init; } = Scaling.MeanAndDeviation;

    /// <summary>Whether inputs stay in their own units: their scaling is fitted, for a network that begins with it.</summary>
    [JsonIgnore] // a network's card reads data in their own units anyway
    public bool NetworkScalesInputs { get; init; }

    /// <summary>Whether targets are learnt as differences to the first inputs of their time step, for a network that ends by adding those.</summary>
    [JsonIgnore]
    public bool NetworkAddsInputs { get; init; }

    /// <summary>Whether targets are inputs of their own time step, for a network that gives them back by way of fewer values: all where there is no <see cref="Target"/>.</summary>
    [JsonIgnore] // a card names the targets
    public bool ReconstructsInputs { get; init; }

    /// <summary>How targets that are numbers are brought to one scale.</summary>
    public Scaling TargetScaling { get; init; } = Scaling.MeanAndDeviation;

    /// <summary>
    /// To forecast: a row's target is the value this many rows later, and the last rows, whose targets would lie beyond
    /// the end, are left out. With several horizons each is an output for each target column. Text has a horizon of its own, 1.
    /// </summary>
    public Horizon Horizon { get; init; } = Horizon.None;

    /// <summary>The quantiles of each target that are to come out, each above 0 and below 1, in ascending order; empty for the target itself. The loss says them.</summary>
    public IReadOnlyList<float> Quantiles { get; init; } = [];

    /// <summary>To cut sequences into windows; null to leave them whole.</summary>
    public Windowing? Windows { get; init; }

    /// <summary>What of <see cref="Path"/> becomes validation and test part; null for nothing.</summary>
    public Split? Split { get; init; }

    /// <summary>Whether of a folder the files of folders in it are read too.</summary>
    [JsonIgnore]
    public bool ReadsFolders => Target is FolderTarget or LabelFileTarget;

    /// <summary>Leaves targets unread, to predict where nobody knows them yet; <see cref="Inputs"/> then says what goes in, all but the sequence's if it is null.</summary>
    public bool InputsOnly { get; init; }

    /// <summary>Keeps the times of rows that have targets too; of <see cref="InputsOnly"/> they are always kept.</summary>
    [JsonIgnore]
    public bool KeepsTimes { get; init; }

    /// <summary>What inputs go through, in place of what <see cref="InputScaling"/> would fit, for a network that knows a scale already; null to fit it.</summary>
    [JsonIgnore]
    public Standardisation? KnownInputScaling { get; init; }

    /// <summary>The same for targets.</summary>
    [JsonIgnore]
    public Standardisation? KnownTargetScaling { get; init; }

    /// <summary>The columns of names that a network knows already, with their names: where <see cref="Categorical"/> has one without names, by its name or number, these are it.</summary>
    [JsonIgnore]
    public IReadOnlyList<CategoricalInput> KnownCategories { get; init; } = [];

    /// <summary>The classes by their indices, for a network that knows them already; null for those found.</summary>
    public IReadOnlyList<string>? KnownClasses { get; init; }

    /// <summary>The tokens of a text by their indices, for a network that knows them already; null for those found.</summary>
    public Vocabulary? KnownVocabulary { get; init; }
}

/// <summary>Where in a sequence there is a target.</summary>
public enum TargetAt
{
    /// <summary>At every time step.</summary>
    EveryStep,

    /// <summary>At the last time step.</summary>
    LastStep,
}

/// <summary>
/// What becomes of a missing value: an empty field, "?", "NA", "NaN" or "null". A target is never made up: under every
/// policy but <see cref="Error"/> and <see cref="DropRow"/> a missing one takes no part in the loss.
/// </summary>
public enum MissingValues
{
    /// <summary>It is an error.</summary>
    Error,

    /// <summary>An input holds its last value, as a device could do; rows before its first value are left out.</summary>
    HoldLast,

    /// <summary>An input moves on a straight line between its neighbours; at either end it has the nearest value.</summary>
    Linear,

    /// <summary>The row is left out, and the rows around it become neighbours.</summary>
    DropRow,

    /// <summary>Only targets may be missing.</summary>
    Mask,
}
