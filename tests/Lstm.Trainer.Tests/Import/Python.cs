using System;
using System.Diagnostics;
using Xunit;

namespace Lstm.Trainer.Tests.Import;

/// <summary>The system's Python, which brings PyTorch where its package python3-torch is installed.</summary>
internal static class Python
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Runs a script; where its modules are absent the test is skipped and says so.</summary>
    public static string Run(string modules, params string[] arguments)
    {
        Assert.SkipUnless(Try(["-c", "import " + modules]).Code == 0, $"needs {Interpreter} with {modules}");
        var (code, output, errors) = Try(arguments);
        Assert.True(code == 0, errors);
        return output;
    }

    private static (int Code, string Output, string Errors) Try(string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
