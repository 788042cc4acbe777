using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Lstm.EndToEnd.Tests.Support;

/// <summary>tests/Lstm.Golden as a process of its own.</summary>
internal sealed record GoldenProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="variable">An environment variable as NAME=VALUE, or nothing.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<GoldenProgram> Run(string variable, params string[] arguments)
    {
        var child = await ChildProgram.Run("Lstm.Golden.dll", variable, arguments);
        return new GoldenProgram(child.ExitCode, child.Output, child.Error);
    }

    /// <summary>The lines "NAME HASH".</summary>
    public IEnumerable<string> Hashes => HashLines(Output.Split('\n'));

    /// <summary>The hashes that are committed.</summary>
    public static IEnumerable<string> Committed => HashLines(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden.txt")));

    private static IEnumerable<string> HashLines(IEnumerable<string> lines) => lines.Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#');
}
