using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Embedded;

/// <summary>Throws for generated code, so that the code that runs stays small.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
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
            : new ArgumentException($"A step outputs {outputSize} values; the span has room for {output}.", nameof(output)));

    /// <summary>Says which span of a run has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowRunLengths(int inputs, int inputSize, int outputs, int outputSize) =>
        throw (inputs % inputSize != 0
            ? new ArgumentException($"Samples have {inputSize} values each; the span has {inputs}, which is not a multiple.", nameof(inputs))
            : new ArgumentException($"{inputs / inputSize} samples give {(long)(inputs / inputSize) * outputSize} values; the span has room for {outputs}.", nameof(outputs)));

    /// <summary>Says which span of a step of many streams has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowManyLengths(int streams, int inputs, int inputSize, int outputs, int outputSize) =>
        throw (inputs != (long)streams * inputSize
            ? new ArgumentException($"{streams} streams take a sample of {inputSize} values each; the span has {inputs}.", nameof(inputs))
            : new ArgumentException($"{streams} streams give {outputSize} values each; the span has room for {outputs}.", nameof(outputs)));

    /// <summary>Says which span of a whole sequence has the wrong length.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowSequenceLengths(int inputs, int inputSize, int outputs, long outputsNeeded, int workspace, long workspaceNeeded) =>
        throw (inputs % inputSize != 0 ? new ArgumentException($"Samples have {inputSize} values each; the span has {inputs}, which is not a multiple.", nameof(inputs))
            : inputs == 0 ? new ArgumentException("A sequence has at least one sample; the span is empty.", nameof(inputs))
            : outputs != outputsNeeded ? new ArgumentException($"{inputs / inputSize} samples give {outputsNeeded} values; the span has room for {outputs}.", nameof(outputs))
            : new ArgumentException($"A run over {inputs / inputSize} samples works in {workspaceNeeded} floats; the span has {workspace}.", nameof(workspace)));

    /// <summary>Says that a span has no room for what may come out of a run.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowRunRoom(int inputs, int inputSize, int outputs, long outputsNeeded) => ThrowSequenceLengths(inputs, inputSize, outputs, outputsNeeded, 0, 0);

    /// <summary>Says that the span of an input or output has the wrong length.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="wanted">What it must be.</param>
    /// <param name="size">Values of the input or output in one time step.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowLength(int length, long wanted, int size, string name) =>
        throw new ArgumentException($"'{name}' has {size} value{(size == 1 ? "" : "s")} in each time step: the span must have {wanted}, and has {length}.", name);

    /// <summary>Checks that an output's span has no memory of another input or output.</summary>
    /// <param name="other">The other's span.</param>
    /// <param name="otherName">Its name.</param>
    /// <param name="output">The output's span.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It has.</exception>
    public static void Apart(ReadOnlySpan<float> other, string otherName, ReadOnlySpan<float> output, string name)
    {
        if (other.Overlaps(output))
        {
            throw new ArgumentException($"'{name}' would be written over '{otherName}'. Give each output memory of its own.", name);
        }
    }

    /// <summary>Checks that a run writes nothing that it has still to read: results over samples only where both begin at one place and a result is no longer than a sample, and never over the state.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="states">The state, or those of several streams, of any number of bytes together.</param>
    /// <param name="inputs">The samples.</param>
    /// <param name="outputs">Where the results go.</param>
    /// <param name="fits">Whether a result is no longer than a sample.</param>
    /// <exception cref="ArgumentException">It would.</exception>
    public static void RunOverlaps<TState>(ReadOnlySpan<TState> states, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, bool fits)
        where TState : unmanaged
    {
        if (inputs.Overlaps(outputs) && !(fits && Unsafe.AreSame(in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(outputs))))
        {
            throw new ArgumentException("The results would be written over samples that have not been read yet. They may take the samples' place only where both spans begin at one place and a result is no longer than a sample; otherwise give them memory of their own.", nameof(outputs));
        }
        ApartFromStates(states, inputs, nameof(inputs));
        ApartFromStates(states, outputs, nameof(outputs));
    }

    /// <summary>Checks that the spans of a run over a whole sequence lie apart.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="inputs">The samples.</param>
    /// <param name="outputs">Where the results go.</param>
    /// <param name="workspace">What the run works in.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void SequenceOverlaps<TState>(ReadOnlySpan<TState> state, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<float> workspace)
        where TState : unmanaged
    {
        if (inputs.Overlaps(outputs))
        {
            throw new ArgumentException("The results would be written over samples, which a bidirectional or reverse layer has still to read. Give them memory of their own.", nameof(outputs));
        }
        if (workspace.Overlaps(inputs) || workspace.Overlaps(outputs))
        {
            throw new ArgumentException("The workspace is also memory of the samples or of the results, which would be written over. Give it memory of its own.", nameof(workspace));
        }
        ApartFromStates(state, inputs, nameof(inputs));
        ApartFromStates(state, outputs, nameof(outputs));
        ApartFromStates(state, workspace, nameof(workspace));
    }

    /// <summary>Checks that a span has no memory of the states that a run changes.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="states">The state, or those of several streams.</param>
    /// <param name="span">The span.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It has.</exception>
    public static void ApartFromStates<TState>(ReadOnlySpan<TState> states, ReadOnlySpan<float> span, string name)
        where TState : unmanaged => Apart(
            in Unsafe.As<TState, byte>(ref MemoryMarshal.GetReference(states)),
            (nuint)states.Length * (nuint)Unsafe.SizeOf<TState>(),
            in Unsafe.As<float, byte>(ref MemoryMarshal.GetReference(span)),
            (nuint)span.Length * sizeof(float),
            name);

    // By bytes: many states may have more floats than a span can count. As unsigned numbers: what begins before is far behind.
    private static void Apart(ref readonly byte states, nuint stateBytes, ref readonly byte span, nuint spanBytes, string name)
    {
        nuint ahead = (nuint)Unsafe.ByteOffset(in states, in span), behind = (nuint)Unsafe.ByteOffset(in span, in states);
        if (stateBytes > 0 && spanBytes > 0 && (ahead < stateBytes || behind < spanBytes))
        {
            throw new ArgumentException("The span is memory of the state, which the run changes. Copy it to memory of its own.", name);
        }
    }

    /// <summary>Checks that every sample is a token: a whole number from 0, below <paramref name="rows"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public static void Tokens(ReadOnlySpan<float> inputs, int rows)
    {
        int wrong = FirstNoToken(inputs, size: 1, column: 0, rows);
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), inputs[wrong], $"Sample {wrong} is not a token: tokens are whole numbers from 0 to {rows - 1}.");
        }
    }

    /// <summary>Checks that one value of every sample is a token: a whole number from 0, below <paramref name="rows"/>.</summary>
    /// <param name="samples">The samples, one behind the other.</param>
    /// <param name="size">Values in one.</param>
    /// <param name="column">Which value of it is the token, from 0.</param>
    /// <param name="rows">How many tokens there are.</param>
    /// <param name="name">What the network calls the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
    public static void Tokens(ReadOnlySpan<float> samples, int size, int column, int rows, string name)
    {
        int wrong = FirstNoToken(samples, size, column, rows);
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(name, samples[(wrong * size) + column], $"Of sample {wrong} the input {name} is not a token: tokens are whole numbers from 0 to {rows - 1}.");
        }
    }

    // −1 if all are.
    private static int FirstNoToken(ReadOnlySpan<float> samples, int size, int column, int rows)
    {
        for (int k = 0; k < samples.Length / size; k++)
        {
            float token = samples[(k * size) + column];
            if (!(token >= 0f && token < rows && token == (int)token))
            {
                return k;
            }
        }
        return -1;
    }
}
