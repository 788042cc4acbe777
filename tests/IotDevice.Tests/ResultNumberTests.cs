using System;
using System.Globalization;
using System.Text;
using Xunit;

namespace IotDevice.Tests;

/// <summary>Numbers as JSON has them.</summary>
public sealed class ResultNumberTests
{
    [Theory]
    [InlineData(0, 0.4f, "0")]
    [InlineData(0, -0.4f, "0")]
    [InlineData(0, 1234.56f, "1235")]
    [InlineData(0, 100f, "100")]
    [InlineData(2, -0.001f, "0")]
    [InlineData(2, 1.5f, "1.5")]
    [InlineData(2, 100f, "100")]
    [InlineData(6, 0.1f, "0.1")]
    [InlineData(6, 9.1e-13f, "0")]
    [InlineData(6, -9.1e-13f, "0")]
    [InlineData(6, -0f, "0")]
    [InlineData(6, -12.345679f, "-12.345679")]
    [InlineData(6, 3.4028235e38f, "340282346638528859811704183484516925440")]
    [InlineData(9, -3.4028235e38f, "-340282346638528859811704183484516925440")]
    [InlineData(6, float.NaN, "null")]
    [InlineData(null, float.NegativeInfinity, "null")]
    [InlineData(null, -0f, "0")]
    [InlineData(null, 0.1f, "0.1")]
    [InlineData(null, 100f, "100")]
    public void Known_ones(int? digits, float value, string expected) => Assert.Equal(expected, Write(digits, value));

    [Fact]
    public void Exact_ones_come_back()
    {
        var random = new Random(2);
        for (int k = 0; k < 100_000; k++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (float.IsFinite(value) && value != 0)
            {
                Assert.Equal(value, float.Parse(Write(null, value), CultureInfo.InvariantCulture));
                using var json = System.Text.Json.JsonDocument.Parse(Write(null, value));
            }
        }
    }

    private static string Write(int? digits, float value)
    {
        byte[] text = new byte[ResultNumber.Longest];
        return Encoding.UTF8.GetString(text, 0, new ResultNumber(digits).Write(value, text));
    }
}
