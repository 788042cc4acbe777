namespace Lstm.Embedded;

/// <summary>
/// What arguments of functions are multiplied by, so that e^z is 2^(t/8): folded into weights, or in generated code. The generator
/// compiles this file too.
/// </summary>
internal static class ArgumentFactors
{
    /// <summary>1, which is exact.</summary>
    public const double Linear = 1;

    /// <summary>−8·log2(e): 1/(1 + 2^(t/8)) is the sigmoid of z.</summary>
    public const double Sigmoid = -11.541560327111707;

    /// <summary>−16·log2(e), as tanh z = 2·sigmoid(2z) − 1.</summary>
    public const double Tanh = 2 * Sigmoid;

    /// <summary>8·log2(e): 2^(t/8) is e^z.</summary>
    public const double Softmax = -Sigmoid;
}
