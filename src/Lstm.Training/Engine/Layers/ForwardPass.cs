using System;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
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
    /// <param name="sequence">What goes in.</param>
    /// <param name="store">Takes the outputs; null for memory.</param>
    public Values<float> Run(Sequence sequence, NumberStore? store = null)
    {
        var network = NetworkFor(whole ? sequence.Length : Window);
        var rows = (store ?? NumberStore.InMemory).Allocate<float>(checked((network.IsPooled ? 1 : sequence.Length) * outputSize));
        var outputs = rows.Memory.Span;
        for (int start = 0; start < sequence.Length; start += capacity)
        {
            network.Load([sequence with { Targets = [], Classes = [] }], start, capacity);
            network.Forward();
            for (int t = 0; t < (network.IsPooled ? 1 : network.Window.Steps); t++)
            {
                var lanes = network.Output.At(t);
                for (int i = 0; i < outputSize; i++)
                {
                    outputs[((start + t) * outputSize) + i] = lanes[i * LaneKernels.Lanes];
                }
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
