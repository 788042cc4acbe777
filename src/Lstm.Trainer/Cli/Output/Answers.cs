using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Embedded;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes a network's answers, row by row.</summary>
internal interface IAnswerWriter
{
    /// <summary>The answer at a time step, counted from 1, with its time where the data says it.</summary>
    void Write(string sequence, int step, string? time, ReadOnlySpan<float> outputs);
}

/// <summary>Which answers mean yes, for outputs that are yes or no and have a threshold that was chosen.</summary>
internal static class Decisions
{
    /// <summary>The outputs that have one; empty for classes and numbers.</summary>
    public static int[] Outputs(ModelCard card, OutputThresholds thresholds) =>
        card.Task is TaskKind.Binary or TaskKind.Anomaly ? [.. Enumerable.Range(0, thresholds.Count).Where(thresholds.IsChosen)] : [];

    /// <summary>What the column of one is called: flag for anomalies, decision for others, or with several outputs their names too.</summary>
    public static string Name(ModelCard card, int output) => card.Task == TaskKind.Anomaly ? "flag" : card.Outputs.Count == 1 ? "decision" : $"decision {card.Outputs[output]}";
}

/// <summary>Answers as CSV: sequence, step, the time where the data says it, for classes the answer, a column for each output, and 1 or 0 for each that has a threshold.</summary>
internal sealed class CsvAnswers : IAnswerWriter
{
    private readonly TextWriter output;
    private readonly ModelCard card;
    private readonly OutputThresholds thresholds;
    private readonly int[] decided;
    private readonly StringBuilder line = new();

    /// <param name="output">Where to.</param>
    /// <param name="card">What the network gives.</param>
    /// <param name="time">What the data calls its times; null where there are none.</param>
    /// <param name="thresholds">From which value on each output means yes.</param>
    public CsvAnswers(TextWriter output, ModelCard card, string? time, OutputThresholds thresholds)
    {
        this.output = output;
        this.card = card;
        this.thresholds = thresholds;
        decided = Decisions.Outputs(card, thresholds);
        IEnumerable<string> named = ["sequence", "step", .. time is null ? Array.Empty<string>() : [time], .. card.Classes.Count > 0 ? ["answer"] : Array.Empty<string>()];
        output.WriteLine(string.Join(',', named.Concat(card.Outputs).Concat(decided.Select(index => Decisions.Name(card, index))).Select(Field)));
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
            line.Append(',').Append(Field(card.Classes[Decision.Class(thresholds, outputs)]));
        }
        foreach (float value in outputs)
        {
            line.Append(CultureInfo.InvariantCulture, $",{value:R}");
        }
        foreach (int index in decided)
        {
            line.Append(Decision.IsYes(thresholds, index, outputs[index]) ? ",1" : ",0");
        }
        output.WriteLine(line);
    }

    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>Answers as JSON objects, one a line.</summary>
internal sealed class JsonAnswers(TextWriter output, ModelCard card, OutputThresholds thresholds) : IAnswerWriter
{
    private readonly int[] decided = Decisions.Outputs(card, thresholds);

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
            members["answer"] = card.Classes[Decision.Class(thresholds, outputs)];
        }
        var values = new Dictionary<string, float?>();
        for (int i = 0; i < outputs.Length; i++)
        {
            values[card.Outputs[i]] = float.IsFinite(outputs[i]) ? outputs[i] : null;
        }
        members["outputs"] = values;
        if (decided.Length > 0)
        {
            var answers = new Dictionary<string, bool>();
            foreach (int index in decided)
            {
                answers[card.Outputs[index]] = Decision.IsYes(thresholds, index, outputs[index]);
            }
            members["decisions"] = answers;
        }
        JsonLine.Write(output, members);
    }
}
