using System;
using System.CommandLine;
using System.IO;
using System.Text;
using Lstm.Training.Weights;

namespace Lstm.Trainer.Cli.Output;

/// <summary>Writes to a file, whole or not at all, or to standard output.</summary>
internal static class TextOutput
{
    /// <summary>Writes a note to the error output; null for none.</summary>
    public static void Note(ParseResult result, string? note)
    {
        if (note is not null)
        {
            result.InvocationConfiguration.Error.WriteLine($"note: {note}");
        }
    }

    /// <summary>The file that an option names; null where it names none, or "-" for standard output.</summary>
    public static string? File(ParseResult result, Option<string?> option) => result.GetValue(option) is { } path && path != OutputCheck.Standard ? path : null;

    /// <summary>Writes to the file that <paramref name="option"/> names, and then says what is in it; without one, to standard output.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="option">The option.</param>
    /// <param name="write">Writes, and returns in a few words what it wrote.</param>
    public static void Write(ParseResult result, Option<string?> option, Func<TextWriter, string> write)
    {
        var output = result.InvocationConfiguration.Output;
        if (File(result, option) is not { } path)
        {
            write(output);
            output.Flush();
            return;
        }
        string what = "";
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            what = write(writer);
        });
        output.WriteLine($"{path} written: {what}.");
    }
}
