using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Lstm.Embedded;
using Lstm.Runtime.Tests.Numerics;
using Xunit;

namespace Lstm.Runtime.Tests;

/// <summary>What <see cref="Isa"/> says in a process of its own, since it reads its variable once.</summary>
public class IsaReport
{
    private const string File = "LSTM_TEST_REPORT";

    /// <summary>The answers by name; an exception as its type and message.</summary>
    internal static Task<IReadOnlyDictionary<string, string>> Of(params (string Name, string Value)[] environment) => Of(ChildProcess.Run, environment);

    /// <summary>The answers under the JIT of a program that is to be published with NativeAOT: PublishAot switches features off in every build.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> OfPublishAot()
    {
        string config = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json"); // the host wants this ending
        try
        {
            string text = await System.IO.File.ReadAllTextAsync(ChildProcess.Program + ".runtimeconfig.json", TestContext.Current.CancellationToken);
            const string Properties = "\"configProperties\": {";
            Assert.Contains(Properties, text);
            await System.IO.File.WriteAllTextAsync(config, text.Replace(Properties, Properties + "\"System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported\": false,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            return await Of((arguments, environment) => ChildProcess.RunAs(config, arguments, environment), []);
        }
        finally
        {
            System.IO.File.Delete(config);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> Of(Func<IEnumerable<string>, (string Name, string Value)[], Task<ChildProcess>> run, (string Name, string Value)[] environment)
    {
        string path = Path.GetTempFileName();
        try
        {
            var child = await run(["-explicit", "only", "-class", typeof(IsaReport).FullName!], [.. environment, (File, path)]);
            child.AssertPassed(skipped: 0);
            var answers = new Dictionary<string, string>();
            foreach (string line in await System.IO.File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))
            {
                answers.Add(line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..]);
            }
            return answers;
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>Runs in the child only.</summary>
    [Fact(Explicit = true)]
    public void Write()
    {
        string path = Environment.GetEnvironmentVariable(File) ?? throw new InvalidOperationException($"{File} is not set");
        System.IO.File.WriteAllLines(path,
        [
            Line(nameof(Isa.HasAvx512), () => Isa.HasAvx512),
            Line(nameof(Isa.HasAvx2), () => Isa.HasAvx2),
            Line(nameof(Isa.HasNeon), () => Isa.HasNeon),
            Line(nameof(Isa.Best), () => Isa.Best),
            Line(nameof(Isa.Active), () => Isa.Active),
            Line(nameof(Isa.Describe), Isa.Describe),
            Line(nameof(RuntimeFeature.IsDynamicCodeSupported), () => RuntimeFeature.IsDynamicCodeSupported),
        ]);
    }

    private static string Line(string name, Func<object> answer)
    {
        try
        {
            return $"{name}={answer()}";
        }
        catch (PlatformNotSupportedException e)
        {
            return $"{name}={e.GetType().Name}: {e.Message}";
        }
    }
}
