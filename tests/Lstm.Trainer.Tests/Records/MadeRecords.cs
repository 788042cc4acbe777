using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Engine;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Records;

namespace Lstm.Trainer.Tests.Records;

/// <summary>Run records without a run.</summary>
internal static class MadeRecords
{
    public static RunRecord Record(double rmse, params (string Name, string Value)[] options) => new()
    {
        Name = "m",
        Finished = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Task = TaskKind.Regression,
        Outputs = ["y"],
        Network = "1 in → LSTM 2 → dense 1",
        Parameters = 1234,
        Loss = "mean squared error",
        Data = "x.csv",
        Command = "lstm train",
        Options = new Dictionary<string, string> { ["--seed"] = "1", ["--bptt"] = "", ["the content of the training data"] = "a" }
            .Where(option => options.All(given => given.Name != option.Key)).Select(option => (option.Key, option.Value)).Concat(options).ToDictionary(option => option.Item1, option => option.Item2),
        Reason = StopReason.Finished,
        History = [new EpochRecord(1, 2, double.NaN, 0.1, true), new EpochRecord(2, 3, double.NaN, 0.1, false)],
        Parts = [new PartFigures("validation", [new Metric("RMSE", rmse, "")], [new NaiveBaseline("mean", "the mean", [new Metric("RMSE", 9, "")], ["RMSE"])])],
        NanosecondsPerStep = 1,
        WeightsDigest = "",
    };

    public static ComparedRun Run(string label, RunRecord record) => new(label, record, null);
}
