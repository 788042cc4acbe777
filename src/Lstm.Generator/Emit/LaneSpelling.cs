using System.Globalization;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>How elementwise code is spelled: for a register of lanes, or for one float.</summary>
/// <param name="target">The instruction set, or null for plain C#.</param>
/// <param name="lanes">Lanes of the register; 1 in plain C#.</param>
internal sealed class LaneSpelling(VectorTarget? target, int lanes)
{
    public int Lanes => lanes;

    private string Vector => VectorTarget.VectorOf(lanes);

    public string Load(string reference, string offset) => target is null
        ? offset == "0" ? reference : $"Unsafe.Add(ref {reference}, {offset})"
        : VectorTarget.Load(lanes, reference, offset);

    public string Store(string value, string reference, string offset) => target is null
        ? $"{Load(reference, offset)} = {value};"
        : $"{(IsOneTerm(value) ? value : $"({value})")}.StoreUnsafe(ref {reference}{(offset == "0" ? "" : $", {offset}")});";

    public string Number(double value) => InEveryLane(Literal(value));

    public string MultiplyAdd(string a, string b, string c) => target is null ? $"MathF.FusedMultiplyAdd({a}, {b}, {c})" : target.MultiplyAdd(lanes, a, b, c);

    /// <summary>1 − x.</summary>
    public string OneMinus(string x) => target is null ? $"1f - {x}" : $"{Vector}<float>.One - {x}";

    /// <summary>The activation of an expression that holds the factor already.</summary>
    public string Activate(ActivationSpec activation, string x)
    {
        string code = activation.Function.Code.Replace("{alphas}", Number(activation.Alpha)).Replace("{alpha}", Literal(activation.Alpha)).Replace("{beta}", Literal(activation.Beta));
        return code.Replace("{x}", x);
    }

    /// <summary>What a layer hands on: zero for a tiny value (docs/decisions 15).</summary>
    public static string HandOn(string x) => $"Exponential.FlushTiny({x})";

    /// <summary>The activation of an expression that holds the factor already, as a layer hands it on; some make nothing tiny.</summary>
    public string ActivateToHandOn(ActivationSpec activation, string x) =>
        activation.Function.MakesTiny ? HandOn(Activate(activation, x)) : Activate(activation, x);

    /// <summary>The activation of an expression that does not.</summary>
    public string ActivatePlain(ActivationSpec activation, string x) => FactorOf(activation) is 1 ? Activate(activation, x) : Activate(activation, $"{x} * {Factor(activation)}");

    /// <summary>What <see cref="FactorOf"/> is, by its name.</summary>
    public string Factor(ActivationSpec activation) =>
        InEveryLane(activation.Function.FactorHasBeta ? $"(float)({NameOfFactor(activation)})" : $"(float){NameOfFactor(activation)}");

    /// <summary>An expression limited, where there is a limit, before its activation; it holds the activation's factor.</summary>
    public static string Clip(float? limit, ActivationSpec activation, string x) => Clip(limit, System.Math.Abs(FactorOf(activation)), x);

    /// <summary>An expression limited, where there is a limit; by the largest float where the factor takes the limit beyond that.</summary>
    public static string Clip(float? limit, double factor, string x) => limit is { } bound ? $"Exponential.Clip({x}, {Literal(System.Math.Min(bound * factor, float.MaxValue))})" : x;

    /// <summary>The number that what an activation takes is multiplied by: folded into weights, or by <see cref="ActivatePlain"/>.</summary>
    public static double FactorOf(ActivationSpec activation)
    {
        double factor = activation.Function.Factor switch
        {
            ArgumentFactor.Linear => ArgumentFactors.Linear,
            ArgumentFactor.Sigmoid => ArgumentFactors.Sigmoid,
            ArgumentFactor.Tanh => ArgumentFactors.Tanh,
            ArgumentFactor.Softmax => ArgumentFactors.Softmax,
            var other => throw Unhandled.Kind(other),
        };
        return activation.Function.FactorHasBeta ? factor * activation.Beta : factor;
    }

    /// <summary>What <see cref="FactorOf"/> is, in double precision: the packer has a constant for each.</summary>
    public static string NameOfFactor(ActivationSpec activation) =>
        $"WeightPacker.{activation.Function.Factor}Factor{(activation.Function.FactorHasBeta ? " * " + ((double)activation.Beta).ToString("R", CultureInfo.InvariantCulture) : "")}";

    private string InEveryLane(string number) => target is null ? number : $"{Vector}.Create({number})";

    /// <summary>A number of single precision in C#.</summary>
    public static string Literal(double value) => ((float)value).ToString("G9", CultureInfo.InvariantCulture) + "f";

    // Whether no operator stands outside of parentheses.
    private static bool IsOneTerm(string expression)
    {
        int depth = 0;
        foreach (char c in expression)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ' ' && depth == 0)
            {
                return false;
            }
        }
        return true;
    }
}
