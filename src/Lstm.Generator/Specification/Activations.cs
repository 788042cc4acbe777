using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>An activation function; what is known of each is in <see cref="Activations"/>.</summary>
public enum ActivationKind
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>1/(1 + e^-x).</summary>
    Sigmoid,

    /// <summary>e^x over the sum of e^x of all outputs; for a dense layer, or as a layer of its own.</summary>
    Softmax,

    /// <summary>α·x + β.</summary>
    Affine,

    /// <summary>x where it is not negative, α·x elsewhere.</summary>
    LeakyRelu,

    /// <summary>x where it is above α, 0 elsewhere.</summary>
    ThresholdedRelu,

    /// <summary>α·tanh(β·x).</summary>
    ScaledTanh,

    /// <summary>α·x + β, limited to [0, 1].</summary>
    HardSigmoid,

    /// <summary>x where it is not negative, α·(e^x − 1) elsewhere.</summary>
    Elu,

    /// <summary>x/(1 + |x|).</summary>
    Softsign,

    /// <summary>log(1 + e^x).</summary>
    Softplus,
}

/// <summary>Every activation function there is. How to add one: docs/contributing/add-an-activation.md.</summary>
public static class Activations
{
    // In the order in which messages list them.
    private static readonly ActivationFunction[] All =
    [
        new(ActivationKind.Sigmoid, "sigmoid", "1/(1 + e^−x)") { Symbol = "σ", Factor = ArgumentFactor.Sigmoid, MakesTiny = false, Code = "Exponential.Sigmoid({x})", AlsoCalled = ["logistic"] },
        new(ActivationKind.Tanh, "tanh", "tanh x") { Factor = ArgumentFactor.Tanh, Code = "Exponential.Tanh({x})" },
        new(ActivationKind.Identity, "identity", "x") { Symbol = "", AlsoCalled = ["linear", "none"] },
        new(ActivationKind.Relu, "relu", "max(x, 0)") { Code = "Exponential.Relu({x})" },
        new(ActivationKind.Affine, "affine", "α·x + β") { Alpha = 1, Beta = 0, Code = "Exponential.Affine({x}, {alpha}, {beta})" },
        new(ActivationKind.LeakyRelu, "leakyRelu", "x where x ≥ 0, elsewhere α·x") { Alpha = 0.01f, Code = "Exponential.LeakyRelu({x}, {alpha})", AlsoCalled = ["leaky_relu"] },
        new(ActivationKind.ThresholdedRelu, "thresholdedRelu", "x where x > α, elsewhere 0") { Alpha = 1, Code = "Exponential.ThresholdedRelu({x}, {alpha})" },
        new(ActivationKind.ScaledTanh, "scaledTanh", "α·tanh(β·x)") { Alpha = 1, Beta = 1, Factor = ArgumentFactor.Tanh, FactorHasBeta = true, Code = "({alphas} * Exponential.Tanh({x}))" },
        new(ActivationKind.HardSigmoid, "hardSigmoid", "α·x + β, limited to [0, 1]") { Alpha = 0.2f, Beta = 0.5f, Code = "Exponential.HardSigmoid({x}, {alpha}, {beta})", AlsoCalled = ["hard_sigmoid"] },
        new(ActivationKind.Elu, "elu", "x where x ≥ 0, elsewhere α·(e^x − 1)") { Alpha = 1, Code = "Exponential.Elu({x}, {alpha})" },
        new(ActivationKind.Softsign, "softsign", "x/(1 + |x|)") { Code = "Exponential.Softsign({x})" },
        new(ActivationKind.Softplus, "softplus", "log(1 + e^x)") { MakesTiny = false, Code = "Exponential.Softplus({x})" },
        new(ActivationKind.Softmax, "softmax", "e^x over the sum of e^x of all outputs") { OfWholeLayer = true, Factor = ArgumentFactor.Softmax, MakesTiny = false },
    ];

    private static readonly Dictionary<ActivationKind, ActivationFunction> ByKind = All.ToDictionary(function => function.Kind);
    private static readonly Dictionary<string, ActivationFunction> ByName = All.ToDictionary(function => function.Name);
    private static readonly Dictionary<string, string> Elsewhere = All.SelectMany(function => function.AlsoCalled.Select(name => (name, function.Name))).ToDictionary(pair => pair.name, pair => pair.Name);

    /// <summary>The names of functions of one value: what a gate, the candidate and the cell's way out can have.</summary>
    public static IReadOnlyList<string> ForLstm { get; } = [.. All.Where(function => !function.OfWholeLayer).Select(function => function.Name)];

    /// <summary>The names of all: what a dense layer can have.</summary>
    public static IReadOnlyList<string> ForDense { get; } = [.. All.Select(function => function.Name)];

    /// <summary>What is known of <paramref name="kind"/>.</summary>
    public static ActivationFunction Of(ActivationKind kind) => ByKind.TryGetValue(kind, out var function) ? function : throw Unhandled.Kind(kind);

    /// <summary>The name of <paramref name="activation"/> in a spec file.</summary>
    public static string NameOf(ActivationKind activation) => Of(activation).Name;

    /// <summary>The activation that a spec file calls <paramref name="name"/>, or null.</summary>
    public static ActivationKind? Named(string name) => ByName.TryGetValue(name, out var function) ? function.Kind : null;

    /// <summary>Our name for what another framework calls <paramref name="name"/>; null where letters have to tell.</summary>
    internal static string? NamedElsewhere(string name) => Elsewhere.TryGetValue(name, out string? ours) ? ours : null;
}
