using Lstm.Trainer.Data;
using Lstm.Trainer.Models;
using Lstm.Trainer.Runs;

namespace Lstm.Trainer.Cli;

/// <summary>What commands that use a trained network need of its weight file's card.</summary>
internal static class Cards
{
    /// <summary>The card.</summary>
    /// <exception cref="RunException">The file has none.</exception>
    public static ModelCard Require(TrainedModel model) =>
        model.Card ?? throw new RunException($"{model.WeightsPath} does not tell what its inputs and outputs are: it was not written by lstm train.");

    /// <summary>Refuses data with other inputs than the network takes.</summary>
    public static void RequireInputs(TrainedModel model, DataSet data) => FitCheck.RequireInputs(model.WeightsPath, model.Spec, data);

    /// <summary>Refuses data with other inputs than the network takes, or with other targets than it gives.</summary>
    public static void RequireFit(TrainedModel model, DataSet data) => FitCheck.Require(model.WeightsPath, model.Spec, data);
}
