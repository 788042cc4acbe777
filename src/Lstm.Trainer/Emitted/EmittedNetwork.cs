using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using Lstm.Embedded;
using Lstm.Specification;

namespace Lstm.Trainer.Emitted;

/// <summary>
/// A network as the device has it: the code that the generator emits, compiled and loaded, with a weight file's weights. What
/// it answers has the bits of the device's answers.
/// </summary>
public sealed class EmittedNetwork
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Pass = TimeSpan.FromMilliseconds(1);
    private const int Passes = 50;
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
    /// <exception cref="LstmWeightException">The file cannot be read, is damaged, or holds the weights of another network.</exception>
    public static EmittedNetwork Load(ModelSpec spec, string path)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var player = EmittedCode.Compile(spec);
        return new EmittedNetwork(spec, Activator.CreateInstance(player, BindingFlags.DoNotWrapExceptions, binder: null, [path], culture: null)!);
    }

    /// <summary>Back to the beginning of a sequence.</summary>
    public void Reset() => reset();

    /// <summary>Goes on by some time steps.</summary>
    /// <param name="inputs">T rows of the network's inputs.</param>
    /// <returns>T rows of its outputs.</returns>
    public float[] Run(float[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        float[] outputs = new float[inputs.Length / Spec.InputSize * Spec.OutputSize];
        run(inputs, outputs);
        return outputs;
    }

    /// <summary>
    /// How long a step takes, in nanoseconds, through the public surface: the fastest of some passes, since whatever else the
    /// machine does only adds to it.
    /// </summary>
    /// <param name="inputs">T rows of inputs to take in turns.</param>
    public double NanosecondsPerStep(float[] inputs)
    {
        float[] output = new float[Spec.OutputSize];
        int steps = 1;
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < WarmUp;)
        {
            long ticks = time(inputs, output, steps);
            steps = Stopwatch.GetElapsedTime(0, ticks) < Pass ? Math.Min(steps * 2, 1 << 24) : steps;
        }
        long fastest = Enumerable.Range(0, Passes).Min(_ => time(inputs, output, steps));
        return Stopwatch.GetElapsedTime(0, fastest).TotalNanoseconds / steps;
    }
}
