using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Models;

namespace Lstm.Training.Evaluation;

/// <summary>Finds classes that a network never names, which a good accuracy hides where they are rare.</summary>
internal static class NeverAnswered
{
    private const int MostNamed = 8;

    /// <summary>What is to be said of a part; nothing if every class that is there is named at least once.</summary>
    /// <param name="part">How the network does on it.</param>
    /// <param name="advice">The end of the sentence: what to do.</param>
    public static IEnumerable<string> In(PartEvaluation part, string advice)
    {
        string where = part.Part is "training" or "validation" or "test" ? $"the {part.Part} part" : part.Part;
        var missed = part.Classes.Where(figures => figures is { Count: > 0, Answered: 0 }).ToList();
        if (missed.Count == 0)
        {
            yield break;
        }
        string name = Counted.Some([.. missed.Select(figures => figures.Name)], MostNamed);
        long there = missed.Sum(figures => figures.Count);
        yield return part.Task == TaskKind.Binary
            ? $"The network never predicts {name}: none of the {there} positives in {where} is found{advice}."
            : $"The network never predicts {name}: none of the {there} in {where} is found{advice}.";
    }
}
