using System;
using System.CommandLine;
using System.IO;
using System.Text;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes to a file, whole or not at all, or to standard output.</summary>
internal static class TextOutput
{
    /// <summary>Writes what <paramref name="write"/> writes to the file that <paramref name="option"/> names.</summary>
    public static void Write(ParseResult result, Option<string?> option, Action<TextWriter> write)
    {
        if (result.GetValue(option) is not { } path)
        {
            write(result.InvocationConfiguration.Output);
            result.InvocationConfiguration.Output.Flush();
            return;
        }
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
    }
}
