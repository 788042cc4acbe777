using System;
using System.Collections.Generic;

namespace Lstm.Runtime.Tests.Weights;

/// <summary>
/// docs/packed-layout.md once more, written without the packer: it appends float after float in the order in which the
/// document lists them.
/// </summary>
internal sealed class PlainLayout
{
    private readonly List<float> floats = [];

    public float[] Floats => [.. floats];

    /// <summary>"Panels of 16; what remains is one more panel or two", as the document's table has it.</summary>
    public static List<int> Panels(int hidden)
    {
        var panels = new List<int>();
        for (int i = 0; i < hidden / 16; i++)
        {
            panels.Add(16);
        }
        switch (hidden % 16)
        {
            case 0:
                break;
            case 1 or 2 or 3 or 4:
                panels.Add(4);
                break;
            case 5 or 6 or 7 or 8:
                panels.Add(8);
                break;
            case 9 or 10 or 11 or 12:
                panels.Add(8);
                panels.Add(4);
                break;
            default:
                panels.Add(16);
                break;
        }
        return panels;
    }

    public void Lstm(NamedTensor weightIh, NamedTensor weightHh, NamedTensor? biasIh, NamedTensor? biasHh, NamedTensor? peephole, double[] factors)
    {
        Align();
        int inputs = weightIh.Shape[1];
        int hidden = weightHh.Shape[1];
        int first = 0;
        foreach (int width in Panels(hidden))
        {
            Row(first, width, hidden, factors, (gate, unit) => biasIh is null ? null : biasIh.Values[(gate * hidden) + unit] + biasHh!.Values[(gate * hidden) + unit]);
            for (int column = 0; column < inputs; column++)
            {
                Row(first, width, hidden, factors, (gate, unit) => At(weightIh, (gate * hidden) + unit, column));
            }
            for (int column = 0; column < hidden; column++)
            {
                Row(first, width, hidden, factors, (gate, unit) => At(weightHh, (gate * hidden) + unit, column));
            }
            first += width;
        }

        // Behind the panels: p_i, p_f, p_o.
        int[] gatesWithPeephole = [0, 1, 3];
        for (int row = 0; row < 3 && peephole is not null; row++)
        {
            for (int unit = 0; unit < hidden; unit++)
            {
                floats.Add(Fold(At(peephole, row, unit), factors[gatesWithPeephole[row]]));
            }
            Align();
        }
    }

    public void Dense(NamedTensor weight, NamedTensor? bias, double factor)
    {
        Align();
        for (int output = 0; output < weight.Shape[0]; output++)
        {
            floats.Add(bias is null ? 0 : Fold(bias.Values[output], factor));
        }
        Align();
        for (int output = 0; output < weight.Shape[0]; output++)
        {
            for (int input = 0; input < weight.Shape[1]; input++)
            {
                floats.Add(Fold(At(weight, output, input), factor));
            }
            Align();
        }
    }

    public void Scale(NamedTensor scale, int size)
    {
        Align();
        for (int i = 0; i < size; i++)
        {
            floats.Add(scale.Values.Length == 1 ? scale.Values[0] : scale.Values[i]);
        }
        Align();
    }

    private void Row(int first, int width, int hidden, double[] factors, Func<int, int, float?> value)
    {
        for (int gate = 0; gate < 4; gate++)
        {
            for (int unit = first; unit < first + width; unit++)
            {
                float? number = unit < hidden ? value(gate, unit) : null;
                floats.Add(number is null ? 0 : Fold(number.Value, factors[gate]));
            }
        }
    }

    private void Align()
    {
        while (floats.Count % 16 != 0)
        {
            floats.Add(0);
        }
    }

    private static float At(NamedTensor tensor, int row, int column) => tensor.Values[(row * tensor.Shape[1]) + column];

    private static float Fold(float value, double factor) => (float)((double)value * factor);
}
