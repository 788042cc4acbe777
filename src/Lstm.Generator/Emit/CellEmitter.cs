using System.Globalization;
using Lstm.Specification;

namespace Lstm.Generator.Emit;

/// <summary>
/// Writes the method that turns gate sums into the new cell and hidden state. One for every combination of activations and
/// peepholes in the network; the layers that agree share it.
/// </summary>
internal static class CellEmitter
{
    private const double SigmoidFactor = -11.541560327111707; // -8·log2(e)
    private const double TanhFactor = -23.083120654223414; // -16·log2(e)

    /// <summary>The number that the weights of a gate with this activation are multiplied by.</summary>
    public static string WeightFactor(ActivationKind activation) => activation switch
    {
        ActivationKind.Sigmoid => "WeightPacker.SigmoidFactor",
        ActivationKind.Tanh => "WeightPacker.TanhFactor",
        ActivationKind.Softmax => "WeightPacker.SoftmaxFactor",
        _ => "WeightPacker.LinearFactor",
    };

    /// <summary>The vector form, for registers of <paramref name="lanes"/>.</summary>
    public static void Vector(SourceWriter writer, string name, LstmLayerSpec layer, VectorTarget target, int lanes)
    {
        string vector = VectorTarget.VectorOf(lanes);
        string peepholes = layer.Peephole ? "ref float peepholes, nuint stride, " : "";
        writer.Doc($"<summary>The new hidden state of {lanes} units; updates their cell state.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Open($"private static {vector}<float> {name}({vector}<float> i, {vector}<float> f, {vector}<float> g, {vector}<float> o, {peepholes}ref float cell)"))
        {
            string load(string row) => $"{vector}.LoadUnsafe(ref peepholes{row})";
            Formula(
                writer,
                layer,
                "var",
                $"{vector}.LoadUnsafe(ref cell)",
                "c.StoreUnsafe(ref cell);",
                number => $"{vector}.Create({number})",
                (a, b, c) => target.MultiplyAdd(lanes, a, b, c),
                [load(""), load(", stride"), load(", 2 * stride")]);
        }
    }

    /// <summary>The scalar form.</summary>
    public static void Scalar(SourceWriter writer, string name, LstmLayerSpec layer)
    {
        string peepholes = layer.Peephole ? "ref float peepholes, nuint stride, " : "";
        writer.Doc("<summary>The new hidden state of one unit; updates its cell state.</summary>");
        using (writer.Open($"private static float {name}(float i, float f, float g, float o, {peepholes}ref float cell)"))
        {
            Formula(
                writer,
                layer,
                "float",
                "cell",
                "cell = c;",
                number => number,
                (a, b, c) => $"MathF.FusedMultiplyAdd({a}, {b}, {c})",
                ["peepholes", "Unsafe.Add(ref peepholes, stride)", "Unsafe.Add(ref peepholes, 2 * stride)"]);
        }
    }

    private delegate string Number(string number);

    private delegate string MultiplyAdd(string a, string b, string c);

    private static void Formula(SourceWriter writer, LstmLayerSpec layer, string type, string loadCell, string storeCell, Number number, MultiplyAdd multiplyAdd, string[] peepholes)
    {
        writer.Line($"{type} c = {loadCell};");
        if (layer.Peephole)
        {
            writer.Line($"i = {multiplyAdd(peepholes[0], "c", "i")};");
            writer.Line($"f = {multiplyAdd(peepholes[1], "c", "f")};");
        }

        string outputPeephole = layer.Peephole ? $"o = {multiplyAdd(peepholes[2], "c", "o")};\n" : "";
        if (layer.Activations == LstmActivations.Standard)
        {
            writer.Line($"""
                {type} a = Exponential.OnePlusExp(i);                     // input gate = 1/a
                {type} b = Exponential.OnePlusExp(g, out {type} n);        // candidate = n/b
                {type} d = Exponential.OnePlusExp(f);                     // forget gate = 1/d
                {type} ab = a * b;
                c = Exponential.FlushTiny({multiplyAdd("c", "ab", "n * d")} / (ab * d)); // c·f + i·g over one denominator
                {storeCell}
                {outputPeephole}{type} e = Exponential.OnePlusExp(o);                     // output gate = 1/e
                {type} s = Exponential.OnePlusExp(c * {number(Literal(TanhFactor))}, out {type} m); // tanh c = m/s
                return m / (e * s);
                """);
            return;
        }

        var activations = layer.Activations;
        writer.Line($"""
            {type} inputGate = {Activate(activations.InputGate, "i")};
            {type} forgetGate = {Activate(activations.ForgetGate, "f")};
            {type} candidate = {Activate(activations.Candidate, "g")};
            c = Exponential.FlushTiny({multiplyAdd("forgetGate", "c", "inputGate * candidate")});
            {storeCell}
            {outputPeephole}{type} outputGate = {Activate(activations.OutputGate, "o")};
            return outputGate * {Activate(activations.Cell, Scaled(activations.Cell, number))};
            """);
    }

    private static string Scaled(ActivationKind activation, Number number) => activation switch
    {
        ActivationKind.Sigmoid => $"c * {number(Literal(SigmoidFactor))}",
        ActivationKind.Tanh => $"c * {number(Literal(TanhFactor))}",
        _ => "c",
    };

    /// <summary>The activation of an expression that already holds the factor.</summary>
    public static string Activate(ActivationKind activation, string x) => activation switch
    {
        ActivationKind.Sigmoid => $"Exponential.Sigmoid({x})",
        ActivationKind.Tanh => $"Exponential.Tanh({x})",
        ActivationKind.Relu => $"Exponential.Relu({x})",
        _ => x,
    };

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}
