using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Lstm.Trainer.Tests.Training;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Optimizers;
using Lstm.Training.Engine.Parameters;
using Lstm.Training.Evaluation;
using Lstm.Training.Models;
using Lstm.Training.Reference;
using Lstm.Training.Report.Gates;
using Lstm.Training.Report.Sections;

namespace Lstm.Trainer.Tests.Report;

/// <summary>Reports of networks that were really trained, small ones.</summary>
internal static class ReportSamples
{
    /// <summary>Sample and hold: the last pressure that was marked is to come out, in pascals, until the next mark.</summary>
    public static TrainingReport Regression(CancellationToken cancellation)
    {
        var spec = Problems.Spec("""{ "input": 2, "layers": [ { "type": "lstm", "hidden": 8 }, { "type": "dense", "size": 1 } ] }""");
        List<Sequence> Held(int count, ulong seed)
        {
            var random = new Xoshiro256(seed);
            return [.. Enumerable.Range(1, count).Select(n =>
            {
                float[] inputs = new float[2 * 30], targets = new float[30];
                float held = 0;
                for (int t = 0; t < 30; t++)
                {
                    float pressure = (2 * random.NextSingle()) - 1;
                    bool mark = random.NextIndex(8) == 0;
                    held = mark ? pressure : held;
                    (inputs[2 * t], inputs[(2 * t) + 1], targets[t]) = (pressure, mark ? 1 : 0, held);
                }
                return Sequence.OfNumbers($"run {n}", 30, inputs, targets);
            })];
        }
        var (train, validation, test) = (Held(128, 1), Held(32, 2), Held(32, 3));
        var options = new TrainingOptions { Epochs = 50, BatchSize = 16, Optimizer = new(LearningRate: 0.02f), Schedule = new CosineSchedule(0.05), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, train, validation, options);
        var result = trainer.Train(cancellation: cancellation);
        PartEvaluation Part(string name, List<Sequence> sequences)
        {
            var answers = Predictions(spec, trainer.Parameters, sequences);
            float[] truths = [.. sequences.SelectMany(sequence => sequence.Targets)], said = [.. answers.SelectMany(answer => answer.Outputs)];
            double[] errors = [.. truths.Zip(said, (truth, answer) => (double)answer - truth)];
            return new PartEvaluation(
                name,
                TaskKind.Regression,
                [new Metric("RMSE", Math.Sqrt(errors.Average(e => e * e)), "root mean squared error, in the target's unit"), new Metric("MAE", errors.Average(Math.Abs), "mean absolute error")],
                [new TargetResult("held pressure in bar", truths, said)],
                null,
                [],
                answers.Take(2).ToList());
        }
        var trace = GateTracer.Trace(spec, trainer.Parameters.Tensor, test[0], new TraceNames { Inputs = ["pressure in bar", "mark"], Outputs = ["held pressure in bar"] });
        return new TrainingReport(
            "sample-and-hold",
            [new Fact("Network", "2 inputs, LSTM of 8 units, dense 1"), new Fact("Training sequences", "128 of 30 steps"), new Fact("Optimiser", "Adam, learning rate 0.02, cosine to 5 %"), new Fact("Seed", "1")],
            ["The test part is made by the same generator as the training part."],
            "mean squared error",
            result,
            [Part("training", train), Part("validation", validation), Part("test", test)],
            trace);
    }

    /// <summary>Four kinds of waves with noise, to be told apart at the end.</summary>
    public static TrainingReport Classification(CancellationToken cancellation)
    {
        string[] classes = ["slow sine", "fast sine", "saw tooth", "noise alone"];
        var spec = Problems.Spec("""{ "input": 1, "layers": [ { "type": "lstm", "hidden": 10 }, { "type": "dense", "size": 4, "activation": "softmax" } ] }""");
        List<Sequence> Waves(int count, ulong seed)
        {
            var random = new Xoshiro256(seed);
            return [.. Enumerable.Range(1, count).Select(n =>
            {
                int kind = random.NextIndex(4);
                float phase = random.NextSingle();
                float Wave(int t) => kind switch
                {
                    0 => MathF.Sin(6.2832f * ((t / 20f) + phase)),
                    1 => MathF.Sin(6.2832f * ((t / 9f) + phase)),
                    2 => (2 * (((t / 20f) + phase) % 1)) - 1,
                    _ => 0,
                };
                return Sequence.OfClasses($"wave {n}", 50, [.. Enumerable.Range(0, 50).Select(t => Wave(t) + (2.2f * (random.NextSingle() - 0.5f)))], [kind]);
            })];
        }
        var (train, test) = (Waves(128, 4), Waves(64, 5));
        var options = new TrainingOptions { BatchSize = 16, Epochs = 30, Patience = 12, Loss = new(LossKind.CrossEntropy), Optimizer = new(LearningRate: 0.01f), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, train, test, options);
        var result = trainer.Train(cancellation: cancellation);
        PartEvaluation Part(string name, List<Sequence> sequences)
        {
            var answers = Predictions(spec, trainer.Parameters, sequences);
            long[,] counts = new long[4, 4];
            var ofTrue = new List<float>();
            foreach (var answer in answers)
            {
                float[] last = answer.Outputs[^4..];
                counts[answer.Sequence.Classes[0], Array.IndexOf(last, last.Max())]++;
                ofTrue.Add(last[answer.Sequence.Classes[0]]);
            }
            double accuracy = Enumerable.Range(0, 4).Sum(n => counts[n, n]) / (double)sequences.Count;
            return new PartEvaluation(name, TaskKind.Classification, [new Metric("accuracy", accuracy, "share of sequences whose likeliest class is the true one")], [], new ConfusionMatrix(classes, counts), ofTrue, answers.Take(2).ToList());
        }
        var trace = GateTracer.Trace(spec, trainer.Parameters.Tensor, test[0], new TraceNames { Inputs = ["signal"], Outputs = classes });
        return new TrainingReport("waves", [new Fact("Network", "1 input, LSTM of 10 units, dense 4 with softmax")], [], "cross-entropy", result, [Part("training", train), Part("validation", test)], trace);
    }

    /// <summary>Sentences, character by character.</summary>
    public static TrainingReport Text(CancellationToken cancellation)
    {
        const string Letters = "\n abcdeghilmnorstuvw.";
        string[] who = ["the cat", "a dog", "the old men", "a mouse"], does = ["sees", "chases", "loves"], how = ["", " at night", " in the rain"];
        List<Sequence> Sentences(int count, ulong seed)
        {
            var random = new Xoshiro256(seed);
            string Any(string[] words) => words[random.NextIndex(words.Length)];
            return [.. Enumerable.Range(1, count).Select(n =>
            {
                string text = string.Concat(Enumerable.Range(0, 2).Select(_ => $"{Any(who)} {Any(does)} {Any(who)}{Any(how)}.\n"));
                int[] tokens = [.. text.Select(c => Math.Max(0, Letters.IndexOf(c, StringComparison.Ordinal)))];
                return new Sequence($"lines {n}", tokens.Length - 1, [], [], tokens[1..], tokens[..^1]);
            })];
        }
        string[] names = [.. Letters.Select(c => c.ToString())];
        var spec = Problems.Spec($$"""{ "input": {{Letters.Length}}, "layers": [ { "type": "lstm", "hidden": 16 }, { "type": "lstm", "hidden": 12 }, { "type": "dense", "size": {{Letters.Length}}, "activation": "softmax" } ] }""");
        var (train, test) = (Sentences(64, 6), Sentences(8, 7));
        var options = new TrainingOptions { BatchSize = 16, Epochs = 40, Loss = new(LossKind.CrossEntropy), Optimizer = new(LearningRate: 0.02f), Threads = 1 };
        using var trainer = new NetworkTrainer(spec, train, test, options);
        var result = trainer.Train(cancellation: cancellation);
        var answers = Predictions(spec, trainer.Parameters, test);
        List<float> ofTrue = [.. answers.SelectMany(answer => answer.Sequence.Classes.Select((token, t) => answer.Outputs[(t * Letters.Length) + token]))];
        var part = new PartEvaluation("test", TaskKind.NextToken, [new Metric("perplexity", Math.Exp(-ofTrue.Average(p => Math.Log(p))), "how many tokens it might as well have chosen from")], [], null, ofTrue, answers.Take(1).ToList()) { OutputNames = names };
        var trace = GateTracer.Trace(spec, trainer.Parameters.Tensor, test[0], new TraceNames { Tokens = names, Outputs = names });
        return new TrainingReport("sentences", [new Fact("Network", "21 tokens, LSTM of 16 and of 12 units, dense 21 with softmax")], [], "cross-entropy", result, [part], trace);
    }

    private static List<Prediction> Predictions(ModelSpec spec, NetworkParameters parameters, List<Sequence> sequences)
    {
        var network = new ReferenceNetwork(spec, parameters.Tensor);
        double[] x = new double[spec.InputSize];
        return [.. sequences.Select(sequence =>
        {
            network.Reset();
            return new Prediction(sequence, [.. Enumerable.Range(0, sequence.Length).SelectMany(t =>
            {
                for (int n = 0; n < x.Length; n++)
                {
                    x[n] = sequence.Tokens.Length > 0 ? (sequence.Tokens[t] == n ? 1 : 0) : sequence.Inputs[(t * x.Length) + n];
                }
                return network.Step(x).Select(y => (float)y);
            })]);
        })];
    }
}
