using System.Collections.Generic;

namespace Lstm.Specification;

/// <summary>What is known of an activation function, but for the code that computes it. <see cref="Activations"/> has one for each.</summary>
/// <param name="kind">Which.</param>
/// <param name="name">Its name in a spec file.</param>
/// <param name="equation">What it makes of x.</param>
public sealed class ActivationFunction(ActivationKind kind, string name, string equation)
{
    /// <summary>Which.</summary>
    public ActivationKind Kind { get; } = kind;

    /// <summary>Its name in a spec file.</summary>
    public string Name { get; } = name;

    /// <summary>What it makes of x, as the pages have it.</summary>
    public string Equation { get; } = equation;

    /// <summary>What equations call it; nothing for the identity.</summary>
    public string Symbol { get; init; } = name;

    /// <summary>The usual α; null for a function that has none.</summary>
    public float? Alpha { get; init; }

    /// <summary>The usual β; null for a function that has none. One that has a β has an α.</summary>
    public float? Beta { get; init; }

    /// <summary>Whether it looks at all values of a layer at once; the others make one value of one value.</summary>
    public bool OfWholeLayer { get; init; }

    /// <summary>What its argument is multiplied by beforehand.</summary>
    public ArgumentFactor Factor { get; init; }

    /// <summary>Whether its argument is multiplied by β as well, beforehand.</summary>
    public bool FactorHasBeta { get; init; }

    /// <summary>Whether what comes out may be near zero, so that a layer flushes it before it hands it on (docs/decisions 15).</summary>
    public bool MakesTiny { get; init; } = true;

    /// <summary>
    /// The code for one value or a register of them: {x} is the argument times its factor, {alpha} and {beta} are numbers, {alphas} is α in
    /// every lane. For a function of a whole layer what is left to do for each value.
    /// </summary>
    public string Code { get; init; } = "{x}";

    /// <summary>What other frameworks call it, where letters alone do not tell which name is meant.</summary>
    public IReadOnlyList<string> AlsoCalled { get; init; } = [];

    /// <summary>Whether there is an α.</summary>
    public bool HasAlpha => Alpha is not null;

    /// <summary>Whether there is a β.</summary>
    public bool HasBeta => Beta is not null;

    /// <summary>Whether it leaves everything as it is, and costs nothing.</summary>
    public bool IsIdentity => Kind == ActivationKind.Identity;

    /// <summary>The function with its usual numbers.</summary>
    public ActivationSpec Usual => new(Kind, Alpha ?? 0, Beta ?? 0);
}

/// <summary>What the argument of a function is multiplied by before the function's code gets it: folded into weights wherever there are some.</summary>
public enum ArgumentFactor
{
    /// <summary>1.</summary>
    Linear,

    /// <summary>−8·log2(e).</summary>
    Sigmoid,

    /// <summary>−16·log2(e).</summary>
    Tanh,

    /// <summary>8·log2(e).</summary>
    Softmax,
}
