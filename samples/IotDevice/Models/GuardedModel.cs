using System;
using System.Diagnostics;
using Lstm.Embedded;

namespace IotDevice;

/// <summary>
/// A model whose memory is always finite. An answer or a memory that is not, as sums beyond the largest float make it, would be
/// there for good; so each step can be taken back. New weights are on trial until they have given an answer.
/// </summary>
/// <param name="model">The model, remembering nothing.</param>
/// <param name="ranges">What is plausible in each column.</param>
/// <param name="summary">Where steps, faults and new weights are counted.</param>
internal sealed class GuardedModel<TModel>(TModel model, InputRanges ranges, Summary summary)
    where TModel : struct, IDeviceModel<TModel>
{
    private TModel model = model;
    private TModel trusted = model;
    private InputRanges trustedRanges = ranges;
    private bool onTrial;

    /// <summary>The network behind the last answer that could be given, with its memory.</summary>
    public TModel Trusted => trusted;

    /// <summary>What is plausible in each column.</summary>
    public InputRanges Ranges { get; private set; } = Counted(ranges, summary);

    /// <summary>Continues with a saved memory.</summary>
    /// <returns>False if that is not finite.</returns>
    public bool TryRestore(ReadOnlySpan<byte> memory)
    {
        model.LoadMemory(memory);
        return Settle(model.IsFinite);
    }

    /// <summary>Begins anew.</summary>
    /// <param name="memory">That of a model that remembers nothing.</param>
    public void Forget(ReadOnlySpan<byte> memory)
    {
        model.LoadMemory(memory);
        trusted.LoadMemory(memory);
    }

    /// <summary>Continues with another's network and its own memory.</summary>
    /// <param name="other">The other.</param>
    /// <param name="ranges">What is plausible to it.</param>
    public void TakeNetwork(TModel other, InputRanges ranges)
    {
        model.TakeNetwork(other);
        Ranges = Counted(ranges, summary);
        onTrial = true;
    }

    /// <summary>One time step.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="result">Receives the answer; NaN where there is none.</param>
    /// <param name="refusesWeights">Whether weights on trial had none, and those of before are back.</param>
    /// <returns>False if nothing finite has come of it: it has been taken back.</returns>
    public bool TryStep(ReadOnlySpan<float> sample, Span<float> result, out bool refusesWeights)
    {
        bool isTrial = onTrial;
        bool answered = TryOnce(sample, result);
        refusesWeights = isTrial && !answered;
        if (refusesWeights)
        {
            summary.SwapsRefused++;
            answered = TryOnce(sample, result);
        }
        else if (isTrial)
        {
            summary.Swaps++;
        }
        if (!answered)
        {
            result.Fill(float.NaN);
            summary.Faults++;
        }
        summary.FaultOn = !answered;
        return answered;
    }

    private bool TryOnce(ReadOnlySpan<float> sample, Span<float> result)
    {
        long start = Stopwatch.GetTimestamp();
        model.Step(sample, result);
        summary.Latency.Add(Stopwatch.GetTimestamp() - start);
        return Settle(Finite.All(result) && model.IsFinite);
    }

    private static InputRanges Counted(InputRanges ranges, Summary summary)
    {
        summary.RangedColumns = RangeOption.CountOf(ranges);
        return ranges;
    }

    private bool Settle(bool good)
    {
        if (good)
        {
            (trusted, trustedRanges) = (model, Ranges);
        }
        else
        {
            (model, Ranges) = (trusted, Counted(trustedRanges, summary));
        }
        onTrial = false;
        return good;
    }
}
