using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Emit;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Emitted;

/// <summary>Which block on the stack holds what in networks that branch.</summary>
public class ScratchPlanTests
{
    [Fact]
    public void A_block_holds_one_output_at_a_time_and_zeros_behind_it()
    {
        var random = new Random(2);
        int shared = 0;
        for (int i = 0; i < 300; i++)
        {
            var spec = Draw(random);
            var network = new NetworkPlan(spec);
            var blocks = network.Scratch!.Blocks.ToList();
            foreach (var (floats, layers) in blocks)
            {
                shared += layers.Count - 1;
                for (int k = 1; k < layers.Count; k++)
                {
                    int size = network.Layers[layers[k]].OutputSize;
                    Assert.True(LastTaker(spec, layers[k - 1]) < layers[k], $"layer {layers[k]} overwrites what a layer still takes");
                    Assert.True(size % 16 == 0 || layers.Take(k).All(before => network.Layers[before].OutputSize <= size), $"numbers stand behind the output of layer {layers[k]}");
                }
                Assert.Equal(layers.Max(layer => NetworkPlan.Align(network.Layers[layer].OutputSize)), floats);
            }
            int[] expected = [.. network.Layers.Where(layer => layer is DensePlan && !spec.IsOnlyResult(layer.Index)).Select(layer => layer.Index)];
            Assert.Equal(expected, blocks.SelectMany(block => block.Layers).Order());
        }
        Assert.True(shared > 300, $"only {shared} outputs took a block that had served before");
    }

    private static int LastTaker(ModelSpec spec, int layer) => Enumerable.Range(0, spec.Layers.Count).Last(taker => spec.TakenBy(taker).Contains(layer));

    // A recurrent layer, and dense ones that each take any output before them; what nobody takes is an output.
    private static ModelSpec Draw(Random random)
    {
        int count = random.Next(3, 16);
        var layers = new List<LayerSpec> { new RnnLayerSpec("", 0, 4, true, ActivationKind.Tanh) };
        var places = new List<GraphLayer> { new("l0", new([-1])) };
        for (int k = 1; k < count; k++)
        {
            layers.Add(new DenseLayerSpec($"d{k}.", random.Next(3) == 0 ? 16 : random.Next(1, 40), true, ActivationKind.Tanh));
            places.Add(new($"l{k}", new([random.Next(Math.Max(-1, k - 4), k)])));
        }
        int[] outputs = [.. Enumerable.Range(0, count).Where(layer => !places.Any(place => place.From.Contains(layer)))];
        return new ModelSpec(3, new(layers), Graph: new(new([new GraphInput("input", 3)]), new(places), new(outputs)));
    }
}
