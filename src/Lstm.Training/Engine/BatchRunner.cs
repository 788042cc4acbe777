using System;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Ranks;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine;

/// <summary>
/// Takes a batch through the network, window by window. The batch is cut into shards of 16 sequences, each with a gradient
/// of its own; losses and gradients are added in the order of the shards, whichever thread or rank had them.
/// </summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly RankShards? ranks;
    private readonly ShardNetwork[] shards; // of this rank
    private readonly double[] weights; // from here on of all
    private readonly double[] steps;
    private readonly double[] losses;
    private readonly Sequence[] batch;
    private readonly ShardWorkers workers;
    private readonly Action<int> load;
    private readonly Action<int> run;
    private readonly Action<int> sum;
    private readonly int sumPieces;
    private readonly int window;
    private int count;
    private int first; // of this rank's shards
    private int used; // how many of them the batch has
    private int together; // shards of a piece
    private int start;
    private double weight;
    private ulong? seed;

    /// <param name="model">The weights.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">Batch size, window, dropout, threads.</param>
    /// <param name="longest">Time steps of the longest sequence.</param>
    /// <param name="tokens">Whether the input is one-hot, by index.</param>
    /// <param name="ranks">The processes that share the shards; null for this one alone.</param>
    /// <exception cref="ArgumentException">It would take more memory than there is.</exception>
    public BatchRunner(ModelWeights model, LossFunction loss, TrainingOptions options, int longest, bool tokens, IRanks? ranks)
    {
        window = options.Window == 0 ? longest : Math.Min(options.Window, longest);
        batch = new Sequence[options.BatchSize];
        ShardNetwork Make(int steps) => new(model, loss, steps, tokens, options.Dropout, LaneKernels.Best, isForLoss: true);
        int all = Shards(options.BatchSize), own = ranks is null ? all : RankShards.Most(ranks, all);
        MemoryCheck.Require(Make, own, window);
        shards = [.. Enumerable.Range(0, own).Select(_ => Make(window))];
        this.ranks = ranks is null ? null : new RankShards(ranks, all, model.Parameters.Values.Length);
        weights = new double[all];
        steps = new double[all];
        losses = new double[all];
        workers = new ShardWorkers(Math.Min(options.Threads, shards.Length));
        load = Load;
        run = Run;
        sum = SumGradients;
        sumPieces = Pieces.Count(model.Parameters.Values.Length, workers.Count);
    }

    /// <summary>The loss over all windows and sequences taken since <see cref="Begin"/>.</summary>
    public double MeanLoss => TotalWeight == 0 ? 0 : TotalLoss / TotalWeight;

    private double TotalLoss { get; set; }

    private double TotalWeight { get; set; }

    /// <summary>Forgets the losses.</summary>
    public void Begin() => (TotalLoss, TotalWeight) = (0, 0);

    /// <summary>Takes a batch.</summary>
    /// <param name="sequences">As many sequences as the options say at most.</param>
    /// <param name="step">Told the gradient after each window that has targets; null to measure the loss only.</param>
    /// <returns>False if the loss became infinite or not a number; the batch then ends there.</returns>
    public bool Take(ReadOnlySpan<Sequence> sequences, IGradientStep? step)
    {
        sequences.CopyTo(batch);
        count = sequences.Length;
        int all = Shards(count), longest = 0;
        (first, used) = ranks?.Of(all) ?? (0, all);
        foreach (var sequence in sequences)
        {
            longest = Math.Max(longest, sequence.Length);
        }
        for (start = 0; start < longest; start += window)
        {
            seed = step?.DropoutSeed;
            workers.Run(used, load);
            ranks?.Share(weights.AsSpan(0, all));
            ranks?.Share(steps.AsSpan(0, all));
            weight = Sum(weights.AsSpan(0, all));
            together = Together(used, workers.Count);
            workers.Run(Quotient(used, together), run);
            ranks?.Share(losses.AsSpan(0, all));
            double loss = Sum(losses.AsSpan(0, all));
            TotalLoss += loss;
            TotalWeight += weight;
            if (!double.IsFinite(loss))
            {
                return false;
            }
            if (step is not null && weight > 0)
            {
                step.Take(ranks?.Sum(shards.AsSpan(0, used), steps.AsSpan(0, all)) ?? SumOfShards(), workers);
            }
        }
        return true;
    }

    /// <summary>
    /// How many shards a thread takes side by side: two, which read each matrix once, unless threads would wait while others have
    /// two. It decides no bits.
    /// </summary>
    internal static int Together(int shards, int threads)
    {
        int pairs = shards / 2, left = pairs % threads;
        int turns = (2 * (pairs / threads)) + (left > 0 ? 2 : shards % 2); // of one shard, until the last thread is done
        return turns <= Quotient(shards, threads) ? 2 : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => workers.Dispose();

    private static int Shards(int sequences) => Quotient(sequences, LaneKernels.Lanes);

    private static int Quotient(int count, int by) => (count + by - 1) / by;

    private void Load(int shard)
    {
        int lane = (first + shard) * LaneKernels.Lanes;
        weights[first + shard] = shards[shard].Load(batch.AsSpan(lane, Math.Min(LaneKernels.Lanes, count - lane)), start, window);
        steps[first + shard] = shards[shard].Window.Steps;
    }

    /// <summary>Takes a shard through the network, or two side by side.</summary>
    private void Run(int piece)
    {
        int shard = piece * together, other = shard + 1;
        if (together == 1 || other == used || shards[other].Window.Steps == 0)
        {
            RunOne(shard);
        }
        else if (shards[shard].Window.Steps == 0)
        {
            RunOne(other);
        }
        else
        {
            RunTwo(shard, other);
        }
    }

    private void RunOne(int shard)
    {
        losses[first + shard] = 0;
        var network = shards[shard];
        if (network.Window.Steps == 0)
        {
            return; // its sequences have ended
        }
        network.Forward(SeedOf(shard));
        if (weight > 0)
        {
            losses[first + shard] = network.Loss((float)(1 / weight));
            if (seed is not null)
            {
                network.Backward();
            }
        }
    }

    private void RunTwo(int shard, int other)
    {
        losses[first + shard] = losses[first + other] = 0;
        shards[shard].ForwardBeside(SeedOf(shard), shards[other], SeedOf(other));
        if (weight > 0)
        {
            losses[first + shard] = shards[shard].Loss((float)(1 / weight));
            losses[first + other] = shards[other].Loss((float)(1 / weight));
            if (seed is not null)
            {
                shards[shard].BackwardBeside(shards[other]);
            }
        }
    }

    private ulong? SeedOf(int shard) => seed is { } value ? Xoshiro256.Mix(value + (ulong)(first + shard)) : null;

    private AlignedBuffer SumOfShards()
    {
        if (used > 1)
        {
            workers.Run(sumPieces, sum);
        }
        return FirstWithSteps().GradientBuffer;
    }

    /// <summary>Adds a piece of all shards' gradients to that of the first, shard by shard.</summary>
    private void SumGradients(int piece)
    {
        var total = FirstWithSteps();
        var range = Pieces.Part(total.Gradient.Length, piece, sumPieces);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(total.Gradient[range]);
        foreach (var shard in shards.AsSpan(0, used))
        {
            if (shard == total || shard.Window.Steps == 0)
            {
                continue;
            }
            var added = MemoryMarshal.Cast<float, Vector<float>>(shard.Gradient[range]);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += added[i];
            }
        }
    }

    /// <summary>The first shard whose sequences have not ended; where there is a target, there is one.</summary>
    private ShardNetwork FirstWithSteps()
    {
        int shard = 0;
        while (shards[shard].Window.Steps == 0)
        {
            shard++;
        }
        return shards[shard];
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return sum;
    }
}
