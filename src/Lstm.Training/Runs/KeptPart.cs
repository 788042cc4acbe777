using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Models;

namespace Lstm.Training.Runs;

/// <summary>Data that a network knew before it is fine-tuned on other data.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Data">All of it, with the names and scales of the new data.</param>
public sealed record KeptPart(string Path, DataSet Data)
{
    /// <summary>What tells how much of it is kept: the part that takes least part in training.</summary>
    internal (string Name, IReadOnlyList<Sequence> Sequences) Measured =>
        Data.Test.Count > 0 ? ("test", Data.Test) : Data.Validation.Count > 0 ? ("validation", Data.Validation) : ("training", Data.Train);

    /// <summary>Reads it as the new data was read: the same columns and classes by name, the same shares, the same scale.</summary>
    /// <exception cref="DataException">It cannot be read so.</exception>
    /// <exception cref="RunException">It does not fit the network.</exception>
    internal static KeptPart Read(string specPath, ModelSpec spec, string path, DataSet data, DataOptions options, LossOptions loss)
    {
        var card = ModelCard.Of(data.Classes.Count > 0 && data.Vocabulary is null ? TaskKind.Classification : TaskKind.Regression, data, options, "");
        var kept = DataSet.Read(card.Reading(path) with
        {
            Split = options.Split,
            InputScaling = options.InputScaling,
            TargetScaling = options.TargetScaling,
            KnownInputScaling = data.InputScaling,
            KnownTargetScaling = data.TargetScaling,
            NetworkScalesInputs = options.NetworkScalesInputs,
            ReconstructsInputs = options.ReconstructsInputs,
            Store = options.Store,
        });
        FitCheck.Require(specPath, spec, kept);
        FitCheck.RequireLoss(specPath, spec, kept, loss);
        return new KeptPart(path, kept with { Warnings = [.. kept.Warnings.Select(warning => $"{path}: {warning}")] });
    }
}
