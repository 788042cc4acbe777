using System;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Shared.RandomModels;

/// <summary>Draws activations, with numbers of their own half of the time.</summary>
internal static class RandomActivations
{
    private static readonly ActivationKind[] OfOneValue = [.. Activations.ForLstm.Select(name => Activations.Named(name)!.Value)];

    /// <summary>A function of one value.</summary>
    public static ActivationSpec Gate(Random random)
    {
        var kind = OfOneValue[random.Next(OfOneValue.Length)];
        return random.Next(2) == 0 ? kind : WithNumbers(kind, random);
    }

    /// <summary>What a layer of <paramref name="size"/> outputs can have: softmax too, of more than one.</summary>
    public static ActivationSpec Layer(Random random, int size) => size > 1 && random.Next(6) == 0 ? ActivationKind.Softmax : Gate(random);

    public static LstmActivations Lstm(Random random, bool coupled) => random.Next(2) == 0
        ? LstmActivations.Standard
        : new LstmActivations(Gate(random), coupled ? ActivationKind.Sigmoid : Gate(random), Gate(random), Gate(random), Gate(random));

    public static GruActivations Gru(Random random) => random.Next(2) == 0 ? GruActivations.Standard : new GruActivations(Gate(random), Gate(random), Gate(random));

    public static LtmStmActivations LtmStm(Random random) => random.Next(2) == 0
        ? LtmStmActivations.Standard
        : new LtmStmActivations(Gate(random), Gate(random), Gate(random), Gate(random), Gate(random));

    private static ActivationSpec WithNumbers(ActivationKind kind, Random random)
    {
        float Around(float middle) => (float)Math.Round(middle + (random.NextDouble() - 0.5), 3);
        var usual = ActivationSpec.Of(kind);
        return new ActivationSpec(
            kind,
            Activations.Of(kind).HasAlpha ? Around(usual.Alpha) : usual.Alpha,
            Activations.Of(kind).HasBeta ? Around(usual.Beta) : usual.Beta);
    }
}
