using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Lstm.Benchmarks;

/// <summary>voice: a frame of the published voice activity detector, beside ONNX Runtime's on the same samples.</summary>
internal static class VoiceCommand
{
    private const int Rounds = 30;
    private const int Frames = 20; // of a round, of each in turn

    public static Command Create()
    {
        var model = new Option<string>("--onnx") { Description = "silero_vad_16k_op15.onnx", HelpName = "FILE", DefaultValueFactory = _ => "../shared/models/silero/silero_vad_16k_op15.onnx" };
        var library = new Option<string>("--onnxruntime") { Description = "The shared library of ONNX Runtime", HelpName = "FILE", DefaultValueFactory = _ => OnnxRuntimeLibrary.Find() };
        var command = new Command("voice", """
            Times a frame (512 samples and the 64 before them) of the voice activity detector of samples/VoiceActivity through the
            public surface, with made-up weights, and of the same network in ONNX Runtime on one thread; the two take turns. Medians
            and fastest, in microseconds. Pin it to a core with taskset.
            """) { model, library };
        command.SetAction(result =>
        {
            try
            {
                Compare(result.GetValue(model)!, result.GetValue(library)!);
                return 0;
            }
            catch (Exception e) when (e is MissingException or IOException)
            {
                Console.Error.WriteLine($"skipped: {e.Message}");
                return 77;
            }
        });
        return command;
    }

    private static void Compare(string onnx, string library)
    {
        var problem = Problem.Of("voice");
        Action<int>[] frames = [Ours(problem), Theirs(problem, new OnnxFrames(onnx, library))];
        var times = frames.Select(_ => new List<double>()).ToArray();
        for (int round = -3; round < Rounds; round++)
        {
            for (int k = 0; k < frames.Length; k++)
            {
                for (int frame = 0; frame < Frames; frame++)
                {
                    long start = System.Diagnostics.Stopwatch.GetTimestamp();
                    frames[k](frame);
                    if (round >= 0)
                    {
                        times[k].Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                    }
                }
            }
        }
        Console.WriteLine("| a frame | median, µs | fastest, µs |\n|---|---|---|");
        string[] names = [$"generated code, {new GeneratedCode().Isa}", "ONNX Runtime"];
        for (int k = 0; k < frames.Length; k++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {names[k]} | {Timing.Median(times[k]):F1} | {times[k].Min():F1} |"));
        }
    }

    private static Action<int> Ours(Problem problem)
    {
        var model = Voice.Load(problem.WeightFile());
        Voice.State state = default;
        float[] output = new float[Voice.OutputSize];
        return frame => model.Step(ref state, problem.Inputs.AsSpan(frame * Voice.InputSize, Voice.InputSize), output);
    }

    private static Action<int> Theirs(Problem problem, OnnxFrames onnx) => frame => onnx.Next(problem.Inputs.AsSpan(frame * Voice.InputSize, Voice.InputSize));
}
