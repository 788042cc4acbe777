using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Runtime;
using Lstm.Embedded;
using Lstm.Specification;
using Lstm.Training.Models;

namespace Lstm.Training.Emitted;

/// <summary>
/// A network as the device has it: the code that the generator emits, compiled and loaded, with a weight file's weights. What
/// it answers has the bits of the device's answers.
/// </summary>
public sealed class EmittedNetwork
{
    private const int IdleTurns = 3;
    private const double Pass = 0.5e6; // nanoseconds
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    // Of networks that were measured already: a step takes as long with any weights.
    private static readonly ConcurrentDictionary<ModelSpec, double> Measured = new();

    private readonly Action reset;
    private readonly Action<float[], float[]> run;
    private readonly Func<float[], float[], int, long> time;

    private EmittedNetwork(ModelSpec spec, object player)
    {
        Spec = spec;
        reset = player.GetType().GetMethod("Reset")!.CreateDelegate<Action>(player);
        run = player.GetType().GetMethod("Run")!.CreateDelegate<Action<float[], float[]>>(player);
        time = player.GetType().GetMethod("Time")!.CreateDelegate<Func<float[], float[], int, long>>(player);
    }

    /// <summary>The network.</summary>
    public ModelSpec Spec { get; }

    /// <summary>Generates, compiles and loads; takes a second or two.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="path">Its weight file.</param>
    /// <exception cref="SpecException">A build would refuse the spec.</exception>
    /// <exception cref="LstmWeightException">The file cannot be read, is damaged, or holds the weights of another network.</exception>
    public static EmittedNetwork Load(ModelSpec spec, string path)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(spec, path, EmittedCode.Compile(spec));
    }

    /// <summary>The same with code that is compiled already.</summary>
    internal static EmittedNetwork Load(ModelSpec spec, string path, Type player) =>
        new(spec, Activator.CreateInstance(player, BindingFlags.DoNotWrapExceptions, binder: null, [path], culture: null)!);

    /// <summary>The same with a weight file that is in memory.</summary>
    internal static EmittedNetwork Load(ModelSpec spec, byte[] weights, Type player) =>
        new(spec, Activator.CreateInstance(player, BindingFlags.DoNotWrapExceptions, binder: null, [weights], culture: null)!);

    /// <summary>Back to the beginning of a sequence.</summary>
    public void Reset() => reset();

    /// <summary>Continues by some time steps; a network that goes backwards takes them for a whole sequence.</summary>
    /// <param name="inputs">T rows of the network's inputs.</param>
    /// <returns>A row of its outputs for each time step, or at every <see cref="ModelSpec.Stride"/>th; of a network that pools its time steps the one result so far.</returns>
    public float[] Run(float[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        float[] outputs = Room(inputs);
        run(inputs, outputs);
        return outputs;
    }

    private float[] Room(float[] inputs)
    {
        int steps = inputs.Length / Spec.InputSize;
        long floats = (long)Spec.Results(steps) * Spec.OutputSize;
        return floats <= Array.MaxLength ? new float[floats]
            : throw new ArgumentException($"{steps} time steps give {floats} values, more than an array can hold; cut the sequence.", nameof(inputs));
    }

    /// <summary>
    /// How long a step takes, in nanoseconds, through the public surface: the fastest of many passes, since whatever else the
    /// machine does only adds to it. Ends when turns of passes no longer get faster and the JIT has nothing left to optimise. Measured
    /// once in a process, as it does not depend on the weights.
    /// </summary>
    /// <param name="inputs">T rows of inputs to take in turns.</param>
    public double NanosecondsPerStep(float[] inputs) => Measured.GetOrAdd(Spec, _ => Measure(inputs));

    private double Measure(float[] inputs)
    {
        float[] output = Spec.NeedsWholeSequence ? Room(inputs) : new float[Spec.OutputSize];
        double fastest = double.PositiveInfinity;
        int steps = 1, idle = 0;
        long compiled = 0;
        for (long begin = Stopwatch.GetTimestamp(); idle < IdleTurns && Stopwatch.GetElapsedTime(begin) < Longest;)
        {
            double turn = double.PositiveInfinity;
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Turn;)
            {
                // Not by TimeSpan, whose tick is longer than a step.
                double pass = time(inputs, output, steps) * (1e9 / Stopwatch.Frequency);
                turn = Math.Min(turn, pass / steps);
                steps = pass < Pass ? Math.Min(steps * 2, 1 << 24) : Math.Max(1, (int)(steps * (Pass / pass)));
            }
            long before = compiled;
            compiled = JitInfo.GetCompiledMethodCount();
            idle = turn < 0.97 * fastest || compiled != before ? 0 : idle + 1;
            fastest = Math.Min(fastest, turn);
        }
        return fastest;
    }
}
