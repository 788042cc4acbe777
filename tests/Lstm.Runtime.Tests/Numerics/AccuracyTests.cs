using System;
using Lstm.Embedded;
using Xunit;

namespace Lstm.Runtime.Tests.Numerics;

/// <summary>The activations against double. One float in 101 up to ±100; all of them with LSTM_SWEEP=all. The figures of docs/numerics.md are the output of these tests.</summary>
[Trait("Speed", "Slow")]
public class AccuracyTests(ITestOutputHelper output)
{
    private const uint Stride = 101;
    private const uint Hundred = 0x42C80000;
    private const uint Sign = 0x80000000;
    private const float Limit = 320f;

    [Fact]
    public void Sigmoid_of_a_folded_sum() =>
        Check("sigmoid, t = (float)(-8·log2(e)·z)", 1.5e-7, 1.2e-7, z => Exponential.Sigmoid((float)(WeightPacker.SigmoidFactor * z)), z => 1 / (1 + Math.Exp(-z)));

    [Fact]
    public void Tanh_of_a_folded_sum() =>
        Check("tanh, t = (float)(-16·log2(e)·z)", 1.5e-7, 1.8e-7, z => Exponential.Tanh((float)(WeightPacker.TanhFactor * z)), Math.Tanh);

    [Fact]
    public void Tanh_of_a_cell_state() =>
        Check("tanh, t = c·(float)(-16·log2(e))", 1.52e-7, 1.8e-7, c => Exponential.Tanh(c * (float)WeightPacker.TanhFactor), Math.Tanh);

    [Fact]
    public void Elu() =>
        Check("elu, alpha 1", 1.6e-7, 1.8e-7, x => Exponential.Elu(x, 1f), x => x < 0 ? Math.Exp(x) - 1 : x);

    [Fact]
    public void Softsign() =>
        Check("softsign", 1.2e-7, 1.2e-7, Exponential.Softsign, x => x / (1 + Math.Abs(x)));

    [Fact]
    public void Softplus() =>
        Check("softplus, from 1 on relative", 2.5e-7, 2.5e-7, Exponential.Softplus, x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));

    /// <summary>1 − E, small where E is near 1, has the error of E's first-order term there; |t| below 1e-30 is left out, where it turns denormal.</summary>
    [Fact]
    public void One_plus_and_minus_E()
    {
        var plus = new Worst();
        var minus = new Worst();
        foreach (uint sign in (uint[])[0, Sign])
        {
            Floats.Sweep(sign, sign + BitConverter.SingleToUInt32Bits(Limit), Stride, () => (Plus: new Worst(), Minus: new Worst()), (block, worst) =>
            {
                foreach (float t in block)
                {
                    double e = Math.Exp(t * (Math.Log(2) / 8));
                    double exactMinus = -Math.Tanh(t * (Math.Log(2) / 16)) * (1 + e);
                    float onePlusExp = Exponential.OnePlusExp(t, out float oneMinusExp);
                    worst.Plus.Add(t, Math.Abs(onePlusExp - (1 + e)) / (1 + e));
                    worst.Minus.Add(t, exactMinus == 0 || Math.Abs(t) < 1e-30 ? 0 : Math.Abs((oneMinusExp - exactMinus) / exactMinus));
                }
                return worst;
            }, worst =>
            {
                plus.Add(worst.Plus);
                minus.Add(worst.Minus);
            });
        }
        output.WriteLine($"1 + E: relative {plus}; 1 - E: relative {minus}");
        Assert.InRange(plus.Error, 1e-8, 1.65e-7);
        Assert.InRange(minus.Error, 1e-8, 1.1e-6);
    }

    /// <summary>Checks the error, of values above 1 relative to them, and that a larger z never gives a value that is smaller by more than <paramref name="dip"/>.</summary>
    private void Check(string name, double error, double dip, Func<float, float> activation, Func<double, double> exact)
    {
        var worst = new Worst();
        var deepest = new Worst();
        foreach (uint sign in (uint[])[0, Sign])
        {
            Floats.Sweep(sign, sign + Hundred, Stride, () => (Error: new Worst(), Dip: new Worst()), (block, found) =>
            {
                float before = activation(block[0]);
                foreach (float z in block)
                {
                    float value = activation(z);
                    found.Error.Add(z, Math.Abs(value - exact(z)) / Math.Max(1, Math.Abs(exact(z))));
                    found.Dip.Add(z, sign == 0 ? (double)before - value : (double)value - before); // negative floats descend
                    before = value;
                }
                return found;
            }, found =>
            {
                worst.Add(found.Error);
                deepest.Add(found.Dip);
            });
        }
        output.WriteLine($"{name}: absolute error {worst}; {deepest.Count} steps down, the deepest {deepest}");
        Assert.InRange(worst.Error, 3e-8, error); // a rounding alone costs 3e-8: less means that nothing was compared
        Assert.InRange(deepest.Error, 0, dip);
    }

    /// <summary>The largest of many errors, where it was, and how many were above zero.</summary>
    private sealed class Worst
    {
        public double Error { get; private set; }

        public float At { get; private set; }

        public long Count { get; private set; }

        public void Add(float at, double error)
        {
            Count += error > 0 ? 1 : 0;
            if (!(error <= Error))
            {
                Error = error;
                At = at;
            }
        }

        public void Add(Worst other)
        {
            long count = Count + other.Count;
            Add(other.At, other.Error);
            Count = count;
        }

        public override string ToString() => $"{Error:E3} at {At:R}";
    }
}
