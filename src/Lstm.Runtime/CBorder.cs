using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lstm.Embedded;

/// <summary>
/// What the functions that a network exports to C (<c>LstmCExports</c>) share: addresses as references, models as handles,
/// and every exception as a code and a text, since none may cross the border. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CBorder
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Done, and there is no result at this time step.</summary>
    public const int NoResult = 1;

    /// <summary>Done, and a value of the sample is outside its range.</summary>
    public const int OutOfRange = 2;

    /// <summary>An argument is null, misaligned, too large or no token.</summary>
    public const int BadArgument = -1;

    /// <summary>The weights cannot be read, are damaged, or belong to another network.</summary>
    public const int BadWeights = -2;

    /// <summary>The body that LSTM_ISA names cannot run here.</summary>
    public const int BadProcessor = -3;

    /// <summary>There is no memory for the weights.</summary>
    public const int OutOfMemory = -4;

    /// <summary>Anything else; a mistake of the library.</summary>
    public const int Failed = -5;

    /// <summary>What the address of a state is a multiple of: what malloc gives on 64-bit systems.</summary>
    public const int StateAlignment = 16;

    [ThreadStatic]
    private static string? lastError;

    /// <summary>What lies at an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(nint address) => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<T>(), address);

    /// <summary>An array of C; <paramref name="length"/> is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Array<T>(nint address, int length) => MemoryMarshal.CreateSpan(ref At<T>(address), length);

    /// <summary>The model behind a handle, once the other arguments are known to be addresses; otherwise null, and the error says why.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Model<T>(nint model, nint state, nint input, nint output)
        where T : class
    {
        if (model != 0 && state != 0 && (state & (StateAlignment - 1)) == 0 && input != 0 && output != 0 && GCHandle.FromIntPtr(model).Target is T network)
        {
            return network;
        }
        Complain(model, state, input == 0 ? "inputs" : output == 0 ? "outputs" : "");
        return null;
    }

    /// <summary>The same for a function that takes a sample and no state.</summary>
    public static T? Model<T>(nint model, nint input)
        where T : class => Model<T>(model, StateAlignment, input, input); // aligned as a state is, and never read

    /// <summary>The same for a function that takes results and no state.</summary>
    public static T? ModelFor<T>(nint model, nint output)
        where T : class => Model<T>(model, StateAlignment, StateAlignment, output);

    /// <summary>Answers which column is outside its range, -1 for none: writes it to an address, unless that is null.</summary>
    public static int Outside(int column, nint address)
    {
        if (address != 0)
        {
            At<int>(address) = column;
        }
        return column < 0 ? Ok : OutOfRange;
    }

    /// <summary>Writes a threshold for each output to an array.</summary>
    public static int Write(OutputThresholds thresholds, nint address)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var array = Array<float>(address, thresholds.Count);
        for (int output = 0; output < array.Length; output++)
        {
            array[output] = thresholds[output];
        }
        return Ok;
    }

    /// <summary>Hands a new model out: writes its handle to an address.</summary>
    public static int HandOut(nint model, object network)
    {
        At<nint>(model) = GCHandle.ToIntPtr(GCHandle.Alloc(network));
        return Ok;
    }

    /// <summary>Takes a model back; null is none.</summary>
    public static void TakeBack(nint model)
    {
        if (model != 0)
        {
            GCHandle.FromIntPtr(model).Free();
        }
    }

    /// <summary>A path in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static string Text(nint address) =>
        Marshal.PtrToStringUTF8(address) is { Length: > 0 } path ? path : throw new ArgumentException("The path is empty, where that of a safetensors file is expected.");

    /// <summary>Records why an argument is refused, and returns <see cref="BadArgument"/>.</summary>
    public static int Refuse(string reason)
    {
        lastError = reason;
        return BadArgument;
    }

    /// <summary>Records an exception, and returns its code.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Fail(Exception exception)
    {
        lastError = exception.Message;
        return exception switch
        {
            LstmWeightException => BadWeights,
            ArgumentException => BadArgument,
            PlatformNotSupportedException => BadProcessor,
            System.OutOfMemoryException => OutOfMemory,
            _ => Failed,
        };
    }

    /// <summary>Copies this thread's last error in UTF-8, cut to what fits with a zero behind it; returns its whole length, as snprintf does.</summary>
    public static nuint CopyError(nint buffer, nuint size) => Copy(lastError ?? "", buffer, size);

    /// <summary>Copies a text in UTF-8, cut to what fits with a zero behind it; returns its whole length.</summary>
    public static nuint Copy(string text, nint buffer, nuint size)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (buffer != 0 && size > 0)
        {
            int fits = (int)Math.Min((nuint)bytes.Length, Math.Min(size, int.MaxValue) - 1);
            while (fits < bytes.Length && fits > 0 && (bytes[fits] & 0xC0) == 0x80)
            {
                fits--; // not into the middle of a character
            }
            var target = Array<byte>(buffer, fits + 1);
            bytes.AsSpan(0, fits).CopyTo(target);
            target[fits] = 0;
        }
        return (nuint)bytes.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Complain(nint model, nint state, string missing) => lastError =
        model == 0 ? "The model is a null pointer."
        : state == 0 ? "The state is a null pointer."
        : (state & (StateAlignment - 1)) != 0 ? $"The state lies at an address that is no multiple of {StateAlignment}."
        : missing.Length > 0 ? $"The pointer to the {missing} is null."
        : "The model is one of another network.";
}
