using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Shared.RandomModels;
using Lstm.Specification;
using Lstm.Training.Reference;
using Xunit;

namespace Lstm.EndToEnd.Tests.Oracles;

/// <summary>The networks that are drawn for tests: all that a spec can say occurs, and the reference treats them the same by step and by sequence.</summary>
[Trait("Speed", "Slow")]
public class RandomModelTests(ITestOutputHelper output)
{
    private const int Count = 300;

    [Fact]
    public void Drawn_networks_hold_every_layer_type_and_option()
    {
        var seen = new HashSet<string>();
        for (int seed = 0; seed < Count; seed++)
        {
            foreach (var model in new[] { RandomModel.Draw(seed), RandomModel.DrawGraph(seed) })
            {
                Assert.Equal(model.Spec, SpecParser.Parse(model.Text).Model);
                seen.UnionWith(model.Text.Split(['"', ' ', ':', ',', '{', '}', '[', ']', '\n'], StringSplitOptions.RemoveEmptyEntries));
            }
        }
        string[] words =
        [
            .. LayerTypes.Names, .. LayerTypes.All.SelectMany(type => type.Properties), .. LayerTypes.Cells.SelectMany(cell => cell.Gates).Select(gate => gate.Property), .. SpecVocabulary.ActivationNumbers,
            .. SpecVocabulary.Directions.Skip(1), .. SpecVocabulary.Resets.Skip(1), .. SpecVocabulary.PoolKinds, .. SpecVocabulary.PadModes.Skip(1), .. Activations.ForDense,
        ];
        string[] missing = [.. words.Distinct().Except(seen)];
        Assert.Empty(missing);
    }

    [Fact]
    public void A_seed_gives_the_same_network_each_time()
    {
        var (one, other) = (RandomModel.Draw(7), RandomModel.Draw(7));
        Assert.Equal(one.Text, other.Text);
        Assert.Equal(one.Tensors.Select(tensor => tensor.Values), other.Tensors.Select(tensor => tensor.Values));
        Assert.Equal(one.Sequence, other.Sequence);
        Assert.NotEqual(one.Text, RandomModel.Draw(8).Text);
    }

    [Fact]
    public void Step_by_step_the_reference_gives_what_it_gives_of_the_sequence()
    {
        int first = Seeds.First;
        output.WriteLine(Seeds.Text(Count));
        for (int seed = first; seed < first + Count; seed++)
        {
            var model = RandomModel.Draw(seed, streaming: true);
            var network = model.Reference();
            double[][] stepped = [.. model.Samples().Select(x => network.Step(x)).Where(y => y.Length > 0)];
            double[][] run = model.Reference().Run(model.Samples());
            bool pooled = model.Spec.Pools;
            Assert.True(run.Length > 0 && run.All(y => y.Length == model.Spec.OutputSize), Said(seed, model));
            Assert.True(pooled ? stepped[^1].SequenceEqual(run.Single()) : stepped.SelectMany(y => y).SequenceEqual(run.SelectMany(y => y)), Said(seed, model));
        }
    }

    private static string Said(int seed, RandomModel model) => string.Create(CultureInfo.InvariantCulture, $"seed {seed}:\n{model.Text}");
}
