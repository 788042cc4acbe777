using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Xunit;

namespace Lstm.Trainer.Tests.Training;

/// <summary>Training windows at levels that the data does not have.</summary>
public sealed class ShiftedWindowTests
{
    private const int Inputs = 3, Columns = 2; // the third input is not forecast

    private static readonly Sequence Whole = Sequence.OfNumbers("x", 4, [0, 10, 5, 1, 30, 5, 2, 20, 5, 1, 25, 5], [0, 0, 0, 0, 0, 0, 0, 0]); // spans 2 and 20

    [Fact]
    public void Every_second_window_is_shifted_by_an_eighth_of_the_span_to_eight_spans()
    {
        var windows = new ShiftedWindows([.. Enumerable.Repeat(Whole, 2000)], [Whole], Inputs, Columns, seed: 1);
        Assert.All(windows.Where((_, index) => index % 2 == 0), window => Assert.Same(Whole, window));
        float[][] shifts = [.. windows.Where((_, index) => index % 2 == 1).Select(window => window.Shifts!)];
        Assert.Equal(1000, shifts.Length);
        foreach (var (column, span) in new[] { (0, 2f), (1, 20f) })
        {
            float[] shares = [.. shifts.Select(shift => shift[column] / span)];
            Assert.All(shares, share => Assert.InRange(MathF.Abs(share), 0.125f, 8f));
            Assert.InRange(shares.Count(share => share > 0), 450, 550);
            Assert.All(shares.GroupBy(share => MathF.Floor(MathF.Log2(MathF.Abs(share)))), doubling => Assert.InRange(doubling.Count(), 130, 205)); // of six
        }
        Assert.DoesNotContain(shifts, shift => 10 * shift[0] == shift[1]); // each by itself
    }

    [Fact]
    public void Shifts_follow_from_the_seed_and_from_nothing_else()
    {
        float[] Shifts(ulong seed) => [.. new ShiftedWindows([Whole, Whole, Whole, Whole], [Whole], Inputs, Columns, seed).SelectMany(window => window.Shifts ?? [])];
        Assert.Equal(Shifts(7), Shifts(7));
        Assert.Empty(Shifts(7).Intersect(Shifts(8)));
    }

    /// <summary>Training on a window that is shifted gives the bits of training on one whose inputs were added to; targets, warm-up and other inputs stay.</summary>
    [Fact]
    public void A_shift_is_added_to_the_inputs_and_nothing_else()
    {
        var shifted = Whole with { Shifts = [0.5f, -40f], WarmUp = 1 };
        var added = Whole with { Inputs = [.. Whole.Inputs.Select((value, i) => value + ((i % Inputs) switch { 0 => 0.5f, 1 => -40f, _ => 0f }))], WarmUp = 1 };
        Assert.Equal(Trained(added), Trained(shifted));
        Assert.NotEqual(Trained(Whole with { WarmUp = 1 }), Trained(shifted));
    }

    [Fact]
    public void A_checkpoint_of_other_shifts_is_of_other_data()
    {
        string Mark(Sequence window) => Trainer(window).Mark;
        Assert.NotEqual(Mark(Whole with { Shifts = [1f, 1f] }), Mark(Whole with { Shifts = [1f, 2f] }));
        Assert.NotEqual(Mark(Whole with { Shifts = [1f, 1f] }), Mark(Whole));
    }

    [Fact]
    public void Threads_and_interruptions_change_no_bit()
    {
        string checkpoint = Path.GetTempFileName();
        try
        {
            IReadOnlyList<Sequence> windows = new ShiftedWindows([.. Enumerable.Repeat(Whole, 40)], [Whole], Inputs, Columns, seed: 3);
            float[] Train(int epochs, int threads, string? written, bool resumes)
            {
                using var trainer = new NetworkTrainer(Network, windows, [], new TrainingOptions { Epochs = epochs, Threads = threads });
                if (resumes)
                {
                    trainer.Resume(checkpoint);
                }
                _ = trainer.Train(written);
                return trainer.Parameters.Values.ToArray();
            }
            float[] whole = Train(4, threads: 1, written: null, resumes: false);
            _ = Train(2, threads: 3, checkpoint, resumes: false);
            Assert.Equal(whole, Train(4, threads: 2, written: null, resumes: true));
        }
        finally
        {
            File.Delete(checkpoint);
        }
    }

    private static ModelSpec Network { get; } = new(
        Inputs,
        new EquatableArray<LayerSpec>([new LstmLayerSpec("", 0, 4, Peephole: false, Bias: true, LstmActivations.Standard), new DenseLayerSpec("dense0.", Columns, Bias: true, ActivationKind.Identity)]));

    private static NetworkTrainer Trainer(Sequence window) => new(
        Network,
        [window],
        [],
        new TrainingOptions { Epochs = 3, Threads = 1 });

    private static float[] Trained(Sequence window)
    {
        using var trainer = Trainer(window);
        _ = trainer.Train();
        return trainer.Parameters.Values.ToArray();
    }
}
