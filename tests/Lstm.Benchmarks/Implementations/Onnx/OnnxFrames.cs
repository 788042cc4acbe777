using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Benchmarks;

/// <summary>The published voice activity detector in ONNX Runtime, frame by frame.</summary>
internal sealed class OnnxFrames
{
    private const int Samples = 576, StateSize = 256;

    private readonly OrtApi api;
    private readonly List<Array> memory = []; // what tensors point to is theirs as long as this is
    private readonly float[] frame;
    private readonly nint session;
    private readonly nint[] bindings;
    private int turn;

    /// <param name="model">The model file.</param>
    /// <param name="library">The shared library.</param>
    /// <exception cref="MissingException">One is not there.</exception>
    public OnnxFrames(string model, string library)
    {
        if (!File.Exists(library))
        {
            throw new MissingException($"there is no library{(library.Length > 0 ? " " + library : "")}; {OnnxRuntimeLibrary.HowToGet}");
        }
        if (!File.Exists(model))
        {
            throw new MissingException($"there is no model {model}");
        }
        api = new OrtApi(library);
        session = api.CreateSession(File.ReadAllBytes(model));
        frame = Pinned<float>(Samples);
        nint input = api.CreateTensor(frame, 1, Samples), output = api.CreateTensor(Pinned<float>(1), 1, 1);
        long[] rate = Pinned<long>(1);
        rate[0] = 16000;
        nint samplingRate = api.CreateTensor(rate);
        nint[] states = [api.CreateTensor(Pinned<float>(StateSize), 2, 1, StateSize / 2), api.CreateTensor(Pinned<float>(StateSize), 2, 1, StateSize / 2)];
        bindings = [Bind(0, 1), Bind(1, 0)];

        nint Bind(int before, int after)
        {
            nint binding = api.CreateBinding(session);
            api.BindInput(binding, "input"u8, input);
            api.BindInput(binding, "state"u8, states[before]);
            api.BindInput(binding, "sr"u8, samplingRate);
            api.BindOutput(binding, "output"u8, output);
            api.BindOutput(binding, "stateN"u8, states[after]);
            return binding;
        }
    }

    /// <summary>One frame.</summary>
    public void Next(ReadOnlySpan<float> samples)
    {
        samples.CopyTo(frame);
        api.Run(session, bindings[turn]);
        turn ^= 1;
    }

    private T[] Pinned<T>(int length)
    {
        T[] values = GC.AllocateArray<T>(length, pinned: true);
        memory.Add(values);
        return values;
    }
}
