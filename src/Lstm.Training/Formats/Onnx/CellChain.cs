using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Training.Formats.Onnx;

/// <summary>The steps of a cell in turn, each of which takes the states of the one before, and the weights that all of them have.</summary>
internal sealed class CellChain(IReadOnlyList<CellStep> steps)
{
    public IReadOnlyList<CellStep> Steps { get; } = steps;

    public string Kind => Steps[0].Kind;

    /// <summary>What the steps take, in their order.</summary>
    public VectorSource[] Samples { get; init; } = [];

    /// <summary>The chain whose hidden states they take; null where they take a sequence of the graph.</summary>
    public CellChain? Below { get; set; }

    /// <summary>Whether they go from the last time step to the first.</summary>
    public bool IsReverse { get; set; }

    /// <summary>The first step's states; null where they are zeros that are not in the graph.</summary>
    public VectorSource? Hidden { get; init; }

    /// <summary>An LSTM's cell state before the first step.</summary>
    public VectorSource? Cell => Kind == "LSTM" ? Steps[0].Previous : null;

    /// <summary>How many values a sample has.</summary>
    public long Inputs { get; init; }

    /// <summary>How many units there are.</summary>
    public long Units { get; init; }

    /// <summary>W, R and B as the operator has them.</summary>
    public required CellWeights Weights { get; init; }
}

/// <summary>The matrices and biases of a cell, gate by gate.</summary>
internal sealed record CellWeights(double[] Input, double[] Recurrent, double[] Bias)
{
    // Where an exporter has computed what an initial state of zeros comes to, the recurrent matrix is not there, and sums were rounded.
    private const double Rounding = 1e-6;

    public bool IsSameAs(CellWeights other, bool withoutRecurrent) => Input.AsSpan().SequenceEqual(other.Input) && (withoutRecurrent
        ? Sum(Bias).Zip(Sum(other.Bias)).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding * (1 + Math.Abs(pair.First)))
        : Bias.AsSpan().SequenceEqual(other.Bias) && Recurrent.AsSpan().SequenceEqual(other.Recurrent));

    private static IEnumerable<double> Sum(double[] both) => both.Take(both.Length / 2).Zip(both.Skip(both.Length / 2), (a, b) => a + b);
}

/// <summary>Puts the steps that were found in a graph in their order.</summary>
internal sealed class CellChains(CellFinder finder, Action<string?> checkBudget)
{
    private readonly Dictionary<AppliedFunction, CellStep> ofFunction = [];

    /// <summary>The chains, each after those that it takes its samples of.</summary>
    public List<CellChain> Build()
    {
        AddPlain();
        CellStep[] all = [.. finder.Steps, .. ofFunction.Values];
        var next = new Dictionary<CellStep, CellStep>();
        foreach (var step in all)
        {
            if (Before(step) is { } before && !next.TryAdd(before, step))
            {
                return []; // a state that two steps begin with
            }
        }
        var chains = new List<CellChain>();
        foreach (var first in all.Where(step => Before(step) is null))
        {
            var steps = new List<CellStep>();
            for (var step = first; step is not null; step = next.GetValueOrDefault(step))
            {
                steps.Add(step);
            }
            if (Chain(steps) is { } chain)
            {
                chains.Add(chain);
            }
        }
        chains.RemoveAll(chain => !Connect(chain, chains));
        return [.. chains.OrderBy(chain => Depth(chain))];
    }

    /// <summary>The step whose hidden state a factor is; null for anything else.</summary>
    public CellStep? StepOf(Factor? factor) => factor switch
    {
        VectorSource source => finder.HiddenOf.GetValueOrDefault(source) ?? StepOf(source.Definition?.Only as AppliedFunction),
        AppliedFunction function => ofFunction.GetValueOrDefault(function),
        _ => null,
    };

    // A function of two products, one of them with what the same function came to before, is a step of a plain RNN.
    private void AddPlain()
    {
        var before = new Dictionary<AppliedFunction, (AppliedFunction? Function, VectorSource Source)>();
        foreach (var function in finder.Functions.Where(function => !function.IsTaken))
        {
            if (function.Argument.AsLinear()?.Sources.ToArray() is not [var one, var other])
            {
                continue;
            }
            VectorSource[] back = [.. new[] { one, other }.Where(source => source.Definition?.Only is AppliedFunction { IsTaken: false } earlier && earlier.Function == function.Function)];
            if (back is [var hidden])
            {
                before[function] = ((AppliedFunction)hidden.Definition!.Only!, hidden);
            }
            else if (finder.States.Contains(one.Name) != finder.States.Contains(other.Name))
            {
                before[function] = (null, finder.States.Contains(one.Name) ? one : other);
            }
        }
        foreach (var function in before.Values.Select(pair => pair.Function).OfType<AppliedFunction>().Where(function => !before.ContainsKey(function)).Distinct().ToList())
        {
            if (CellStep.Rnn(function, function.Argument.AsLinear()?.Sources.FirstOrDefault(source => !source.IsOfSample)) is { } first)
            {
                ofFunction[function] = Ranked(first);
            }
        }
        foreach (var (function, (_, source)) in before)
        {
            if (CellStep.Rnn(function, source) is { } step)
            {
                ofFunction[function] = Ranked(step);
            }
        }
    }

    private CellStep Ranked(CellStep step)
    {
        step.Hidden = step.Hidden! with { Rank = finder.RankOf(step.Hidden.Name) };
        return step;
    }

    private CellStep? Before(CellStep step) => step.Previous is null ? null
        : step.Kind == "LSTM" ? finder.Updates.TryGetValue(step.Previous, out var update) ? finder.StepOf.GetValueOrDefault(update) : null
        : StepOf(step.Previous);

    private CellChain? Chain(List<CellStep> steps)
    {
        var hidden = steps.Select((step, t) => Hidden(step, t > 0 ? steps[t - 1] : null)).ToArray();
        VectorSource[][] samples = [.. steps.Select((step, t) => step.Forms.SelectMany(form => form.Sources).Distinct().Where(source => source != hidden[t] && source != step.Reset).ToArray())];
        int usual = steps.Count > 1 ? 1 : 0;
        if (samples.Any(one => one.Length != 1) || hidden.Skip(1).Any(one => one is null) || hidden[usual] is not { } state)
        {
            return null;
        }
        var (form, of) = steps[usual] switch { { Reset: { } reset } step => (step.Forms[2], reset), { Kind: "GRU" } step => (step.Forms[3], state), var step => (step.Forms[0], state) };
        long units = form.Terms.Where(term => term.Source == of).Select(term => term.Columns).FirstOrDefault(-1);
        long inputs = steps[usual].Forms.SelectMany(one => one.Terms).Where(term => term.Source == samples[usual][0]).Max(term => term.Columns >= 0 ? term.Columns : term.Start + units);
        if (units < 1 || inputs < 1 || units > SpecLimits.MaxLayerSize || inputs > SpecLimits.MaxInputSize || Weights(steps[usual], samples[usual][0], state, units, inputs) is not { } weights)
        {
            return null;
        }
        for (int t = 0; t < steps.Count; t++)
        {
            checkBudget(steps[t].Hidden?.Name);
            bool isSame = t == usual || (steps[t].Functions.Select(function => function.Function).SequenceEqual(steps[usual].Functions.Select(function => function.Function)) && steps[t].Output == steps[usual].Output
                && Weights(steps[t], samples[t][0], hidden[t], units, inputs)?.IsSameAs(weights, withoutRecurrent: hidden[t] is null) == true);
            if (!isSame)
            {
                return null;
            }
        }
        return new CellChain(steps) { Samples = [.. samples.Select(one => one[0])], Hidden = hidden[0], Units = units, Inputs = inputs, Weights = weights };
    }

    private VectorSource? Hidden(CellStep step, CellStep? before)
    {
        if (step.Kind != "LSTM")
        {
            return step.Previous;
        }
        var sources = step.Forms.SelectMany(form => form.Sources).Distinct();
        return before is not null ? sources.SingleOrDefault(source => finder.HiddenOf.GetValueOrDefault(source) == before)
            : sources.Where(source => !source.IsOfSample).ToArray() is [var initial] ? initial : null;
    }

    private static CellWeights? Weights(CellStep step, VectorSource sample, VectorSource? hidden, long units, long inputs)
    {
        int gates = step.Functions.Length;
        var (input, recurrent, bias) = (new List<double>(), new List<double>(), new double[2 * gates * units]);
        for (int k = 0; k < gates; k++)
        {
            var form = step.Forms[k];
            bool isAfter = step.Forms.Length > gates && k == gates - 1;
            var of = step.Reset is { } reset && k == gates - 1 ? reset : hidden;
            var inner = isAfter ? step.Forms[gates] : form;
            if (form.Sources.Any(source => source != sample && (isAfter || source != of)) || (isAfter && inner.Sources.Any(source => source != of)))
            {
                return null;
            }
            double sign = step.IsTurned && k == 0 ? -1 : 1;
            if (form.Matrix(sample, units, inputs) is not { } w || (of is null ? new double[units * units] : inner.Matrix(of, units, units)) is not { } r || form.Bias(units) is not { } b || inner.Bias(units) is not { } rb)
            {
                return null;
            }
            input.AddRange(w.Select(value => sign * value));
            recurrent.AddRange(r.Select(value => sign * value));
            for (int unit = 0; unit < units; unit++)
            {
                bias[(k * units) + unit] = sign * b[unit];
                bias[((gates + k) * units) + unit] = isAfter ? rb[unit] : 0;
            }
        }
        return new CellWeights([.. input], [.. recurrent], bias);
    }

    // The samples are the places of one sequence in order, or in the opposite one.
    private bool Connect(CellChain chain, List<CellChain> chains)
    {
        var samples = chain.Samples;
        long[] places;
        if (samples.All(sample => sample.Pick is not null))
        {
            if (samples.Any(sample => sample.Name != samples[0].Name || sample.Pick!.Value.Axis != samples[0].Pick!.Value.Axis))
            {
                return false;
            }
            bool isFromEnd = samples.All(sample => sample.Pick!.Value.Index is < 0 and not TimePick.Iteration);
            places = [.. samples.Select(sample => sample.Pick!.Value.Index + (isFromEnd ? samples.Length : 0))];
        }
        else if (StepOf(samples[0]) is { } step && chains.FirstOrDefault(other => other.Steps.Contains(step)) is { } below && below != chain && below.Steps.Count == samples.Length)
        {
            chain.Below = below;
            places = [.. samples.Select(sample => StepOf(sample) is { } one ? below.Steps.ToList().IndexOf(one) : -2L)];
        }
        else
        {
            return samples.Length == 1;
        }
        chain.IsReverse = places.Length > 1 && places[0] > places[1];
        bool isLoop = places is [TimePick.Iteration];
        bool isInOrder = isLoop || places.SequenceEqual(Enumerable.Range(0, places.Length).Select(k => (long)(chain.IsReverse ? places.Length - 1 - k : k)));
        // What steps that go backwards make lies the other way round.
        chain.IsReverse ^= chain.Below?.IsReverse == true;
        return isInOrder;
    }

    private static int Depth(CellChain chain)
    {
        int depth = 0;
        for (var below = chain.Below; below is not null && depth < SpecLimits.MaxLayers; below = below.Below)
        {
            depth++;
        }
        return depth;
    }
}
