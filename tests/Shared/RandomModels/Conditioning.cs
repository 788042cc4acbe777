using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>
/// Tells whether what single precision rounds away stays as small in the results: it does not where states grow from step to
/// step, where a normalised gate's sums are almost equal, or where a thresholded ReLU's sum is near its jump.
/// </summary>
internal static class Conditioning
{
    /// <summary>The largest result.</summary>
    public const double LargestValue = 10;

    private const double RelativeChange = 1e-6; // some 16 times what a float is rounded by
    private const double AllowedChange = 1e-5;
    private const float NearJump = 1e-4f;

    /// <summary>Whether all results are small and hardly change when weights do.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="tensor">Its tensors.</param>
    /// <param name="results">All that will be compared, for a network and tensors like these.</param>
    public static bool IsGood(ModelSpec spec, Func<string, float[]> tensor, Func<ModelSpec, Func<string, float[]>, IEnumerable<double>> results)
    {
        var changed = new Dictionary<string, float[]>();
        float[] Changed(string name)
        {
            if (!changed.TryGetValue(name, out float[]? values))
            {
                values = [.. tensor(name).Select((value, k) => (float)(value * (1 + (k % 3 == 0 ? -RelativeChange : RelativeChange))))];
                changed.Add(name, values);
            }
            return values;
        }
        double[] exact = [.. results(spec, tensor)];
        return exact.All(value => Math.Abs(value) <= LargestValue)
            && Same(results(spec, Changed))
            && (!HasJumps(spec) || (Same(results(Shifted(spec, NearJump), tensor)) && Same(results(Shifted(spec, -NearJump), tensor))));

        bool Same(IEnumerable<double> others) => exact.Zip(others).All(pair => Math.Abs(pair.First - pair.Second) <= AllowedChange);
    }

    private static bool HasJumps(ModelSpec spec) => Shifted(spec, NearJump) != spec;

    /// <summary>The network with all thresholds moved: a sum that is not between the two gives the same.</summary>
    private static ModelSpec Shifted(ModelSpec spec, float shift)
    {
        ActivationSpec Move(ActivationSpec activation) => activation.Kind == ActivationKind.ThresholdedRelu ? activation with { Alpha = activation.Alpha + shift } : activation;
        return spec with { Layers = new EquatableArray<LayerSpec>(spec.Layers.Select(Moved)) };

        LayerSpec Moved(LayerSpec layer) => layer switch
        {
            LstmLayerSpec { Activations: var a } lstm => lstm with { Activations = new(Move(a.InputGate), Move(a.ForgetGate), Move(a.Candidate), Move(a.OutputGate), Move(a.Cell)) },
            GruLayerSpec { Activations: var a } gru => gru with { Activations = new(Move(a.ResetGate), Move(a.UpdateGate), Move(a.Candidate)) },
            LtmStmLayerSpec { Activations: var a } cell => cell with { Activations = new(Move(a.LearnGate), Move(a.ForgetGate), Move(a.Candidate), Move(a.UseGate), Move(a.Output)) },
            RnnLayerSpec rnn => rnn with { Activation = Move(rnn.Activation) },
            DenseLayerSpec dense => dense with { Activation = Move(dense.Activation) },
            ActivationLayerSpec alone => alone with { Activation = Move(alone.Activation) },
            ConvLayerSpec conv => conv with { Activation = Move(conv.Activation) },
            FrameConvLayerSpec conv => conv with { Activation = Move(conv.Activation) },
            _ => layer,
        };
    }
}
