using System;
using System.Globalization;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Engine.Losses;

/// <summary>What <see cref="LossKind.Heads"/> asks of targets: over a sigmoid or a softmax they are probabilities, and over a softmax those of its classes.</summary>
internal static class HeadTargets
{
    /// <summary>How far from 1 a sum may be: classes with equal probabilities are written as 0.33, 0.33, 0.33.</summary>
    private const double Tolerance = 0.02;

    /// <summary>The first row that does not fit, from 0, and what is wrong with it; null where all do. A row with a NaN has no target there.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="targets">Rows of as many values as the network outputs.</param>
    public static (int Row, string Problem)? Fault(ModelSpec spec, ReadOnlySpan<float> targets)
    {
        int size = spec.OutputSize;
        var heads = spec.Graph!.Outputs.Zip(spec.Outputs, (layer, part) => (Activation: HeadsLoss.ActivationOf(spec, layer), Part: part)).Where(head => head.Activation is not null).ToList();
        for (int row = 0; row < targets.Length / size; row++)
        {
            foreach (var (activation, part) in heads)
            {
                if (Fault(part, activation == ActivationKind.Softmax, targets.Slice((row * size) + part.Offset, part.Size)) is { } problem)
                {
                    return (row, problem);
                }
            }
        }
        return null;
    }

    private static string? Fault(NamedPart part, bool areClasses, ReadOnlySpan<float> targets)
    {
        double sum = 0;
        foreach (float target in targets)
        {
            if (target is < 0f or > 1f)
            {
                return string.Create(CultureInfo.InvariantCulture, $"a target {target} of the output {part.Name}, whose activation gives 0 to 1");
            }
            sum += target;
        }
        return areClasses && Math.Abs(sum - 1) > Tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"targets of the output {part.Name} that sum to {sum:G4}, and its softmax gives probabilities of classes, which sum to 1")
            : null;
    }
}
