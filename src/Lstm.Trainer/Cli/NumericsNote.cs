using System.CommandLine;
using Lstm.Embedded;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli;

/// <summary>Says that weights were trained or checked with other numerics than those that answer now.</summary>
internal static class NumericsNote
{
    public static void Write(ParseResult result, TrainedModel model)
    {
        if (Numerics.Of(model.File) is { } version && version != Numerics.Version)
        {
            result.InvocationConfiguration.Error.WriteLine($"note: {model.WeightsPath} was trained or checked with numerics {version}, and this version of lstm has numerics {Numerics.Version}: results differ in their last digits (docs/numerics.md).");
        }
    }
}
