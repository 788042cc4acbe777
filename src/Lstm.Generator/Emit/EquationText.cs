using System.Globalization;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>Parts of equations as text.</summary>
internal static class EquationText
{
    /// <summary>1st, 2nd, 3rd, 4th, …</summary>
    public static string Ordinal(int n) => n + (n % 100 is >= 11 and <= 13 ? "th" : (n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    /// <summary>An activation as equations name it; nothing for the identity.</summary>
    public static string Name(ActivationSpec activation) => activation.Function is var function && activation == function.Usual
        ? function.Symbol
        : $"{function.Name}[{Number(activation.Alpha)}{(function.HasBeta ? $", {Number(activation.Beta)}" : "")}]";

    /// <summary>An activation behind a layer's name.</summary>
    public static string Behind(ActivationSpec activation) => Name(activation) is { Length: > 0 } name ? " " + name : "";

    /// <summary>A number in an equation.</summary>
    public static string Number(float value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
