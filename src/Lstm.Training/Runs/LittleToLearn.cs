using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Runs;

/// <summary>Tells of training data from which there is hardly anything to learn, whatever the figures say.</summary>
internal static class LittleToLearn
{
    private const int FewSteps = 10;

    /// <summary>One sentence each.</summary>
    public static IEnumerable<string> In(DataSet data)
    {
        long steps = data.Train.Sum(sequence => (long)sequence.Length);
        if (steps < FewSteps)
        {
            yield return $"The training part has {Counted.Of(steps, "time step")}: enough to try the command, not to learn from.";
        }
        for (int column = 0; column < data.OutputNames.Count; column++)
        {
            if (data.TargetScaling is { } scaling && column < scaling.Scale.Count && scaling.Scale[column] == 1)
            {
                continue; // of a column that is the same in all rows its scaling tells; here it may be so in the rows that count (--at last)
            }
            var targets = Targets(data, column);
            if (targets.Take(1).ToArray() is [float first] && targets.All(target => target == first))
            {
                yield return System.FormattableString.Invariant($"Target \"{data.OutputNames[column]}\" is {first} in the whole training part: a network that always says so is right, and there is nothing else to learn.");
            }
        }
    }

    private static IEnumerable<float> Targets(DataSet data, int column) => data.InOwnUnits.Train
        .SelectMany(sequence => sequence.Targets.Where((_, index) => index % data.OutputNames.Count == column)).Where(target => !float.IsNaN(target));
}
