using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.EndToEnd.Tests.Support;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.EndToEnd.Tests.ManyNetworks;

/// <summary>Runs one network on every body, in every manner, and compares.</summary>
internal sealed class NetworkChecks(ModelSpec spec, CompiledNetwork network, int seed)
{
    private readonly List<string> differences = [];
    private readonly List<string> damage = [];
    private int differentValues;

    public NetworkReport Report()
    {
        var made = new MadeWeights(spec, seed);
        var weights = network.Pack(made.File(network.SpecHash));
        float[] before = weights.Span.ToArray();
        var random = new Random(seed);
        float[] samples = [.. Enumerable.Range(0, Steps * spec.InputSize).Select(_ => (float)((2 * random.NextDouble()) - 1))];

        var run = new NetworkRun(network, weights, samples, damage);
        var scalar = run.Step(InstructionSet.Scalar);
        InstructionSet[] bodies = [.. Cases.SupportedBodies];
        foreach (var body in bodies)
        {
            var stepped = body == InstructionSet.Scalar ? scalar : run.Step(body);
            Compare($"Step on {body} and on Scalar", stepped, scalar);
            CompareAll($"Run and Step on {body}", run.Run(body), stepped with { Parts = [stepped.Parts[^1]] });
            CompareAll($"StepMany and Step of each stream on {body}", run.Streams(body, together: true), run.Streams(body, together: false));
        }
        Compare("a body of its own for each step, and Scalar", run.Step(bodies), scalar);
        if (!weights.Span.SequenceEqual(before))
        {
            damage.Add("wrote the weights");
        }

        bool standard = spec.Layers.OfType<LstmLayerSpec>().All(lstm => lstm.Activations == LstmActivations.Standard);
        return new NetworkReport($"{network.Name}: {SpecHash.CanonicalText(spec).ReplaceLineEndings("; ")}", standard, differentValues, differences, damage, [.. Sizes(weights)], ReferenceErrors.Of(spec, made, samples, scalar));
    }

    // Enough for the panels to be read backwards and forwards many times; fewer where the reference takes long.
    private int Steps => spec.Layers.OfType<LstmLayerSpec>().Max(lstm => lstm.HiddenSize) > 100 ? 25 : 60;

    private IEnumerable<string> Sizes(PackedWeights weights)
    {
        if (network.StateBytes != network.SizeOfState)
        {
            yield return $"StateBytes {network.StateBytes}, sizeof(State) {network.SizeOfState}";
        }
        if (network.WeightBytes != Footprint.WeightFloats(spec) * sizeof(float) || network.WeightBytes != weights.Length * sizeof(float))
        {
            yield return $"WeightBytes {network.WeightBytes}, Footprint.WeightFloats {Footprint.WeightFloats(spec)}, packed floats {weights.Length}";
        }
        if (network.InputSize != spec.InputSize || network.OutputSize != spec.OutputSize || network.SpecHash != SpecHash.Of(spec))
        {
            yield return $"InputSize {network.InputSize}, OutputSize {network.OutputSize}, SpecHash {network.SpecHash}";
        }
    }

    private void CompareAll(string what, Trace one, Trace other)
    {
        Compare(what, one, other);
        if (!one.State.AsSpan().SequenceEqual(other.State))
        {
            differences.Add($"{what}: the states' bytes");
            differentValues++;
        }
    }

    private void Compare(string what, Trace one, Trace other)
    {
        Compare($"{what}: y", [one.Outputs], [other.Outputs]);
        Compare($"{what}: h and c", one.Parts, other.Parts);
    }

    private void Compare(string what, float[][] one, float[][] other)
    {
        int different = 0;
        string first = "";
        for (int t = 0; t < one.Length; t++)
        {
            uint[] bits = Bits.Of(one[t]), otherBits = Bits.Of(other[t]);
            for (int k = 0; k < bits.Length; k++)
            {
                if (bits[k] != otherBits[k] && different++ == 0)
                {
                    first = $"{what}, row {t}, value {k}: {one[t][k]:G9} and {other[t][k]:G9}";
                }
            }
        }
        if (different > 0)
        {
            differences.Add(first);
            differentValues += different;
        }
    }
}
