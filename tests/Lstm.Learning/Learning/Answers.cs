using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Layers;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Learning;

/// <summary>What a network answers: the trainer's own way forward, 16 sequences at a time.</summary>
internal static class Answers
{
    private const int Lanes = LaneKernels.Lanes;

    /// <summary>The outputs of each sequence, T rows of them.</summary>
    public static IEnumerable<(Sequence Sequence, float[] Outputs)> Of(NetworkParameters parameters, IReadOnlyList<Sequence> sequences)
    {
        var model = new ModelWeights(parameters);
        int longest = sequences.Max(sequence => sequence.Length), size = parameters.Spec.OutputSize;
        var loss = LossFunction.Create(new LossOptions(LossKind.MeanSquared), parameters.Spec);
        var network = new ShardNetwork(model, loss, longest, sequences[0].Tokens.Length > 0, dropout: 0f, LaneKernels.Best);
        foreach (var chunk in sequences.Chunk(Lanes))
        {
            network.Load(chunk, 0, longest);
            network.Forward();
            for (int lane = 0; lane < chunk.Length; lane++)
            {
                yield return (chunk[lane], Gather(network.Output, lane, chunk[lane].Length, size));
            }
        }
    }

    private static float[] Gather(LaneRows rows, int lane, int steps, int size)
    {
        float[] outputs = new float[steps * size];
        for (int t = 0; t < steps; t++)
        {
            var row = rows.At(t);
            for (int i = 0; i < size; i++)
            {
                outputs[(t * size) + i] = row[(i * Lanes) + lane];
            }
        }
        return outputs;
    }
}
