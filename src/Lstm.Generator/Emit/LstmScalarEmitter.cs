using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Writes an LSTM layer in plain C#, one unit at a time, in the order of summation of the vector bodies.</summary>
internal sealed class LstmScalarEmitter(SourceWriter writer, LstmPlan layer, CellMethods cell)
{
    public void Write()
    {
        string streamed = layer.Form == LstmForm.Streamed ? ", bool backwards" : "";
        string x = layer.Form == LstmForm.Streamed ? "columns" : "x";
        writer.Doc($"<summary>{layer.Title}: LSTM, {layer.InputSize} inputs, {layer.HiddenSize} units, one after the other{(streamed.Length > 0 ? "; their order is of no consequence here" : "")}.</summary>");
        using (writer.Open($"private static void {layer.Method}(ref float weights, ref float {x}, ref float hidden, ref float cell{streamed})"))
        {
            writer.Line($"{layer.Method}Units nextHidden = default; // every unit reads the old hidden state");
            writer.Line($"ref float next = ref Unsafe.As<{layer.Method}Units, float>(ref nextHidden);");
            foreach (var run in layer.Panels.GroupBy(panel => panel.Width))
            {
                var first = run.First();
                int end = System.Math.Min(layer.HiddenSize, run.Last().FirstUnit + first.Width);
                string panel = run.Count() > 1 ? $"(unit / {first.Width} * {layer.MethodPlace("PanelStride")}) + (unit % {first.Width})" : first.FirstUnit == 0 ? "unit" : $"unit + ({layer.PanelPlace(first)} - {first.FirstUnit})";
                using (writer.Open($"for (nuint unit = {first.FirstUnit}; unit < {end}; unit++)"))
                {
                    string peepholes = layer.Spec.Peephole ? $"ref Unsafe.Add(ref weights, unit + {layer.MethodPlace("Peepholes")}), " : "";
                    writer.Line($"Unsafe.Add(ref next, unit) = {layer.Method}Unit(ref Unsafe.Add(ref weights, {panel}), {first.Width}, ref {x}, ref hidden, {peepholes}ref Unsafe.Add(ref cell, unit));");
                }
            }
            writer.Line($"Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref hidden), ref Unsafe.As<float, byte>(ref next), {layer.HiddenSize * sizeof(float)});");
        }

        writer.Line();
        WriteUnit(x);
    }

    private void WriteUnit(string x)
    {
        string peepholes = layer.Spec.Peephole ? "ref float peepholes, " : "";
        writer.Doc($"<summary>The new hidden state of one unit: bias, then the columns of x and of h{(layer.Chains == 2 ? ", even and odd ones apart" : "")}. Its weights stand <paramref name=\"width\"/> apart.</summary>");
        using (writer.Open($"private static float {layer.Method}Unit(ref float w, nuint width, ref float {x}, ref float hidden, {peepholes}ref float cell)"))
        {
            for (int gate = 0; gate < 4; gate++)
            {
                writer.Line($"float {Slice.Gates[gate]} = {Weight(gate)};");
            }
            if (layer.Chains == 2)
            {
                writer.Line("float iOdd = 0f, fOdd = 0f, gOdd = 0f, oOdd = 0f;");
            }

            using (writer.Open($"for (nuint column = 0; column < {layer.Columns}; column++)"))
            {
                writer.Line("w = ref Unsafe.Add(ref w, 4 * width);");
                writer.Line($"float value = column < {layer.InputSize} ? Unsafe.Add(ref {x}, column) : Unsafe.Add(ref hidden, column - {layer.InputSize});");
                if (layer.Chains == 1)
                {
                    Gates(gate => $"{gate} = MathF.FusedMultiplyAdd({Weight(Slice.Gates.IndexOf(gate))}, value, {gate});");
                }
                else
                {
                    using (writer.Open("if (column % 2 == 0)"))
                    {
                        Gates(gate => $"{gate} = MathF.FusedMultiplyAdd({Weight(Slice.Gates.IndexOf(gate))}, value, {gate});");
                    }
                    using (writer.Open("else if (column == 1)"))
                    {
                        Gates(gate => $"{gate}Odd = {Weight(Slice.Gates.IndexOf(gate))} * value;");
                    }
                    using (writer.Open("else"))
                    {
                        Gates(gate => $"{gate}Odd = MathF.FusedMultiplyAdd({Weight(Slice.Gates.IndexOf(gate))}, value, {gate}Odd);");
                    }
                }
            }

            string sum(char gate) => layer.Chains == 2 ? $"{gate} + {gate}Odd" : $"{gate}";
            string peep = layer.Spec.Peephole ? $", ref peepholes, {layer.MethodPlace("Units")}" : "";
            writer.Line($"float c = {cell.Cell}({sum('i')}, {sum('f')}, {sum('g')}{peep}, ref cell);");
            writer.Line($"return {cell.Hidden}({sum('o')}, c{peep});");
        }
    }

    private void Gates(System.Func<char, string> line)
    {
        foreach (char gate in Slice.Gates)
        {
            writer.Line(line(gate));
        }
    }

    private static string Weight(int gate) => gate switch
    {
        0 => "w",
        1 => "Unsafe.Add(ref w, width)",
        _ => $"Unsafe.Add(ref w, {gate} * width)",
    };
}
