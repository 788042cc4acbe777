using System;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Training.Engine.Shards;

/// <summary>Some time steps of the sequences of a shard: which of them there are, and what should come out.</summary>
internal sealed class ShardWindow
{
    private const int Lanes = LaneKernels.Lanes;
    private const int StepsTogether = 32; // so many stay in the first-level cache while a lane is written

    private readonly int[] lengths = new int[Lanes];
    private readonly int[] tokens;
    private readonly int[] classes;
    private int shortest;

    /// <param name="capacity">The most steps.</param>
    /// <param name="outputSize">Values that come out at each step.</param>
    public ShardWindow(int capacity, int outputSize)
    {
        tokens = new int[capacity * Lanes];
        classes = new int[capacity * Lanes];
        Targets = LaneRows.Allocate(capacity, outputSize);
    }

    /// <summary>Time steps of the longest sequence in this window.</summary>
    public int Steps { get; private set; }

    /// <summary>The time step of the sequences that is step 0 here.</summary>
    public int Start { get; private set; }

    /// <summary>No step before it has a number or a class to reach.</summary>
    public int FirstTarget { get; private set; }

    /// <summary>Whether the network's output is for the loss alone, which does not look at it where nothing is to reach.</summary>
    public bool IsForLoss { get; init; }

    /// <summary>The first step at which somebody looks at the network's output.</summary>
    public int FirstOutput => IsForLoss ? FirstTarget : 0;

    /// <summary>Whether every lane has as many steps.</summary>
    public bool AreEquallyLong => shortest == Steps;

    /// <summary>Numbers to reach; NaN where there is none.</summary>
    public LaneRows Targets { get; }

    /// <summary>Where dropout draws from; null to leave everything in.</summary>
    public Xoshiro256? Dropout { get; set; }

    /// <summary>Steps of a lane; 0 where there is no sequence.</summary>
    public int LengthOf(int lane) => lengths[lane];

    /// <summary>The token of each lane at step <paramref name="t"/>.</summary>
    public ReadOnlySpan<int> TokensAt(int t) => tokens.AsSpan(t * Lanes, Lanes);

    /// <summary>The class to tell of each lane at step <paramref name="t"/>; −1 for none.</summary>
    public ReadOnlySpan<int> ClassesAt(int t) => classes.AsSpan(t * Lanes, Lanes);

    /// <summary>Reads the steps from <paramref name="start"/> on, <paramref name="steps"/> at most.</summary>
    /// <param name="sequences">Up to 16 sequences; a lane for each.</param>
    /// <param name="start">The first step.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="first">The first layer, which says how it takes numbers and tokens.</param>
    public void Load(ReadOnlySpan<Sequence> sequences, int start, int steps, ShardLayer first)
    {
        var inputs = first.Input;
        Start = start;
        lengths.AsSpan().Clear();
        for (int lane = 0; lane < sequences.Length; lane++)
        {
            lengths[lane] = Math.Clamp(sequences[lane].Length - start, 0, steps);
        }
        Begin();
        bool numbers = sequences[0].Tokens.Length == 0;
        for (int t = numbers ? shortest : 0; t < Steps; t++)
        {
            inputs.At(t).Clear();
        }
        for (int t = 0; t < Steps && numbers; t += StepsTogether)
        {
            for (int lane = 0; lane < sequences.Length; lane++)
            {
                LoadNumbers(sequences[lane], start, lane, inputs, t, Math.Min(t + StepsTogether, lengths[lane]));
            }
        }
        for (int lane = 0; lane < sequences.Length; lane++)
        {
            LoadLane(sequences[lane], start, lane, first);
        }
        for (int t = 0; t < Steps; t++)
        {
            first.Take(inputs.At(t));
        }
    }

    /// <summary>Makes this the one step that is left of each sequence once its time steps are pooled: with its one target.</summary>
    public void LoadResults(ReadOnlySpan<Sequence> sequences)
    {
        lengths.AsSpan().Clear();
        lengths.AsSpan(0, sequences.Length).Fill(1);
        Begin();
        FirstTarget = 0;
        for (int lane = 0; lane < sequences.Length; lane++)
        {
            var sequence = sequences[lane];
            Scatter(sequence.Targets.AsSpan(0, Math.Min(sequence.Targets.Length, Targets.Size)), lane, Targets.At(0));
            if (sequence.Classes.Length > 0)
            {
                classes[lane] = sequence.Classes[0];
            }
        }
    }

    /// <summary>Zero at step <paramref name="t"/> in the lanes whose sequence has ended, so that nothing grows there.</summary>
    public void ClearEnded(int t, Span<float> values)
    {
        if (t < shortest)
        {
            return;
        }
        for (int lane = 0; lane < Lanes; lane++)
        {
            for (int i = lane; i < values.Length && t >= lengths[lane]; i += Lanes)
            {
                values[i] = 0f;
            }
        }
    }

    /// <summary>No targets yet, and no tokens.</summary>
    private void Begin()
    {
        shortest = lengths.Min();
        Steps = lengths.Max();
        FirstTarget = Steps;
        classes.AsSpan(0, Steps * Lanes).Fill(-1);
        tokens.AsSpan(0, Steps * Lanes).Clear();
        for (int t = 0; t < Steps; t++)
        {
            Targets.At(t).Fill(float.NaN);
        }
    }

    private void LoadLane(Sequence sequence, int start, int lane, ShardLayer first)
    {
        var inputs = first.Input;
        ReadOnlySpan<float> numbers = sequence.Targets.Span;
        ReadOnlySpan<int> names = sequence.Classes.Span;
        for (int t = 0; t < lengths[lane] && sequence.Tokens.Length > 0; t++)
        {
            LoadToken(sequence.Tokens[start + t], t, lane, inputs, first.TokenInput);
        }
        int last = Math.Max(sequence.Length - 1 - start, 0); // its own last step, perhaps in a later window
        bool targetAtEnd = sequence.Targets.Length == Targets.Size, classAtEnd = sequence.Classes.Length == 1;
        if (sequence.Targets.Length > 0 || sequence.Classes.Length > 0)
        {
            FirstTarget = Math.Min(FirstTarget, targetAtEnd || classAtEnd ? last : 0);
        }
        int warm = Math.Max(sequence.WarmUp - start, 0);
        for (int t = targetAtEnd ? last : warm; t < lengths[lane] && numbers.Length > 0; t++)
        {
            Scatter(numbers.Slice(targetAtEnd ? 0 : (start + t) * Targets.Size, Targets.Size), lane, Targets.At(t));
        }
        for (int t = classAtEnd ? last : warm; t < lengths[lane] && names.Length > 0; t++)
        {
            classes[(t * Lanes) + lane] = names[classAtEnd ? 0 : start + t];
        }
    }

    /// <summary>Some steps of a lane.</summary>
    private static void LoadNumbers(Sequence sequence, int start, int lane, LaneRows inputs, int from, int to)
    {
        if (from >= to)
        {
            return;
        }
        int size = inputs.Size, stride = inputs.StepStride;
        var values = sequence.Inputs.Span.Slice((start + from) * size, (to - from) * size);
        var rows = inputs.From(from);
        for (int i = 0; i < size; i++)
        {
            float? shift = i < sequence.Shifts?.Length ? sequence.Shifts[i] : null;
            for (int value = i, at = (i * Lanes) + lane; value < values.Length; value += size, at += stride)
            {
                rows[at] = shift is { } added ? values[value] + added : values[value];
            }
        }
    }

    private void LoadToken(int token, int t, int lane, LaneRows inputs, TokenInput tokenInput)
    {
        tokens[(t * Lanes) + lane] = token;
        if (tokenInput == TokenInput.OneHot)
        {
            inputs.At(t)[(token * Lanes) + lane] = 1f;
        }
        else if (tokenInput == TokenInput.Number)
        {
            inputs.At(t)[lane] = token;
        }
    }

    private static void Scatter(ReadOnlySpan<float> values, int lane, Span<float> rows)
    {
        for (int i = 0; i < values.Length; i++)
        {
            rows[(i * Lanes) + lane] = values[i];
        }
    }
}
