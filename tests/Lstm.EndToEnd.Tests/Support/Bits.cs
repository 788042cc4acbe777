using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Golden;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>Floats as their bits, so that −0 differs from 0 and NaN equals itself.</summary>
internal static class Bits
{
    /// <summary>The bits. All NaN are one: sign and payload of a NaN are nothing that instruction sets agree about.</summary>
    public static uint[] Of(ReadOnlySpan<float> values)
    {
        uint[] bits = new uint[values.Length];
        for (int k = 0; k < bits.Length; k++)
        {
            bits[k] = BitConverter.SingleToUInt32Bits(float.IsNaN(values[k]) ? float.NaN : values[k]);
        }
        return bits;
    }

    /// <summary>h and c of every layer.</summary>
    public static float[] Memory(GoldenNetwork network, GoldenStream stream)
    {
        List<float> values = [];
        foreach (int layer in Enumerable.Range(0, network.RecurrentLayers))
        {
            values.AddRange(stream.Hidden(layer));
            values.AddRange(stream.Cell(layer));
        }
        return [.. values];
    }
}
