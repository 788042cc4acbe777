using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes a network's answers, row by row.</summary>
internal interface IAnswerWriter
{
    /// <summary>The answer at a time step, counted from 1, with its time where the data says it.</summary>
    void Write(string sequence, int step, string? time, ReadOnlySpan<float> outputs);
}

/// <summary>Answers as CSV: sequence, step, the time where the data says it, for classes the likeliest one, then a column for each output.</summary>
internal sealed class CsvAnswers : IAnswerWriter
{
    private readonly TextWriter output;
    private readonly ModelCard card;
    private readonly StringBuilder line = new();

    /// <param name="output">Where to.</param>
    /// <param name="card">What the network gives.</param>
    /// <param name="time">What the data calls its times; null where there are none.</param>
    public CsvAnswers(TextWriter output, ModelCard card, string? time)
    {
        this.output = output;
        this.card = card;
        IEnumerable<string> named = ["sequence", "step", .. time is null ? Array.Empty<string>() : [time], .. card.Classes.Count > 0 ? ["answer"] : Array.Empty<string>()];
        output.WriteLine(string.Join(',', named.Concat(card.Outputs).Select(Field)));
    }

    /// <inheritdoc/>
    public void Write(string sequence, int step, string? time, ReadOnlySpan<float> outputs)
    {
        line.Clear().Append(Field(sequence)).Append(CultureInfo.InvariantCulture, $",{step}");
        if (time is not null)
        {
            line.Append(',').Append(Field(time));
        }
        if (card.Classes.Count > 0)
        {
            line.Append(',').Append(Field(card.Classes[ClassScores.IndexOfLargest(outputs)]));
        }
        foreach (float value in outputs)
        {
            line.Append(CultureInfo.InvariantCulture, $",{value:R}");
        }
        output.WriteLine(line);
    }

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>Answers as JSON objects, one a line.</summary>
internal sealed class JsonAnswers(TextWriter output, ModelCard card) : IAnswerWriter
{
    /// <inheritdoc/>
    public void Write(string sequence, int step, string? time, ReadOnlySpan<float> outputs)
    {
        var members = new Dictionary<string, object?> { ["sequence"] = sequence, ["step"] = step };
        if (time is not null)
        {
            members["time"] = time;
        }
        if (card.Classes.Count > 0)
        {
            members["answer"] = card.Classes[ClassScores.IndexOfLargest(outputs)];
        }
        var values = new Dictionary<string, float?>();
        for (int i = 0; i < outputs.Length; i++)
        {
            values[card.Outputs[i]] = float.IsFinite(outputs[i]) ? outputs[i] : null;
        }
        members["outputs"] = values;
        JsonLine.Write(output, members);
    }
}
