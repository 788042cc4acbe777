using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Benchmarks;

/// <summary>ONNX Runtime on one thread. Inputs, outputs and states are bound to memory of ours once, so that a call copies and allocates as little as it can.</summary>
internal sealed class OnnxRuntime : IImplementation
{
    private readonly OrtApi api;
    private readonly List<float[]> memory = []; // what tensors point to is theirs as long as this is

    /// <param name="library">The shared library.</param>
    /// <exception cref="MissingException">It is not there.</exception>
    public OnnxRuntime(string library)
    {
        if (!File.Exists(library))
        {
            throw new MissingException($"there is no library{(library.Length > 0 ? " " + library : "")}; {OnnxRuntimeLibrary.HowToGet}");
        }
        api = new OrtApi(library);
    }

    /// <summary>It chooses for itself.</summary>
    public string Isa => "own";

    public Pass Prepare(Problem problem, Mode mode)
    {
        var (input, hidden) = problem.Size;
        int steps = mode.WholeRun ? mode.Steps : 1;
        float[] x = Pinned(steps * mode.Streams * input);
        float[] y = Pinned(steps * mode.Streams * hidden);
        nint session = api.CreateSession(OnnxModel.Create(problem, steps, mode.Streams));

        // Two bindings that take turns: the state that one writes, the other reads.
        nint inputs = api.CreateTensor(x, steps, mode.Streams, input);
        nint outputs = api.CreateTensor(y, steps, 1, mode.Streams, hidden);
        nint[] h = [State(mode, hidden), State(mode, hidden)];
        nint[] c = [State(mode, hidden), State(mode, hidden)];
        nint[] bindings = [Bind(0, 1), Bind(1, 0)];
        int turn = 0;

        nint Bind(int before, int after)
        {
            nint binding = api.CreateBinding(session);
            api.BindInput(binding, "X"u8, inputs);
            api.BindInput(binding, "h"u8, h[before]);
            api.BindInput(binding, "c"u8, c[before]);
            api.BindOutput(binding, "Y"u8, outputs);
            api.BindOutput(binding, "Y_h"u8, h[after]);
            api.BindOutput(binding, "Y_c"u8, c[after]);
            return binding;
        }

        return results =>
        {
            for (int call = 0; call < mode.Steps / steps; call++)
            {
                problem.Inputs.AsSpan(call * x.Length, x.Length).CopyTo(x);
                api.Run(session, bindings[turn]);
                turn ^= 1;
                y.CopyTo(results, call * y.Length % results.Length);
            }
        };
    }

    private nint State(Mode mode, int hidden) => api.CreateTensor(Pinned(mode.Streams * hidden), 1, mode.Streams, hidden);

    private float[] Pinned(int length)
    {
        float[] values = GC.AllocateArray<float>(length, pinned: true);
        memory.Add(values);
        return values;
    }
}
