using System;
using System.Globalization;

namespace Lstm.EndToEnd.Tests.Oracles;

/// <summary>Where random draws begin: the same in every run, so that a failure belongs to a change. LSTM_SEED is another begin, LSTM_ORACLE_MODELS another number; tests/fuzz.sh draws both.</summary>
internal static class Seeds
{
    /// <summary>The first seed; the others follow.</summary>
    public static int First { get; } = Number("LSTM_SEED") ?? 1;

    /// <summary>How many models are drawn.</summary>
    public static int Count(int usual) => Number("LSTM_ORACLE_MODELS") ?? usual;

    /// <summary>What to repeat a run with.</summary>
    public static string Text(int count) => string.Create(CultureInfo.InvariantCulture, $"LSTM_SEED={First} LSTM_ORACLE_MODELS={count}");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : null;
}
