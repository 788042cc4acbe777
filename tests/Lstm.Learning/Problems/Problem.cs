using System;
using Lstm.Specification;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>Something to learn of which there are as many sequences as one likes.</summary>
internal abstract class Problem
{
    /// <summary>Its name, with what makes it harder or easier.</summary>
    public abstract string Name { get; }

    /// <summary>When a sequence is right, in a few words.</summary>
    public abstract string Criterion { get; }

    /// <summary>What is minimised.</summary>
    public abstract LossKind Loss { get; }

    /// <summary>The settings that the figures in docs/benchmarks/learning.md were measured with.</summary>
    public abstract Setting Setting { get; }

    /// <summary>How many of 10,000 test sequences may be wrong.</summary>
    public abstract int Allowed { get; }

    /// <summary>The same on a smaller scale, which the network learns first and continues from; null to begin with this one.</summary>
    public virtual Problem? First => null;

    /// <summary>Values of a time step, or tokens to choose from.</summary>
    protected abstract int InputSize { get; }

    /// <summary>Values to come out, or classes.</summary>
    protected abstract int OutputSize { get; }

    /// <summary>Whether the gates see the cell state.</summary>
    protected virtual bool Peephole => false;

    /// <summary>A new sequence. Its name is its content where two can be alike, and its own otherwise.</summary>
    public abstract Sequence Draw(Xoshiro256 random);

    /// <summary>Whether the network was right about a sequence.</summary>
    /// <param name="sequence">A drawn one.</param>
    /// <param name="outputs">T rows of outputs.</param>
    public abstract bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs);

    /// <summary>One LSTM layer of <paramref name="hidden"/> units and a dense one; softmax over classes.</summary>
    public ModelSpec Network(int hidden)
    {
        string activation = Loss == LossKind.CrossEntropy ? "softmax" : "identity";
        string peephole = Peephole ? "true" : "false";
        return SpecParser.Parse($$"""
            {
              "input": {{InputSize}},
              "layers": [
                { "type": "lstm", "hidden": {{hidden}}, "peephole": {{peephole}} },
                { "type": "dense", "size": {{OutputSize}}, "activation": "{{activation}}" }
              ]
            }
            """).Model!;
    }

    /// <summary>A name for a sequence that no other is like.</summary>
    protected static string Unique(Xoshiro256 random) => random.NextBits().ToString("x16", null);
}
