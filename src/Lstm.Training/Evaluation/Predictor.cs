using System;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Emitted;

namespace Lstm.Training.Evaluation;

/// <summary>Takes sequences in the data's own units through a network's generated code.</summary>
/// <param name="network">The network.</param>
public sealed class Predictor(EmittedNetwork network)
{
    private const int ValuesAtOnce = 1 << 14; // arrays of them are small objects, which are soon collected

    /// <summary>Called with the first time step of a block and that block's rows of outputs.</summary>
    public delegate void Receiver(int start, ReadOnlySpan<float> outputs);

    /// <summary>T rows of outputs; of a network with strides as many as it outputs, of one that pools its time steps one.</summary>
    public float[] Predict(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        int size = network.Spec.OutputSize, rows = network.Spec.Results(sequence.Length);
        float[] all = new float[checked(rows * size)];
        Play(sequence, (start, outputs) => outputs.CopyTo(all.AsSpan((Pools ? 0 : start / network.Spec.Stride) * size)));
        return all;
    }

    /// <summary>Whether there is one result for each sequence, at its last time step.</summary>
    public bool Pools => network.Spec.Pools;

    /// <summary>
    /// A sequence from its beginning to its end, in blocks: those of a long text do not have to be in memory at once. A network
    /// that goes backwards takes it whole; of one that pools its time steps only the last result is told, of one with strides each
    /// result by itself.
    /// </summary>
    public void Play(Sequence sequence, Receiver receiver)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(receiver);
        int block = network.Spec.NeedsWholeSequence || network.Spec.Stride > 1 ? Math.Max(1, sequence.Length) : Math.Max(1, ValuesAtOnce / Math.Max(network.Spec.InputSize, network.Spec.OutputSize));
        network.Reset();
        for (int start = 0; start < sequence.Length; start += block)
        {
            int count = Math.Min(block, sequence.Length - start), end = start + count;
            float[] outputs = network.Run(Inputs(sequence, start, count));
            if (Pools)
            {
                TellLast(end, sequence.Length, outputs, receiver);
            }
            else if (network.Spec.Stride == 1)
            {
                receiver(start, outputs);
            }
            else
            {
                TellEach(outputs, receiver);
            }
        }
    }

    private static void TellLast(int end, int length, float[] outputs, Receiver receiver)
    {
        if (end == length)
        {
            receiver(end - 1, outputs);
        }
    }

    private void TellEach(float[] outputs, Receiver receiver)
    {
        int size = network.Spec.OutputSize;
        for (int row = 0; row < outputs.Length / size; row++)
        {
            receiver(row * network.Spec.Stride, outputs.AsSpan(row * size, size));
        }
    }

    /// <summary>Rows of inputs; a token becomes its number for an embedding, otherwise a row of zeros with a one at its index.</summary>
    public float[] Inputs(Sequence sequence, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        int size = network.Spec.InputSize;
        if (sequence.Tokens.Length == 0)
        {
            return sequence.Inputs.Slice(start * size, count * size).ToArray();
        }
        if (network.Spec.Layers[0] is EmbeddingLayerSpec)
        {
            return [.. sequence.Tokens.Slice(start, count).Select(token => (float)token)];
        }
        float[] rows = new float[count * size];
        for (int t = 0; t < count; t++)
        {
            rows[(t * size) + sequence.Tokens[start + t]] = 1f;
        }
        return rows;
    }
}
