using System;
using Lstm.Trainer.Data;

namespace Lstm.Trainer.Training;

/// <summary>The forward half of training by itself: what the network says while it is still the trainer's.</summary>
internal sealed class ForwardPass
{
    private const int Window = 256;

    private readonly ShardNetwork network;
    private readonly int outputSize;

    /// <param name="parameters">The weights, for the units that training has.</param>
    /// <param name="tokens">Whether the input is one-hot, by index.</param>
    public ForwardPass(NetworkParameters parameters, bool tokens)
    {
        outputSize = parameters.Spec.OutputSize;
        network = new ShardNetwork(new ModelWeights(parameters), new MeanSquaredLoss(), Window, tokens, dropout: 0f, LaneKernels.Best);
    }

    /// <summary>T rows of outputs.</summary>
    public float[] Run(Sequence sequence)
    {
        float[] outputs = new float[sequence.Length * outputSize];
        for (int start = 0; start < sequence.Length; start += Window)
        {
            network.Load([sequence with { Targets = [], Classes = [] }], start, Window);
            network.Forward();
            for (int t = 0; t < network.Window.Steps; t++)
            {
                var lanes = network.Output.At(t);
                for (int i = 0; i < outputSize; i++)
                {
                    outputs[((start + t) * outputSize) + i] = lanes[i * LaneKernels.Lanes];
                }
            }
        }
        return outputs;
    }
}
