using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics;

namespace Lstm.Benchmarks;

/// <summary>Ties what is measured to one processor core, where taskset can.</summary>
internal static class Pinning
{
    /// <summary>The command that runs another on the last core that this process may use; empty where there is no taskset.</summary>
    public static string[] Command(TextWriter notes)
    {
        if (!OperatingSystem.IsLinux() || !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "taskset"))))
        {
            notes.WriteLine("not pinned to a core: there is no taskset (Linux; Debian: apt-get install util-linux)");
            return [];
        }
        using var self = Process.GetCurrentProcess();
        int core = BitOperations.Log2((ulong)self.ProcessorAffinity);
        notes.WriteLine($"pinned to core {core}");
        return ["taskset", "-c", $"{core}"];
    }
}
