using System;
using System.Runtime.InteropServices;

namespace IotDevice;

/// <summary>Whether numbers are finite. A NaN or an infinity that a network remembers comes back in every answer from there on.</summary>
internal static class Finite
{
    /// <summary>Whether all of them are.</summary>
    public static bool All(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether all that a network remembers is: a state is nothing but floats (a whole number in it is a small one, and finite as such).</summary>
    public static bool All<TState>(ref readonly TState state)
        where TState : unmanaged => All(MemoryMarshal.Cast<TState, float>(new ReadOnlySpan<TState>(in state)));
}
