using System;
using Lstm.Trainer.Data;
using Lstm.Trainer.Emitted;

namespace Lstm.Trainer.Evaluation;

/// <summary>Takes sequences in the data's own units through a network's generated code.</summary>
/// <param name="network">The network.</param>
public sealed class Predictor(EmittedNetwork network)
{
    private const int ValuesAtOnce = 1 << 20;

    /// <summary>Called with the first time step of a block and that block's rows of outputs.</summary>
    public delegate void Receiver(int start, ReadOnlySpan<float> outputs);

    /// <summary>T rows of outputs.</summary>
    public float[] Predict(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        float[] all = new float[checked(sequence.Length * network.Spec.OutputSize)];
        Play(sequence, (start, outputs) => outputs.CopyTo(all.AsSpan(start * network.Spec.OutputSize)));
        return all;
    }

    /// <summary>A sequence from its beginning to its end, in blocks: those of a long text do not have to be in memory at once.</summary>
    public void Play(Sequence sequence, Receiver receiver)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(receiver);
        int block = Math.Max(1, ValuesAtOnce / Math.Max(network.Spec.InputSize, network.Spec.OutputSize));
        network.Reset();
        for (int start = 0; start < sequence.Length; start += block)
        {
            receiver(start, network.Run(Inputs(sequence, start, Math.Min(block, sequence.Length - start))));
        }
    }

    /// <summary>Rows of inputs; a token becomes a row of zeros with a one at its index.</summary>
    public float[] Inputs(Sequence sequence, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        int size = network.Spec.InputSize;
        if (sequence.Tokens.Length == 0)
        {
            return sequence.Inputs[(start * size)..((start + count) * size)];
        }
        float[] rows = new float[count * size];
        for (int t = 0; t < count; t++)
        {
            rows[(t * size) + sequence.Tokens[start + t]] = 1f;
        }
        return rows;
    }
}
