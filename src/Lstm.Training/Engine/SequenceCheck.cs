using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data.Preparation;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Engine;

/// <summary>Refuses sequences that do not fit the network or the loss, before anything is computed.</summary>
internal static class SequenceCheck
{
    /// <summary>Checks all of them.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="sequences">The sequences.</param>
    /// <param name="tokens">Whether inputs are tokens.</param>
    /// <exception cref="ArgumentException">One does not fit; the message names it and says what was expected.</exception>
    public static void All(ModelSpec spec, LossKind loss, IEnumerable<Sequence> sequences, bool tokens)
    {
        if (tokens && spec.Layers.Any(layer => layer is ResidualLayerSpec { From: ResidualLayerSpec.Input }))
        {
            throw new ArgumentException("A residual layer adds the sample, and the sample is a token.", nameof(spec));
        }
        if (tokens && spec.Graph is not null)
        {
            throw new ArgumentException("The network branches, and tokens are for a chain of layers.", nameof(spec));
        }
        foreach (var sequence in sequences)
        {
            if (Fault(spec, loss, sequence, tokens) is { } fault)
            {
                throw new ArgumentException($"Sequence {sequence.Id}: {fault}.", nameof(sequences));
            }
        }
    }

    private static string? Fault(ModelSpec spec, LossKind loss, Sequence sequence, bool tokens)
    {
        int length = sequence.Length, inputs = length * spec.InputSize, size = spec.OutputSize;
        var embedding = spec.Layers[0] as EmbeddingLayerSpec;
        int known = embedding?.Rows ?? spec.InputSize;
        bool classes = loss == LossKind.CrossEntropy;
        return sequence switch
        {
            { Length: < 1 } => $"{length} time steps; there must be at least one",
            _ when tokens && sequence.Tokens.Length != length => $"{sequence.Tokens.Length} tokens for {length} time steps",
            _ when tokens && sequence.Tokens.Any(token => token < 0 || token >= known) => $"a token {sequence.Tokens.First(token => token < 0 || token >= known)}; the network knows 0 to {known - 1}",
            _ when !tokens && sequence.Inputs.Length != inputs => $"{sequence.Inputs.Length} input values; {length} time steps of {spec.InputSize} make {inputs}",
            _ when !tokens && NoToken(spec, sequence) is { } wrong => wrong,
            _ when spec.Pools && classes && sequence.Classes.Length != 1 => $"{sequence.Classes.Length} class targets; the network pools its time steps, so there must be one for the whole sequence",
            _ when spec.Pools && !classes && sequence.Targets.Length != size => $"{sequence.Targets.Length} target values; the network pools its time steps, so there must be {size} for the whole sequence",
            _ when classes && sequence.Classes.Length != length && sequence.Classes.Length != 1 => $"{sequence.Classes.Length} class targets; {loss} needs one for each of {length} time steps, or one at the end",
            _ when classes && sequence.Classes.Any(index => index < -1 || index >= size) => $"a class {sequence.Classes.First(index => index < -1 || index >= size)}; the network has the classes 0 to {size - 1}, and -1 is none",
            _ when !classes && sequence.Targets.Length != length * size && sequence.Targets.Length != size => $"{sequence.Targets.Length} target values; {loss} needs {size} for each of {length} time steps, or {size} at the end",
            _ when loss == LossKind.Heads && HeadTargets.Fault(spec, sequence.Targets.Span) is { } fault => fault.Problem,
            _ when loss == LossKind.BinaryCrossEntropy && sequence.Targets.Any(target => target is < 0f or > 1f) => $"a target {sequence.Targets.First(target => target is < 0f or > 1f)}; {loss} needs targets from 0 to 1",
            _ => null,
        };
    }

    private static string? NoToken(ModelSpec spec, Sequence sequence)
    {
        var columns = spec.TokenColumns;
        for (int t = 0; t < sequence.Length && columns.Count > 0; t++)
        {
            foreach (var (part, rows) in columns)
            {
                float value = sequence.Inputs[(t * spec.InputSize) + part.Offset];
                if (!TokenCheck.IsToken(value, rows))
                {
                    return $"an input {value}{(spec.InputSize == 1 ? "" : $" of {part.Name}")}; the embedding takes whole numbers from 0 to {rows - 1}";
                }
            }
        }
        return null;
    }
}
