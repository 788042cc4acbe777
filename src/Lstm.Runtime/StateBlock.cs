using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Embedded;

/// <summary>
/// The states of several streams, one behind the other: an array of them that may be of any size. .NET refuses arrays and lists whose
/// elements take 65,536 bytes or more.
/// </summary>
/// <typeparam name="TState">The <c>State</c> of a model, or a struct of yours around it.</typeparam>
/// <example><code>
/// var states = new StateBlock&lt;GasAlarm.State&gt;(12);
/// model.StepMany(states.Span, samples, alarms);
/// model.Step(ref states[3], sample, alarm);
/// </code></example>
public sealed class StateBlock<TState>
    where TState : unmanaged
{
    private readonly long[] memory; // eight bytes each, so that any struct is aligned

    /// <summary>States that are all zeros, which is the beginning of a stream unless the model has a <c>Reset</c>.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than none, or more than an array can hold.</exception>
    public StateBlock(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long bytes = (long)count * Unsafe.SizeOf<TState>(), words = (bytes + sizeof(long) - 1) / sizeof(long);
        if (words > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} states of {Unsafe.SizeOf<TState>()} bytes take {bytes} bytes; a block holds at most {(long)Array.MaxLength * sizeof(long)}.");
        }
        memory = new long[words];
        Count = count;
    }

    /// <summary>How many states there are.</summary>
    public int Count { get; }

    /// <summary>All states, in order; e.g. for <c>StepMany</c>.</summary>
    public Span<TState> Span => MemoryMarshal.CreateSpan(ref Unsafe.As<long, TState>(ref MemoryMarshal.GetArrayDataReference(memory)), Count);

    /// <summary>A state in its place: to be stepped, copied from or assigned to.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such state.</exception>
    public ref TState this[int index] => ref Span[index];
}
