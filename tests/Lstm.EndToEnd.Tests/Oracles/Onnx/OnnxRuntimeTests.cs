using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Benchmarks;
using Xunit;

namespace Lstm.EndToEnd.Tests.Oracles.Onnx;

/// <summary>
/// The reference against ONNX Runtime on nodes drawn from all that the operators LSTM, GRU and RNN can be asked for. Measured over
/// 7,000 nodes (from seed 1000) with ONNX Runtime 1.30, which computes in single precision: 6.7e-6.
/// </summary>
public class OnnxRuntimeTests(ITestOutputHelper output)
{
    private const int Usual = 60;
    private const double Bound = 1e-5;

    [Fact]
    public void Every_option_of_the_operators_gives_what_the_runtime_gives()
    {
        var run = new OnnxCellRun(Api());
        int count = Seeds.Count(Usual);
        output.WriteLine(Seeds.Text(count));
        var errors = new List<(double Error, string What)>();
        for (int seed = Seeds.First; seed < Seeds.First + count; seed++)
        {
            var cell = RandomOnnxCells.Draw(seed);
            errors.Add((Error(cell, run), string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {cell}")));
        }
        foreach (var (error, what) in errors.OrderByDescending(entry => entry.Error).Take(3))
        {
            output.WriteLine($"{error:E2} {what}");
        }
        var wrong = errors.Where(entry => !(entry.Error <= Bound)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} nodes:\n{string.Join("\n", wrong.Take(40).Select(entry => $"{entry.Error:E2} {entry.What}"))}");
    }

    /// <summary>The largest difference of Y, Y_h and Y_c; NaN where only one of them is.</summary>
    private static double Error(OnnxCell cell, OnnxCellRun run)
    {
        var reference = new OnnxCellReference(cell);
        var ours = reference.Run(reference.Spec, reference.Tensor);
        var theirs = run.Run(cell);
        Assert.Equal(theirs.All.Count(), ours.All.Count());
        return ours.All.Zip(theirs.All, (our, their) => Math.Abs(our - their)).Max();
    }

    private static OrtApi Api()
    {
        string library = OnnxRuntimeLibrary.Find();
        Assert.SkipUnless(File.Exists(library), $"needs ONNX Runtime; {OnnxRuntimeLibrary.HowToGet}");
        return new OrtApi(library);
    }
}
