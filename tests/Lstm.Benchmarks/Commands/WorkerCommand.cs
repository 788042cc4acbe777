using System;
using System.CommandLine;

namespace Lstm.Benchmarks;

/// <summary>worker: the child process of a comparison.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var isa = new Argument<string>("isa");
        var c = new Command("c") { isa };
        c.SetAction(result => Serve(() => new CBaseline(result.GetValue(isa)!)));

        var library = new Argument<string>("library");
        var onnxRuntime = new Command("onnxruntime") { library };
        onnxRuntime.SetAction(result => Serve(() => new OnnxRuntime(result.GetValue(library)!)));

        var ours = new Command("ours");
        ours.SetAction(_ => Serve(() => new GeneratedCode()));
        return new Command("worker") { Hidden = true, Subcommands = { ours, c, onnxRuntime } };
    }

    private static void Serve(Func<IImplementation> start) => Worker.Serve(start, Console.In, Console.Out);
}
