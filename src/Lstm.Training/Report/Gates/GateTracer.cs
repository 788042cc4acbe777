using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Functions;
using Lstm.Training.Models;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Data.Storage;
using Lstm.Training.Reference;

namespace Lstm.Training.Report.Gates;

/// <summary>Watches a network work: runs it in double precision and keeps what every gate did.</summary>
public static class GateTracer
{
    /// <summary>The name of the one target series of a network that tells classes: their indices, NaN where none was asked for.</summary>
    public const string ClassTarget = "class";

    /// <summary>The name of the one input series of a network that reads tokens: their indices.</summary>
    public const string TokenInput = "token";

    // 32 MB of doubles: a sequence that would need more is traced from its beginning as far as this goes.
    private const long MaxValues = 4 * 1024 * 1024;

    /// <summary>Runs a network over a sequence from zero states.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="tensor">A tensor's values by its name in the weight file, as for <see cref="ReferenceNetwork"/>.</param>
    /// <param name="sequence">The sequence, in the data's own units.</param>
    /// <param name="names">What goes in and out is called; null to number it.</param>
    /// <returns>The trace; of a sequence too long to keep (4 million values), its beginning, and its name says so.</returns>
    /// <exception cref="ArgumentException">The sequence does not fit the network, or a tensor the spec.</exception>
    public static GateTrace Trace(ModelSpec spec, Func<string, float[]> tensor, Sequence sequence, TraceNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(sequence);
        names ??= new TraceNames();
        bool tokens = sequence.Tokens.Length > 0;
        Check(spec, sequence, tokens);
        var network = new ReferenceNetwork(spec, tensor);
        string[] lstmNames = [.. LayerLabel.Called(spec).Where((_, index) => spec.Layers[index] is LstmLayerSpec)];
        var lstmLayers = spec.NeedsWholeSequence ? [] : spec.Layers.OfType<LstmLayerSpec>().ToList();
        long perStep = (6L * lstmLayers.Sum(layer => (long)layer.HiddenSize)) + spec.OutputSize + (tokens ? 1 : spec.InputSize);
        int steps = (int)Math.Clamp(MaxValues / perStep, 1, Math.Max(1, sequence.Length));
        steps = Math.Min(steps, sequence.Length);

        var layers = lstmLayers.Select((layer, n) => Empty($"{lstmNames[n]}, LSTM of {layer.HiddenSize} unit{(layer.HiddenSize == 1 ? "" : "s")}", steps, layer.HiddenSize)).ToList();
        double[][] outputs = [.. Enumerable.Range(0, spec.OutputSize).Select(_ => new double[steps])];
        double[][] samples = [.. Enumerable.Range(0, steps).Select(t => Input(spec, sequence, t))];
        double[][]? whole = spec.NeedsWholeSequence ? network.Run(samples) : null;
        for (int t = 0; t < steps; t++)
        {
            double[] y = whole is null ? network.Step(samples[t]) : whole.Length == steps ? whole[t] : t == steps - 1 ? whole[^1] : [];
            for (int n = 0; n < outputs.Length; n++)
            {
                outputs[n][t] = n < y.Length ? y[n] : double.NaN;
            }
            for (int layer = 0; layer < layers.Count; layer++)
            {
                Keep(layers[layer], t, network.Inside(layer), lstmLayers[layer]);
            }
        }
        string name = steps < sequence.Length
            ? string.Create(CultureInfo.InvariantCulture, $"{sequence.Id}, the first {steps} of {sequence.Length} time steps")
            : sequence.Id;
        return new GateTrace(
            name,
            Inputs(sequence, spec.InputSize, steps, names, tokens),
            [.. outputs.Select((values, n) => new NamedSeries(NameAt(names.Outputs, n, "output"), values))],
            Targets(sequence, spec.OutputSize, steps, names),
            tokens ? [.. sequence.Tokens.Take(steps).Select(token => NameAt(names.Tokens, token, "token"))] : [],
            layers);
    }

    private static void Check(ModelSpec spec, Sequence sequence, bool tokens)
    {
        int known = spec.Layers[0] is EmbeddingLayerSpec embedding ? embedding.Rows : spec.InputSize;
        if (tokens && (sequence.Tokens.Length != sequence.Length || sequence.Tokens.Any(token => token < 0 || token >= known)))
        {
            throw new ArgumentException($"Sequence {sequence.Id}: expected {sequence.Length} tokens from 0 to {known - 1}, as the network knows {known}.", nameof(sequence));
        }
        if (!tokens && sequence.Inputs.Length != (long)sequence.Length * spec.InputSize)
        {
            throw new ArgumentException($"Sequence {sequence.Id} has {sequence.Inputs.Length} input values; {sequence.Length} time steps of a network with {spec.InputSize} inputs are {(long)sequence.Length * spec.InputSize}.", nameof(sequence));
        }
    }

    private static double[] Input(ModelSpec spec, Sequence sequence, int step)
    {
        if (sequence.Tokens.Length == 0)
        {
            return [.. sequence.Inputs.Slice(step * spec.InputSize, spec.InputSize).Select(value => (double)value)];
        }
        double[] x = new double[spec.InputSize];
        bool number = spec.Layers[0] is EmbeddingLayerSpec;
        x[number ? 0 : sequence.Tokens[step]] = number ? sequence.Tokens[step] : 1;
        return x;
    }

    private static LayerTrace Empty(string name, int steps, int units)
    {
        double[,] Values() => new double[steps, units];
        return new LayerTrace(name, Values(), Values(), Values(), Values(), Values(), Values());
    }

    private static void Keep(LayerTrace layer, int step, ReferenceLstmStep inside, LstmLayerSpec spec)
    {
        void Copy(double[] from, double[,] to) => Buffer.BlockCopy(from, 0, to, step * from.Length * sizeof(double), from.Length * sizeof(double));
        Copy(inside.InputGate, layer.InputGate);
        Copy(inside.ForgetGate, layer.ForgetGate);
        Copy(inside.Candidate, layer.Candidate);
        Copy(inside.OutputGate, layer.OutputGate);
        Copy(inside.Cell, layer.Cell);
        // A projected hidden state has no value for each unit: what goes into the projection has.
        Copy(spec.Projection is null ? inside.Hidden : [.. inside.OutputGate.Zip(inside.Cell, (gate, cell) => gate * ActivationMath.Apply(spec.Activations.Cell, cell))], layer.Hidden);
    }

    private static NamedSeries[] Inputs(Sequence sequence, int size, int steps, TraceNames names, bool tokens) => tokens
        ? [new NamedSeries(TokenInput, [.. sequence.Tokens.Take(steps).Select(token => (double)token)])]
        : [.. Enumerable.Range(0, size).Select(n => new NamedSeries(NameAt(names.Inputs, n, "input"), Column(sequence.Inputs, size, n, steps)))];

    /// <summary>A target for every step; one for the end only stands at the last step, if the trace reaches it.</summary>
    private static NamedSeries[] Targets(Sequence sequence, int size, int steps, TraceNames names)
    {
        double[] AtTheEnd(double value)
        {
            double[] values = new double[steps];
            Array.Fill(values, double.NaN);
            if (steps > 0 && steps == sequence.Length)
            {
                values[^1] = value;
            }
            return values;
        }
        if (sequence.Classes.Length > 0)
        {
            double Class(int n) => n < 0 ? double.NaN : n;
            return [new NamedSeries(ClassTarget, sequence.Classes.Length == sequence.Length ? [.. sequence.Classes.Take(steps).Select(Class)] : AtTheEnd(Class(sequence.Classes[0])))];
        }
        if (sequence.Targets.Length == (long)sequence.Length * size)
        {
            return [.. Enumerable.Range(0, size).Select(n => new NamedSeries(NameAt(names.Outputs, n, "output"), Column(sequence.Targets, size, n, steps)))];
        }
        return sequence.Targets.Length == size
            ? [.. Enumerable.Range(0, size).Select(n => new NamedSeries(NameAt(names.Outputs, n, "output"), AtTheEnd(sequence.Targets[n])))]
            : [];
    }

    private static double[] Column(Values<float> rows, int width, int column, int steps)
    {
        double[] values = new double[steps];
        for (int t = 0; t < steps; t++)
        {
            values[t] = rows[(t * width) + column];
        }
        return values;
    }

    private static string NameAt(IReadOnlyList<string> names, int index, string kind) =>
        index < names.Count ? names[index] : string.Create(CultureInfo.InvariantCulture, $"{kind} {index + 1}");
}
