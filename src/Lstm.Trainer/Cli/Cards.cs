using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Models;
using Lstm.Training.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>
/// What commands that use a trained network need of its weight file's card. An imported network has none: then the command
/// line says how its data is read.
/// </summary>
internal static class Cards
{
    /// <summary>How to read data for a network, before what the command line says.</summary>
    public static DataOptions Reading(TrainedModel model, string path) =>
        (model.Card?.Reading(path) ?? new DataOptions { Path = path, Time = new TimeOptions(), InputScaling = Scaling.None, TargetScaling = Scaling.None }) with { TokenColumns = model.Spec.TokenColumns };

    /// <summary>The network's card, or one that says what can be told from data read for it.</summary>
    /// <exception cref="RunException">There is no card, and the data needs what it would tell.</exception>
    public static ModelCard Of(TrainedModel model, DataSet data, DataOptions options)
    {
        if (model.Card is { } card)
        {
            return card;
        }
        if (data.Vocabulary is not null || data.Classes.Count > 0)
        {
            string what = data.Vocabulary is not null ? "which token each index is" : "which output is which class";
            throw new RunException($"{model.WeightsPath} does not record {what}: it was not written by lstm train. lstm predict gives its numbers.");
        }
        bool isBinary = LossFunction.LastActivation(model.Spec) == ActivationKind.Sigmoid && data.TargetsAreBinary;
        var made = ModelCard.Of(isBinary && !options.InputsOnly ? TaskKind.Binary : TaskKind.Regression, data, options, "");
        return data.TargetNames.Count > 0 ? made : made with { Outputs = [.. model.Spec.Outputs.SelectMany(Columns)] };
    }

    /// <summary>What the values of an output are called where no card tells: output1, output2, …; one by itself by the output's name, where there are several.</summary>
    private static IEnumerable<string> Columns(NamedPart output) =>
        output is { Size: 1, Name: not "output" } ? [output.Name] : Enumerable.Range(1, output.Size).Select(value => $"{output.Name}{value}");

    /// <summary>Refuses data with other inputs than the network takes.</summary>
    public static void RequireInputs(TrainedModel model, DataSet data) => FitCheck.RequireInputs(model.WeightsPath, model.Spec, data, isTrained: true);

    /// <summary>Refuses data with other inputs than the network takes, or with other targets than it gives.</summary>
    public static void RequireFit(TrainedModel model, DataSet data) => FitCheck.Require(model.WeightsPath, model.Spec, data, isTrained: true);
}
