using System;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Weights;

internal static class Refused
{
    /// <summary>Runs an action that must fail over weights, and checks what its message tells the reader.</summary>
    public static LstmWeightException By(Action action, string? tensor, string found, string expected)
    {
        var exception = Assert.Throws<LstmWeightException>(action);
        Assert.Equal(tensor, exception.TensorName);
        Assert.StartsWith(exception.FileName + ": ", exception.Message, StringComparison.Ordinal);
        if (tensor is not null)
        {
            Assert.Contains($"tensor \"{tensor}\"", exception.Message, StringComparison.Ordinal);
        }
        int split = exception.Message.IndexOf("; expected ", StringComparison.Ordinal);
        Assert.Contains(found, exception.Message[..split], StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message[split..], StringComparison.Ordinal);
        return exception;
    }
}
