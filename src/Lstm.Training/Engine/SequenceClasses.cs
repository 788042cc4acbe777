using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Engine;

/// <summary>Which class a sequence counts as where classes are to come up equally often: the rarest, by sequences, that occurs in it.</summary>
internal static class SequenceClasses
{
    private const int No = -1;

    /// <summary>The sequences of each class, by their indices; what is yes or no counts as one class for each output, and as none where all is no.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="outputs">The outputs of the network.</param>
    public static int[][] Of(IReadOnlyList<Sequence> sequences, int outputs)
    {
        var occurring = sequences.Select(sequence => Occurring(sequence, outputs)).ToList();
        var counts = occurring.SelectMany(classes => classes).GroupBy(index => index).ToDictionary(group => group.Key, group => group.Count());
        return [.. Enumerable.Range(0, sequences.Count)
            .GroupBy(index => occurring[index].OrderBy(name => counts[name]).ThenBy(name => name).Cast<int?>().FirstOrDefault() ?? No)
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())];
    }

    private static HashSet<int> Occurring(Sequence sequence, int outputs)
    {
        var found = sequence.Classes.Skip(sequence.WarmUp).Where(index => index >= 0).ToHashSet();
        for (int i = sequence.WarmUp * outputs; i < sequence.Targets.Length; i++)
        {
            if (sequence.Targets[i] >= 0.5f)
            {
                found.Add(i % outputs);
            }
        }
        return found;
    }
}
