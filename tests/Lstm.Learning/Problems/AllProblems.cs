using System.Collections.Generic;

namespace Lstm.Learning;

/// <summary>Every problem, as docs/benchmarks/learning.md lists them.</summary>
internal static class AllProblems
{
    /// <summary>At full length.</summary>
    public static IEnumerable<Problem> Full =>
    [
        AddingProblem.Full(100),
        AddingProblem.Full(400),
        TemporalOrderProblem.Full(2),
        TemporalOrderProblem.Full(3),
        ReberProblem.Full(),
        TimingProblem.Full(10, peephole: false),
        TimingProblem.Full(10, peephole: true),
        SentenceProblem.Full(words: true),
        SentenceProblem.Full(words: false),
    ];

    /// <summary>Easier, in a few seconds each.</summary>
    public static IEnumerable<Problem> Quick =>
    [
        AddingProblem.Quick(),
        TemporalOrderProblem.Quick(),
        ReberProblem.Quick(),
        TimingProblem.Quick(peephole: false),
        TimingProblem.Quick(peephole: true),
        SentenceProblem.Quick(),
    ];
}
