using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>Cross-validation: every sequence validates once, the past does not know the future, and the test part is in no fold.</summary>
public class FoldTests
{
    private const int Folds = 4;

    [Fact]
    public void Each_sequence_validates_in_one_fold_and_classes_are_dealt_evenly()
    {
        Series[] series = [.. Enumerable.Range(0, 22).Select(n => Made($"s{n}", 3, label: n < 8 ? "rare" : "usual"))];
        var validated = new List<string>();
        for (int fold = 0; fold < Folds; fold++)
        {
            var parts = new SequenceFold(Folds, fold).Apply(series, TargetAt.EveryStep);
            Assert.Equal(series.Select(one => one.Id).Order(), parts.Train.Concat(parts.Validation).Select(one => one.Id).Order());
            Assert.Equal(2, parts.Validation.Count(one => one.Labels[0] == "rare"));
            Assert.Empty(parts.Test);
            validated.AddRange(parts.Validation.Select(one => one.Id));
        }
        Assert.Equal(series.Select(one => one.Id).Order(), validated.Order());
    }

    [Fact]
    public void The_origin_rolls_through_time()
    {
        var whole = Made("s", 103);
        for (int fold = 0; fold < Folds; fold++)
        {
            var parts = new RollingOrigin(Folds, fold).Apply([whole], TargetAt.EveryStep);
            var (train, validation) = (parts.Train.Single(), parts.Validation.Single());
            Assert.Equal(1, train.Inputs[0]);
            Assert.Equal(train.Inputs[^1] + 1, validation.Inputs[0]); // the next row
            Assert.Equal(103 * (fold + 1) / 5, train.Length);
            Assert.InRange(validation.Length, 20, 21);
        }
        Assert.Equal(103, new RollingOrigin(Folds, Folds - 1).Apply([whole], TargetAt.EveryStep).Validation.Single().Inputs[^1]);
    }

    [Fact]
    public void The_test_part_is_in_no_fold()
    {
        Series[] series = [.. Enumerable.Range(0, 20).Select(n => Made($"s{n}", 10))];
        var whole = new SplitBySequence(0, 0.2, 5);
        string[] tested = [.. whole.Apply(series, TargetAt.EveryStep).Test.Select(one => one.Id)];
        Assert.Equal(4, tested.Length);
        foreach (Split split in Enumerable.Range(0, Folds).SelectMany(fold => new Split[] { new SequenceFold(Folds, fold, whole), new RollingOrigin(Folds, fold, whole) }).Append(new SplitWithoutTest(new SplitBySequence(0.2, 0.2, 5))))
        {
            var parts = split.Apply(series, TargetAt.EveryStep);
            Assert.Empty(parts.Test);
            Assert.NotEmpty(parts.Validation);
            Assert.Empty(parts.Train.Concat(parts.Validation).Select(one => one.Id).Intersect(tested));
        }
        var last = new SplitByTime(0, 0.2);
        Assert.All(Enumerable.Range(0, Folds), fold => Assert.Equal(8 * (fold + 2) / 5, new RollingOrigin(Folds, fold, last).Apply([Made("s", 10)], TargetAt.EveryStep).Validation.Single().Inputs[^1]));
    }

    /// <summary>Other rows after what a fold validates on change nothing in it: no scale, no target ahead, no range.</summary>
    [Fact]
    public void A_fold_does_not_know_what_comes_after_it()
    {
        string path = Path.GetTempFileName();
        try
        {
            DataSet Read(int future, Split split)
            {
                File.WriteAllLines(path, Enumerable.Range(0, 100).Select(n => n < 60 ? $"{n % 7},{n % 11}" : $"{(n * future) % 17},{(n * future) % 13}").Prepend("a,b"));
                return DataSet.Read(new DataOptions { Path = path, Format = new CsvFormat(), Horizon = 3, Split = split, InputScaling = Scaling.MeanAndDeviation, TargetScaling = Scaling.MeanAndDeviation });
            }
            var split = new RollingOrigin(Folds, 1); // trains on 40 rows, validates on the next 20
            var (one, other) = (Read(1, split), Read(5, split));
            Assert.Equal(one.Train.Single().Inputs, other.Train.Single().Inputs);
            Assert.Equal(one.Train.Single().Targets, other.Train.Single().Targets);
            Assert.Equal(one.Validation.Single().Inputs, other.Validation.Single().Inputs);
            Assert.Equal(one.Validation.Single().Targets, other.Validation.Single().Targets);
            Assert.Equal(one.InputScaling!.Scale, other.InputScaling!.Scale);
            Assert.Equal(one.InputSpans, other.InputSpans);
            var (later, laterOther) = (Read(1, new RollingOrigin(Folds, 2)), Read(5, new RollingOrigin(Folds, 2)));
            Assert.NotEqual(later.Validation.Single().Inputs, laterOther.Validation.Single().Inputs); // the rows do differ
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Series Made(string id, int length, string? label = null)
    {
        double[] rows = [.. Enumerable.Range(1, length).Select(n => (double)n)];
        return new Series(id, "x.csv", [.. Enumerable.Range(2, length)], rows, label is null ? rows : [], label is null ? [] : [.. rows.Select(_ => label)], [], OneTarget: false);
    }
}
