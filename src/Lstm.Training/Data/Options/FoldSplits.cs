using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;

namespace Lstm.Training.Data.Options;

/// <summary>
/// As another split, with the test part left out: it goes to no part at all, so that nothing that is chosen with this split can
/// depend on it.
/// </summary>
/// <param name="Whole">The split that the test part belongs to.</param>
public sealed record SplitWithoutTest(Split Whole) : Split(Whole.Validation, 0)
{
    internal override Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt) => Whole.Apply(series, targetAt) with { Test = [] };
}

/// <summary>
/// Cross-validation over sequences: whole sequences are dealt to folds, those of each class evenly; one fold validates, the others
/// train. Every sequence validates in one fold.
/// </summary>
/// <param name="Folds">How many folds there are, at least 2.</param>
/// <param name="Fold">The one that validates, from 0.</param>
/// <param name="Whole">Takes the test part away first, which then goes to no part; null where there is none.</param>
/// <param name="Seed">Another one deals otherwise.</param>
public sealed record SequenceFold(int Folds, int Fold, Split? Whole = null, int Seed = 1) : Split(1.0 / Folds, 0)
{
    internal override Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt)
    {
        var kept = Whole?.Apply(series, targetAt).Train ?? series;
        var random = new Random(Seed);
        int[] fold = new int[kept.Count];
        int dealt = 0; // each class continues where the one before ended, so that folds have the same size
        foreach (var stratum in Enumerable.Range(0, kept.Count).GroupBy(index => SplitBySequence.Class(kept[index], targetAt)))
        {
            int[] drawn = [.. stratum];
            random.Shuffle(drawn);
            foreach (int index in drawn)
            {
                fold[index] = dealt++ % Folds;
            }
        }
        return new Parts<Series>([.. kept.Where((_, index) => fold[index] != Fold)], [.. kept.Where((_, index) => fold[index] == Fold)], []);
    }
}

/// <summary>
/// Cross-validation in time (rolling origin with a growing training part; Tashman, "Out-of-sample tests of forecasting accuracy",
/// 2000): each sequence is cut into blocks of equal length, one more than there are folds; the block after the fold's origin validates, all before
/// it train. Nothing later than the validated block is in any part.
/// </summary>
/// <param name="Folds">How many origins there are, at least 1.</param>
/// <param name="Fold">Which, from 0: the first has the shortest training part.</param>
/// <param name="Whole">Takes the test part away first, which then goes to no part; null where there is none.</param>
public sealed record RollingOrigin(int Folds, int Fold, Split? Whole = null) : Split(1.0 / (Folds + 1), 0)
{
    internal override Parts<Series> Apply(IReadOnlyList<Series> series, TargetAt targetAt)
    {
        var kept = Whole?.Apply(series, targetAt).Train ?? series;
        int Block(Series whole, int block) => (int)((long)whole.Length * block / (Folds + 1));
        return new Parts<Series>(
            [.. kept.Select(whole => whole.Cut(0, Block(whole, Fold + 1)))],
            [.. kept.Select(whole => whole.Cut(Block(whole, Fold + 1), Block(whole, Fold + 2) - Block(whole, Fold + 1)))],
            []);
    }
}
