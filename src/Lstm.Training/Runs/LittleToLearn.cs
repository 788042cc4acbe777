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
        int steps = data.Train.Sum(sequence => sequence.Length);
        if (steps < FewSteps)
        {
            yield return $"The training part has {Counted.Of(steps, "time step")}: enough to try the command, not to learn from.";
        }
        var targets = data.InOwnUnits.Train.SelectMany(sequence => sequence.Targets.Select((value, index) => (Value: value, Column: index % data.OutputNames.Count)));
        foreach (var column in targets.Where(target => !float.IsNaN(target.Value)).GroupBy(target => target.Column, target => target.Value))
        {
            if (data.TargetScaling is null && column.Distinct().Take(2).Count() == 1) // where targets are scaled, the scaling tells
            {
                yield return System.FormattableString.Invariant($"Target \"{data.OutputNames[column.Key]}\" is {column.First()} in the whole training part: a network that always says so is right, and there is nothing else to learn.");
            }
        }
    }
}
