using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm.Embedded;

/// <summary>Throws for generated code, so that the code that runs stays small.</summary>
public static class SpanCheck
{
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
}
