using System;
using System.CommandLine;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>compare: ours and others, side by side.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var sizes = SharedOptions.Sizes();
        var modes = new ListOption<Mode>("--modes", "step: a call for each sample. run: one call for 1,000. many8 to many64: a call for one sample of each of so many streams", Mode.All, mode => mode.Name);
        var isas = SharedOptions.Isas();
        var only = new ListOption<string>("--only", "Implementations to measure", Candidate.Implementations, implementation => implementation);
        var csv = SharedOptions.Csv();
        var repeats = SharedOptions.Count("--repeats", "Rounds; in each, every implementation takes 1,000 samples, again and again for 5 ms", 15);
        var onnxRuntime = new Option<string>("--onnxruntime")
        {
            Description = $"The shared library of ONNX Runtime; otherwise {OnnxRuntimeLibrary.Variable}, or node_modules in this folder or one above",
            HelpName = "PATH",
            DefaultValueFactory = _ => OnnxRuntimeLibrary.Find(),
        };
        var aot = new Option<string>("--aot") { Description = "This program as NativeAOT compiled it, for rows of its own (tests/measure-aot.sh publishes it)", HelpName = "PROGRAM" };
        var against = new Option<string>("--against")
        {
            Description = "Another build of ours, for rows called against: this program there (tests/Lstm.Benchmarks/bin/Release/net10.0/Lstm.Benchmarks). ours/this is then what a change does to the time",
            HelpName = "PROGRAM",
        };
        var peers = new Option<(string Name, string Program)[]>("--peer")
        {
            Description = "A program of yours, for a row of its own; may be given again. PROGRAM INPUTS UNITS MODE, such as 1 16 step, prints nanoseconds per stream and step, one number for each pass; what it computes is not checked",
            HelpName = "NAME=PROGRAM",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
            CustomParser = result =>
            [
                .. result.Tokens.Select(token => token.Value.Split('=', 2)).Select(parts =>
                {
                    if (parts is not [{ Length: > 0 }, { Length: > 0 }])
                    {
                        result.AddError($"--peer: \"{parts[0]}\" is not NAME=PROGRAM, such as rtneural=./rtneural-step.");
                    }
                    return (parts[0], parts[^1]);
                }),
            ],
        };

        var command = new Command("compare", """
            Times generated code, a step in C compiled by gcc, ONNX Runtime and PyTorch on the same weights and samples: a single
            LSTM layer without a head, single precision, one thread. The implementations take turns, each in a process of its
            own, so that drift hits all alike; what is not installed is skipped with a note. Times are nanoseconds per step of one stream;
            ours/this is the median of ours (at the same width, or else the widest) over that of the row; the error is the
            largest of any hidden value over 1,000 steps against double precision.
            """) { sizes, modes, isas, only, csv, repeats, onnxRuntime, aot, against, peers };
        command.SetAction(result =>
        {
            string data = Directory.CreateTempSubdirectory("lstm-compare").FullName;
            try
            {
                var candidates = Candidate.All(isas.Chosen(result), only.Chosen(result), result.GetValue(onnxRuntime)!, result.GetValue(aot), result.GetValue(against), data);
                using var comparison = new Comparison(candidates, result.GetValue(peers)!, Pinning.Command(Console.Error), data, Console.Error);
                var report = new Report(Console.Out, result.GetValue(csv));
                report.Header();
                foreach (var subject in sizes.Chosen(result))
                {
                    foreach (var mode in modes.Chosen(result))
                    {
                        report.Rows([.. comparison.Measure(subject.Size, mode, result.GetValue(repeats))]);
                    }
                }
            }
            finally
            {
                Directory.Delete(data, recursive: true);
            }
        });
        return command;
    }
}
