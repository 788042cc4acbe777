using System;
using System.Diagnostics;

namespace IotDevice;

/// <summary>
/// A model whose memory is always finite. An answer or a memory that is not, as sums beyond the largest float make it, would be
/// there for good; so each step can be taken back. New weights are on trial until they have given an answer.
/// </summary>
/// <param name="model">The model, remembering nothing.</param>
/// <param name="latency">Where the time of each step is counted.</param>
internal sealed class GuardedModel<TModel>(TModel model, LatencyHistogram latency)
    where TModel : struct, IDeviceModel<TModel>
{
    private TModel model = model;
    private TModel trusted = model;

    /// <summary>The network behind the last answer that could be given, with its memory.</summary>
    public TModel Trusted => trusted;

    /// <summary>Whether new weights have given no answer yet.</summary>
    public bool IsOnTrial { get; private set; }

    /// <summary>Goes on with a saved memory.</summary>
    /// <returns>False if that is not finite; then nothing has changed.</returns>
    public bool TryRestore(ReadOnlySpan<byte> memory)
    {
        model.LoadMemory(memory);
        return Settle(model.IsFinite);
    }

    /// <summary>Goes on with another's network and its own memory.</summary>
    public void TakeNetwork(TModel other)
    {
        model.TakeNetwork(other);
        IsOnTrial = true;
    }

    /// <summary>One time step.</summary>
    /// <returns>False if it gives nothing finite: it has been taken back, and with it weights on trial.</returns>
    public bool TryStep(ReadOnlySpan<float> sample, Span<float> result)
    {
        long start = Stopwatch.GetTimestamp();
        model.Step(sample, result);
        latency.Add(Stopwatch.GetTimestamp() - start);
        return Settle(Finite.All(result) && model.IsFinite);
    }

    private bool Settle(bool good)
    {
        if (good)
        {
            trusted = model;
        }
        else
        {
            model = trusted;
        }
        IsOnTrial = false;
        return good;
    }
}
