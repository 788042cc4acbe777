using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Emitted;

/// <summary>The small class around generated code that arrays can be given to.</summary>
internal static class PlayerSource
{
    /// <summary>Its source for a network.</summary>
    public static string For(ModelSpec spec)
    {
        string begin = spec.Layers.Any(layer => layer is RecurrentLayerSpec { InitialState: true }) ? "network.Reset(ref state)" : "state = default"; // a state may be larger than a stack
        // A network of one layer works in its outputs, so it takes no memory to work in.
        string whole = NetworkFacts.HasWorkspace(spec) ? Whole
            : Whole.Replace("Network.WorkspacePerStep;", "0;", System.StringComparison.Ordinal).Replace(", outputs, workspace)", ", outputs)", System.StringComparison.Ordinal);
        return Frame
            .Replace("BEGIN", begin, System.StringComparison.Ordinal)
            .Replace("METHODS", spec.NeedsWholeSequence ? whole : StepByStep, System.StringComparison.Ordinal);
    }

    private const string Frame = """
        using System;
        using System.Diagnostics;

        [global::Lstm.Embedded.LstmModel("Network.lstm.json")]
        internal sealed partial class Network;

        public sealed class Player
        {
            private readonly Network network;
            private Network.State state;

            public Player(string path)
            {
                network = Network.Load(path);
                Reset();
            }

            public Player(byte[] weights)
            {
                network = Network.Load(weights);
                Reset();
            }

            public void Reset() => BEGIN;

        METHODS
        }
        """;

    private const string StepByStep = """
            public void Run(float[] inputs, float[] outputs) => network.Run(ref state, inputs, outputs);

            public long Time(float[] inputs, float[] outputs, int steps)
            {
                int samples = inputs.Length / Network.InputSize;
                long start = Stopwatch.GetTimestamp();
                for (int step = 0, t = 0; step < steps; step++)
                {
                    network.Step(ref state, inputs.AsSpan(t * Network.InputSize, Network.InputSize), outputs);
                    t = t + 1 == samples ? 0 : t + 1;
                }
                return Stopwatch.GetTimestamp() - start;
            }
        """;

    // There is no step: the time is that of whole sequences, shared out.
    private const string Whole = """
            private float[] workspace = [];

            public void Run(float[] inputs, float[] outputs)
            {
                long floats = (long)(inputs.Length / Network.InputSize) * Network.WorkspacePerStep;
                if (floats > Array.MaxLength)
                {
                    throw new ArgumentException($"{inputs.Length / Network.InputSize} time steps take {floats} floats of workspace, more than an array can hold; cut the sequence.", nameof(inputs));
                }
                workspace = workspace.Length < floats ? new float[floats] : workspace;
                network.Run(ref state, inputs, outputs, workspace);
            }

            public long Time(float[] inputs, float[] outputs, int steps)
            {
                int samples = inputs.Length / Network.InputSize;
                long runs = Math.Max(1, steps / samples), start = Stopwatch.GetTimestamp();
                for (long run = 0; run < runs; run++)
                {
                    Run(inputs, outputs);
                }
                return (long)Math.Ceiling((Stopwatch.GetTimestamp() - start) * ((double)steps / (runs * samples)));
            }
        """;
}
