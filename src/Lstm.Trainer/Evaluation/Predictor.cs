using System;
using Lstm.Specification;
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

    /// <summary>T rows of outputs; one of a network that pools its time steps.</summary>
    public float[] Predict(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        float[] all = new float[checked((Pools ? 1 : sequence.Length) * network.Spec.OutputSize)];
        Play(sequence, (start, outputs) => outputs.CopyTo(all.AsSpan(Pools ? 0 : start * network.Spec.OutputSize)));
        return all;
    }

    /// <summary>Whether there is one result for each sequence, at its last time step.</summary>
    public bool Pools => network.Spec.Pools;

    /// <summary>
    /// A sequence from its beginning to its end, in blocks: those of a long text do not have to be in memory at once. A network
    /// that goes backwards takes it whole; of one that pools its time steps only the last result is told.
    /// </summary>
    public void Play(Sequence sequence, Receiver receiver)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(receiver);
        int block = network.Spec.NeedsWholeSequence ? Math.Max(1, sequence.Length) : Math.Max(1, ValuesAtOnce / Math.Max(network.Spec.InputSize, network.Spec.OutputSize));
        network.Reset();
        for (int start = 0; start < sequence.Length; start += block)
        {
            int count = Math.Min(block, sequence.Length - start), end = start + count;
            float[] outputs = network.Run(Inputs(sequence, start, count));
            if (!Pools || end == sequence.Length)
            {
                receiver(Pools ? end - 1 : start, outputs);
            }
        }
    }

    /// <summary>Rows of inputs; a token becomes its number for an embedding, otherwise a row of zeros with a one at its index.</summary>
    public float[] Inputs(Sequence sequence, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        int size = network.Spec.InputSize;
        if (sequence.Tokens.Length == 0)
        {
            return sequence.Inputs[(start * size)..((start + count) * size)];
        }
        if (network.Spec.Layers[0] is EmbeddingLayerSpec)
        {
            return Array.ConvertAll(sequence.Tokens[start..(start + count)], token => (float)token);
        }
        float[] rows = new float[count * size];
        for (int t = 0; t < count; t++)
        {
            rows[(t * size) + sequence.Tokens[start + t]] = 1f;
        }
        return rows;
    }
}
