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
    /// <summary>The answer at a time step, counted from 1.</summary>
    void Write(string sequence, int step, ReadOnlySpan<float> outputs);
}

/// <summary>Answers as CSV: sequence, step, for classes the likeliest one, then a column for each output.</summary>
internal sealed class CsvAnswers : IAnswerWriter
{
    private readonly TextWriter output;
    private readonly ModelCard card;
    private readonly StringBuilder line = new();

    public CsvAnswers(TextWriter output, ModelCard card)
    {
        this.output = output;
        this.card = card;
        string[] named = card.Classes.Count > 0 ? ["sequence", "step", "answer"] : ["sequence", "step"];
        output.WriteLine(string.Join(',', named.Concat(card.Outputs).Select(Field)));
    }

    /// <inheritdoc/>
    public void Write(string sequence, int step, ReadOnlySpan<float> outputs)
    {
        line.Clear().Append(Field(sequence)).Append(CultureInfo.InvariantCulture, $",{step}");
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
    public void Write(string sequence, int step, ReadOnlySpan<float> outputs)
    {
        var members = new Dictionary<string, object?> { ["sequence"] = sequence, ["step"] = step };
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
