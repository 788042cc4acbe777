using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// The embedded Reber grammar (Hochreiter and Schmidhuber 1997, experiment 1): B, then T or P, then a string of the Reber
/// grammar, then the same T or P again, then E. Told symbol by symbol, what may come next? The last T or P depends on the
/// second symbol, however long the string between them.
/// </summary>
internal sealed class ReberProblem(Setting setting) : Problem
{
    private const string Symbols = "BTPSXVE";

    /// <summary>The Reber grammar after its B: the two ways out of each state, with equal chances; −1 leads to its E.</summary>
    private static readonly (char Symbol, int Next)[][] Grammar =
    [
        [('T', 1), ('P', 2)],
        [('S', 1), ('X', 3)],
        [('T', 2), ('V', 4)],
        [('X', 2), ('S', -1)],
        [('P', 3), ('V', -1)],
    ];

    public override string Name => "embedded Reber grammar";

    public override string Criterion => "at every step all legal symbols above all others";

    public override LossKind Loss => LossKind.CrossEntropy;

    public override Setting Setting => setting;

    public override int Allowed => 0;

    protected override int InputSize => Symbols.Length;

    protected override int OutputSize => Symbols.Length;

    public static ReberProblem Full() => new(new Setting(Hidden: 24, LearningRate: 0.01f, BatchSize: 32, Sequences: 3200, Epochs: 100));

    public static ReberProblem Quick() => new(new Setting(Hidden: 16, LearningRate: 0.01f, BatchSize: 32, Sequences: 3200, Epochs: 100));

    public override Sequence Draw(Xoshiro256 random)
    {
        char frame = "TP"[random.NextIndex(2)];
        string text = $"B{frame}B";
        for (int state = 0; state >= 0;)
        {
            (char symbol, state) = Grammar[state][random.NextIndex(2)];
            text += symbol;
        }
        text += $"E{frame}E";
        int[] tokens = [.. text.Select(symbol => Symbols.IndexOf(symbol, StringComparison.Ordinal))];
        return new Sequence(text, tokens.Length - 1, [], [], tokens[1..], tokens[..^1]);
    }

    public override bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs)
    {
        int t = 0;
        foreach (int legal in Legal(sequence.Id))
        {
            if (!LegalSuccessors.AreMostActive(outputs.Slice(t * OutputSize, OutputSize), legal))
            {
                return false;
            }
            t++;
        }
        return true;
    }

    /// <summary>For every symbol of a string but its last, what may come after it.</summary>
    private static IEnumerable<int> Legal(string text)
    {
        yield return Bits("TP");
        yield return Bits("B");
        int state = 0;
        for (int t = 2; t < text.Length - 3; t++)
        {
            var (first, second) = (Grammar[state][0], Grammar[state][1]);
            yield return Bits([first.Symbol, second.Symbol]);
            state = text[t + 1] == first.Symbol ? first.Next : second.Next;
            if (state < 0)
            {
                break;
            }
        }
        yield return Bits("E");
        yield return Bits(text.AsSpan(1, 1));
        yield return Bits("E");
    }

    private static int Bits(ReadOnlySpan<char> symbols)
    {
        int bits = 0;
        foreach (char symbol in symbols)
        {
            bits |= 1 << Symbols.IndexOf(symbol, StringComparison.Ordinal);
        }
        return bits;
    }
}
