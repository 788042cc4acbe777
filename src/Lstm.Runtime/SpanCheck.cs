using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm.Embedded;

/// <summary>Throws for generated code, so that the code that runs stays small.</summary>
public static class SpanCheck
{
    /// <summary>Says that a sample has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    internal static void ThrowSampleLength(int sample, int inputSize) => throw new ArgumentException($"A sample has {inputSize} values; the span has {sample}.", nameof(sample));

    /// <summary>Says which span of a step has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowStepLengths(int input, int inputSize, int output, int outputSize) =>
        throw (input != inputSize
            ? new ArgumentException($"A sample has {inputSize} values; the span has {input}.", nameof(input))
            : new ArgumentException($"A step puts out {outputSize} values; the span has room for {output}.", nameof(output)));

    /// <summary>Says which span of a run has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowRunLengths(int inputs, int inputSize, int outputs, int outputSize) =>
        throw (inputs % inputSize != 0
            ? new ArgumentException($"Samples have {inputSize} values each; the span has {inputs}, which is no multiple.", nameof(inputs))
            : new ArgumentException($"{inputs / inputSize} samples put out {(long)(inputs / inputSize) * outputSize} values; the span has room for {outputs}.", nameof(outputs)));

    /// <summary>Says which span of a step of many streams has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowManyLengths(int streams, int inputs, int inputSize, int outputs, int outputSize) =>
        throw (inputs != (long)streams * inputSize
            ? new ArgumentException($"{streams} streams take a sample of {inputSize} values each; the span has {inputs}.", nameof(inputs))
            : new ArgumentException($"{streams} streams put out {outputSize} values each; the span has room for {outputs}.", nameof(outputs)));

    /// <summary>Says which span of a whole sequence has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowSequenceLengths(int inputs, int inputSize, int outputs, long outputsNeeded, int workspace, long workspaceNeeded) =>
        throw (inputs % inputSize != 0 ? new ArgumentException($"Samples have {inputSize} values each; the span has {inputs}, which is no multiple.", nameof(inputs))
            : inputs == 0 ? new ArgumentException("A sequence has at least one sample; the span is empty.", nameof(inputs))
            : outputs != outputsNeeded ? new ArgumentException($"{inputs / inputSize} samples put out {outputsNeeded} values; the span has room for {outputs}.", nameof(outputs))
            : new ArgumentException($"A run over {inputs / inputSize} samples works in {workspaceNeeded} floats; the span has {workspace}.", nameof(workspace)));

    /// <summary>Says that a span has no room for what may come out of a run.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowRunRoom(int inputs, int inputSize, int outputs, long outputsNeeded) => ThrowSequenceLengths(inputs, inputSize, outputs, outputsNeeded, 0, 0);

    /// <summary>Checks that every sample is a token: a whole number from 0, below <paramref name="rows"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public static void Tokens(ReadOnlySpan<float> inputs, int rows)
    {
        for (int k = 0; k < inputs.Length; k++)
        {
            float token = inputs[k];
            if (!(token >= 0f && token < rows && token == (int)token))
            {
                throw new ArgumentOutOfRangeException(nameof(inputs), token, $"Sample {k} is no token: tokens are whole numbers from 0 to {rows - 1}.");
            }
        }
    }
}
