using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>
/// Plays a model's own recording through its embedded weights, on the body that runs and on every other that this process
/// can run, and compares a checksum of all output bits with the one that was built in. A processor, a memory or a build
/// that computes otherwise shows.
/// </summary>
internal static class SelfTest
{
    private static readonly InstructionSet[] Bodies = [InstructionSet.Scalar, InstructionSet.Neon, InstructionSet.Avx2, InstructionSet.Avx512];

    /// <summary>Tests a model.</summary>
    /// <param name="report">Receives a line for each body.</param>
    /// <returns>Whether all agree.</returns>
    public static bool Run<TModel>(TextWriter report)
        where TModel : struct, IDeviceModel<TModel>
    {
        float[][] samples = Samples<TModel>();
        bool Agrees(string body, uint sum)
        {
            string verdict = sum == TModel.Golden ? "ok" : $"DIFFERENT, expected {TModel.Golden:x8}";
            report.Write($"{TModel.Name}, {samples.Length} steps, {body}: {sum:x8} {verdict}\n");
            return sum == TModel.Golden;
        }
        bool agree = Agrees($"{Isa.Active} (the one that runs)", Sum<TModel>(samples, null));
        foreach (var body in Array.FindAll(Bodies, Isa.IsSupported))
        {
            agree &= Agrees($"{body}", Sum<TModel>(samples, body));
        }
        return agree;
    }

    // CRC-32C of the bits of all results, step by step.
    private static uint Sum<TModel>(float[][] samples, InstructionSet? body)
        where TModel : struct, IDeviceModel<TModel>
    {
        var model = body is { } asked ? TModel.Create().WithBody(asked) : TModel.Create();
        float[] results = new float[samples.Length * TModel.OutputSize];
        for (int t = 0; t < samples.Length; t++)
        {
            model.Step(samples[t], results.AsSpan(t * TModel.OutputSize, TModel.OutputSize));
        }
        return Crc.Of(MemoryMarshal.AsBytes(results.AsSpan()));
    }

    private static float[][] Samples<TModel>()
        where TModel : struct, IDeviceModel<TModel>
    {
        var samples = new List<float[]>();
        var reader = new LineReader(new MemoryStream(TModel.Record().Csv));
        SampleParser? parser = null;
        while (true)
        {
            switch (reader.Next(out var line))
            {
                case LineKind.Hungry:
                    reader.Fill();
                    break;
                case LineKind.Line when parser is null:
                    parser = SampleParser.For(line, reader.LineNumber, SampleFormat.Csv, TModel.Columns, new TimeOption("none", 0, GapPolicy.Note), out _);
                    break;
                case LineKind.Line:
                    float[] sample = new float[TModel.Columns.Length];
                    parser.TryParse(line, sample, out _);
                    samples.Add(sample);
                    break;
                default:
                    return [.. samples];
            }
        }
    }
}
