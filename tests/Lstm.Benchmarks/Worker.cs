using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks;

/// <summary>
/// The process that measures one implementation, and does so whenever it is asked: a question is a line of standard
/// input, its answer a line of standard output. baseline/pytorch_lstm.py speaks the same language.
/// <code>
///                             ready ISA             at the start; or "missing WHY", and it ends
/// check SIZE MODE FILE        ok                    one pass from a state of zero, its results written to the file as floats; or "missing WHY"
/// time SIZE MODE              NS NS NS …            nanoseconds per stream and step of each pass, after one that does not count
/// </code>
/// </summary>
internal static class Worker
{
    public static void Serve(Func<IImplementation> start, TextReader questions, TextWriter answers)
    {
        IImplementation implementation;
        try
        {
            implementation = start();
        }
        catch (MissingException e)
        {
            answers.WriteLine($"missing {e.Message}");
            return;
        }

        answers.WriteLine($"ready {implementation.Isa}");
        var passes = new Dictionary<(string Size, string Mode), Pass>();
        while (questions.ReadLine() is { } question)
        {
            string[] words = question.Split(' ', 4);
            if ((Sizes.Find(words[1]), Mode.All.FirstOrDefault(mode => mode.Name == words[2])) is not ({ Size: var size }, { } mode))
            {
                answers.WriteLine("missing this build does not have that size or mode");
            }
            else if (words[0] == "check")
            {
                var pass = implementation.Prepare(new Problem(size), mode);
                passes[(words[1], words[2])] = pass;
                Check(pass, size, mode, words[3]);
                answers.WriteLine("ok");
            }
            else
            {
                var times = Timing.Slice(passes[(words[1], words[2])], size, mode);
                answers.WriteLine(string.Join(' ', times.Select(time => time.ToString("F2", CultureInfo.InvariantCulture))));
            }
        }
    }

    private static void Check(Pass pass, Size size, Mode mode, string file)
    {
        float[] outputs = new float[Problem.Samples * size.Hidden];
        pass(outputs);
        File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(outputs).ToArray());
        Timing.WarmUp(pass, size, mode);
    }
}
