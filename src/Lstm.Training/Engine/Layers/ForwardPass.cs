using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Kernels;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Engine.Shards;

namespace Lstm.Training.Engine.Layers;

/// <summary>The forward half of training by itself: what the network says while it is still the trainer's.</summary>
/// <param name="parameters">The weights, for the units that training has.</param>
/// <param name="tokens">Whether the input is tokens.</param>
internal sealed class ForwardPass(NetworkParameters parameters, bool tokens)
{
    private const int Window = 256;

    private readonly ModelWeights weights = new(parameters);
    private readonly bool whole = parameters.Spec.NeedsWholeSequence || parameters.Spec.Pools;
    private readonly int outputSize = parameters.Spec.OutputSize;
    private ShardNetwork? network;
    private int capacity;

    /// <summary>T rows of outputs; one where the network pools its sequences.</summary>
    public float[] Run(Sequence sequence) => [.. Blocks(sequence).SelectMany(rows => rows)];

    /// <summary>The rows of outputs, some at a time, so that those of a long sequence need not be in memory at once.</summary>
    public IEnumerable<float[]> Blocks(Sequence sequence)
    {
        var network = NetworkFor(whole ? sequence.Length : Window);
        int block = capacity;
        for (int start = 0; start < sequence.Length; start += block)
        {
            network.Load([sequence with { Targets = [], Classes = [] }], start, block);
            network.Forward();
            yield return Outputs(network);
        }
    }

    private float[] Outputs(ShardNetwork network)
    {
        float[] rows = new float[(network.IsPooled ? 1 : network.Window.Steps) * outputSize];
        for (int t = 0; t < rows.Length / outputSize; t++)
        {
            var lanes = network.Output.At(t);
            for (int i = 0; i < outputSize; i++)
            {
                rows[(t * outputSize) + i] = lanes[i * LaneKernels.Lanes];
            }
        }
        return rows;
    }

    private ShardNetwork NetworkFor(int steps)
    {
        if (network is null || steps > capacity)
        {
            capacity = steps;
            network = new ShardNetwork(weights, new MeanSquaredLoss(), capacity, tokens, dropout: 0f, LaneKernels.Best);
        }
        return network;
    }
}
