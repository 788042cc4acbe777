using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lstm.Embedded;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>The map of the weights that a file opens with, held to what the packer makes of a weight file, float by float.</summary>
[Trait("Speed", "Slow")] // for what it shares with others: all golden networks compiled
public partial class WeightMapTests
{
    [Fact]
    public void Every_weight_stands_where_the_map_says()
    {
        foreach (var (name, spec) in EmittedNetworks.Golden)
        {
            byte[] file = MadeUpWeights.File(spec);
            var network = CheckedArithmeticTests.Optimised.GetType($"{EmittedNetworks.Space}.{name}")!;
            var pack = typeof(WeightMapTests).GetMethod(nameof(Pack), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(network, network.GetNestedType("State")!);
            new Map(name, spec, Tensors(file), pack.CreateDelegate<Func<byte[], float[]>>()(file)).Check(EmittedNetworks.Emit(spec, name));
        }
    }

    private static float[] Pack<TModel, TState>(byte[] file)
        where TModel : ILstmModel<TModel, TState>
        where TState : unmanaged =>
        TModel.Load(file).PackedWeights.Span.ToArray();

    private static Dictionary<string, float[]> Tensors(byte[] file)
    {
        int header = 8 + (int)BitConverter.ToInt64(file);
        using var json = JsonDocument.Parse(file.AsMemory(8, header - 8));
        return json.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__").ToDictionary(
            tensor => tensor.Name,
            tensor =>
            {
                int[] range = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
                return MemoryMarshal.Cast<byte, float>(file.AsSpan(header + range[0], range[1] - range[0])).ToArray();
            });
    }

    /// <summary>Reads the lines of a map as a person would.</summary>
    private sealed class Map(string name, ModelSpec spec, Dictionary<string, float[]> tensors, float[] packed)
    {
        private readonly HashSet<int> claimed = [];
        private readonly Dictionary<string, double> factors = [];

        public void Check(string code)
        {
            (int Layer, bool Reverse, int First, int Last, int Panels, int Stride) place = default;
            var seen = new HashSet<int>();
            foreach (string line in code.Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)))
            {
                if (LayerLine().Match(line) is { Success: true } layer)
                {
                    int Number(string group, int other) => layer.Groups[group].Success ? int.Parse(layer.Groups[group].Value, CultureInfo.InvariantCulture) : other;
                    int first = Number("first", 0);
                    place = (Number("layer", 0), layer.Groups["reverse"].Success, first, Number("last", first), Number("panels", 1), Number("stride", 0));
                    seen.Add(place.Layer);
                }
                else if (RowLine().Match(line) is { Success: true } row)
                {
                    int offset = int.Parse(row.Groups["offset"].Value, CultureInfo.InvariantCulture);
                    int[] numbers = [.. Numbers().Matches(row.Groups["what"].Value).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];
                    string[] gates = row.Groups["gates"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    if (gates.Length == 0)
                    {
                        Plain(place.Layer, place.Reverse, offset, row.Groups["name"].Value, numbers);
                        continue;
                    }
                    for (int panel = 0; panel < place.Panels; panel++)
                    {
                        Panel(place.Layer, place.Reverse, place.First + (panel * numbers[^1]), place.Last, offset + (panel * place.Stride), row.Groups["name"].Value, numbers[0], gates, numbers[^1]);
                    }
                }
            }
            Assert.All(Enumerable.Range(0, packed.Length).Where(at => !claimed.Contains(at)), at => Assert.True(packed[at] == 0, $"{name}: the map has no place for weights[{at}]."));
            Assert.Equal(spec.Layers.Select((layer, k) => (layer, k)).Where(pair => TensorNames.Of(pair.layer).Any()).Select(pair => pair.k), seen.Order());
        }

        private void Panel(int index, bool reverse, int first, int last, int offset, string symbol, int rows, string[] gates, int width)
        {
            var (layer, inputSize) = (spec.Layers[index], InputOf(index));
            for (int r = 0; r < rows; r++)
            {
                for (int g = 0; g < gates.Length; g++)
                {
                    for (int unit = first; unit <= Math.Min(last, first + width - 1); unit++)
                    {
                        double expected = layer is RecurrentLayerSpec recurrent ? Recurrent(recurrent, inputSize, reverse, symbol, gates, g, unit, r) : Convolution(layer, inputSize, symbol, unit, r);
                        Expect($"{index} {reverse} {gates[g].Replace('m', 'n')}", offset + (((r * gates.Length) + g) * width) + unit - first, expected);
                    }
                }
            }
        }

        private double Recurrent(RecurrentLayerSpec layer, int inputSize, bool reverse, string symbol, string[] gates, int gate, int unit, int row)
        {
            var layout = CellLayout.Of(layer is LstmLayerSpec { IsPlain: true } plain ? plain with { Bias = true } : layer, inputSize, TensorNames.Suffixes(layer)[reverse ? 1 : 0]);
            SumInput from = symbol switch { "b" => SumInput.Bias, "W" => SumInput.Input, "R" => SumInput.Hidden, _ => SumInput.Between };
            bool Fits(SumSource source) => string.Join(' ', source.Gates.Select(of => of.Gate)) == string.Join(' ', gates);
            var found = layout.Stages.SelectMany(stage => stage.Sources.Select(source => (stage, source))).ToList();
            var (stage, source) = found.Any(pair => pair.source.From == from && Fits(pair.source))
                ? found.Single(pair => pair.source.From == from && Fits(pair.source))
                : found.Single(pair => pair.source.From == SumInput.Between && Fits(pair.source));
            return source.Gates[gate].Terms.Sum(term => Value(term.Tensor, source.From == SumInput.Bias ? (term.Block * stage.Units) + unit : (((term.Block * stage.Units) + unit) * source.Columns) + row));
        }

        private double Convolution(LayerSpec layer, int inputSize, string symbol, int filter, int row)
        {
            var (channels, kernel) = layer is FrameConvLayerSpec frame ? (frame.Channels, frame.Kernel) : (inputSize, ((ConvLayerSpec)layer).Kernel);
            return symbol == "b" ? Value(Tensor(layer, "bias"), filter) : Value(Tensor(layer, "weight"), (((filter * channels) + (row % channels)) * kernel) + (row / channels));
        }

        private void Plain(int index, bool reverse, int offset, string symbol, int[] numbers)
        {
            var layer = spec.Layers[index];
            if (layer is RecurrentLayerSpec recurrent)
            {
                string suffix = TensorNames.Suffixes(recurrent)[reverse ? 1 : 0];
                var vector = CellLayout.Of(recurrent, InputOf(index), suffix).Vectors.SingleOrDefault(vector => (vector.Kind, vector.Gate) == (symbol[0] switch { 'p' => UnitVectorKind.Peephole, 's' => UnitVectorKind.Norm, _ => UnitVectorKind.Bias }, symbol[2]));
                for (int unit = 0; unit < numbers[0]; unit++)
                {
                    double expected = symbol is "h_0" or "c_0"
                        ? Value(recurrent.Tensors + symbol.Replace("_", "", StringComparison.Ordinal) + suffix, unit)
                        : vector!.Terms.Sum(term => Value(term.Tensor, (term.Block * recurrent.HiddenSize) + unit));
                    Expect($"{index} {reverse} {symbol}", offset + unit, expected);
                }
                return;
            }
            string tensor = layer is ScaleLayerSpec { Offset: { } offsets } && symbol == "o" ? offsets : symbol == "b" ? Tensor(layer, "bias") : layer is AnomalyLayerSpec score ? OfScore(score, symbol) : TensorNames.Of(layer).First();
            int rows = numbers.Length > 1 && symbol != "b" ? numbers[0] : 1, columns = rows > 1 || (numbers.Length > 1 && symbol != "b") ? numbers[1] : numbers[0];
            for (int k = 0; k < rows * columns; k++)
            {
                double[] values = [Value(tensor, tensors.TryGetValue(tensor, out float[]? all) && all.Length == 1 ? 0 : k)];
                Expect($"{index} {symbol switch { "b" => "W", _ => symbol }}", offset + (k / columns * (numbers.Length > 2 ? numbers[2] : columns)) + (k % columns), values[0]);
            }
        }

        private static string OfScore(AnomalyLayerSpec layer, string symbol) => symbol switch { "m" => layer.Median, "d" => layer.Deviation, "a" => layer.Smoothing, _ => layer.Limit };

        private static string Tensor(LayerSpec layer, string ending) => TensorNames.Of(layer).SingleOrDefault(tensor => tensor.EndsWith(ending, StringComparison.Ordinal)) ?? "";

        private double Value(string tensor, int index) => tensors.TryGetValue(tensor, out float[]? values) ? values[index] : 0;

        private int InputOf(int index) => spec.Sizes[index].Input;

        // One factor for all numbers of a gate is folded in: that of its activation.
        private void Expect(string gate, int at, double value)
        {
            Assert.True(claimed.Add(at), $"{name}: two places of the map hold weights[{at}].");
            if (value == 0)
            {
                Assert.True(packed[at] == 0, $"{name}: weights[{at}] is not 0.");
                return;
            }
            double factor = packed[at] / value;
            if (!factors.TryAdd(gate, factor))
            {
                Assert.True(Math.Abs((factor / factors[gate]) - 1) < 1e-4 || Math.Abs(value) < 1e-3, $"{name}: weights[{at}] is {packed[at]} and not what the map says, {value} times {factors[gate]}.");
            }
        }
    }

    [GeneratedRegex(@"^//   layer (?<layer>\d+)(?<reverse>, reverse direction)?(?:, units? (?<first>\d+)(?: to (?<last>\d+))?)?(?:, unit by unit)?(?:: (?<panels>\d+) panels, one every (?<stride>\d+); the first)?$")]
    private static partial Regex LayerLine();

    [GeneratedRegex(@"^// +(?<offset>\d+)  (?<name>\S+) +(?<what>\d+(?: rows? of (?<gates>(?:[a-z] )+)× \d+|.*))$")]
    private static partial Regex RowLine();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
