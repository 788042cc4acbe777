using System;
using System.Globalization;
using System.Linq;
using Lstm.Shared;
using Lstm.Specification;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Formats.Common;
using Lstm.Training.Functions;
using Xunit;
using One = Lstm.Training.Functions.Lanes<Lstm.Embedded.WidthScalar, float>;

namespace Lstm.Trainer.Tests.Functions;

/// <summary>Every activation function, from its descriptor to its row on the page.</summary>
public class ActivationTests
{
    public static TheoryData<ActivationKind> Kinds { get; } = [.. Enum.GetValues<ActivationKind>()];

    public static TheoryData<ActivationKind> OfOneValue { get; } = [.. Enum.GetValues<ActivationKind>().Where(kind => !Activations.Of(kind).OfWholeLayer)];

    // Away from zero, where some have no slope.
    private static readonly float[] Arguments = [-3.5f, -1.25f, -0.4f, -0.03f, 0.05f, 0.6f, 1.5f, 4f];

    [Theory, MemberData(nameof(OfOneValue))]
    public void What_can_be_trained_has_the_value_and_the_slope_of_its_definition(ActivationKind kind)
    {
        if (!ActivationMath.CanTrain(kind))
        {
            Assert.Throws<NotSupportedException>(() => One.Activate(kind, One.Broadcast(1)));
            Assert.Throws<NotSupportedException>(() => One.Slope(kind, One.Broadcast(1)));
            return;
        }
        var function = Activations.Of(kind);
        var other = new ActivationSpec(kind, function.Alpha * 1.5f ?? 0, function.Beta * 0.75f ?? 0);
        foreach (var activation in (ActivationSpec[])[function.Usual, other])
        {
            foreach (float x in Arguments)
            {
                const double step = 1e-5;
                double slope = (ActivationMath.Apply(activation, x + step) - ActivationMath.Apply(activation, x - step)) / (2 * step);
                var y = One.Activate(activation, One.Broadcast(x));
                Assert.Equal(ActivationMath.Apply(activation, (double)x), Of(y), 1e-6);
                Assert.Equal(slope, Of(One.Slope(activation, y)), 1e-5);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Both_ways_out_have_every_function(ActivationKind kind)
    {
        Assert.NotEmpty(ForeignActivations.PyTorchOf(kind, value => value.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(kind == ActivationKind.Identity, ForeignActivations.OnnxSteps(kind).Count == 0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_page_says_of_each_what_the_code_does(ActivationKind kind)
    {
        var function = Activations.Of(kind);
        string Digits(float? value) => value is { } number ? FormattableString.Invariant($" {number} ") : " ";
        string Cell(string? text) => string.IsNullOrEmpty(text) ? " " : $" {text} ";
        string? onnx = ForeignActivations.OnnxOperators.FirstOrDefault(entry => entry.Value.Kind == kind).Key
            ?? (ForeignActivations.OnnxAttribute(kind) is { } attribute ? attribute + " in LSTM, GRU, RNN" : null);
        string? keras = kind == ActivationKind.HardSigmoid ? "hard_sigmoid" : ForeignActivations.Keras.FirstOrDefault(entry => entry.Value.Kind == kind).Key;
        string? rtNeural = ForeignActivations.RtNeural.FirstOrDefault(entry => entry.Value.Kind == kind).Key;
        string row = $"| `{function.Name}` | {function.Equation.Replace("|", "\\|")} |{Digits(function.Alpha)}|{Digits(function.Beta)}|{Cell(onnx)}|{Cell(keras)}|{Cell(rtNeural)}|{Cell(ActivationMath.CanTrain(kind) ? "yes" : null)}|";
        Assert.Contains("\n" + row + "\n", Repository.Read("docs/model-format.md"));
    }

    private static double Of(One y)
    {
        float value = 0;
        y.Store(ref value);
        return value;
    }
}
