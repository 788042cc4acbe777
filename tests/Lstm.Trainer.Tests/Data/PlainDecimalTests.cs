using System;
using System.Globalization;
using System.Text;
using Lstm.Training.Data.Reading;
using Xunit;

namespace Lstm.Trainer.Tests.Data;

/// <summary>The quick way to read a number gives the class library's bits, or leaves the number to others.</summary>
public class PlainDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("7")]
    [InlineData("-12")]
    [InlineData("123")]
    [InlineData("1234")]
    [InlineData("12345678")]
    [InlineData("-12345678")]
    [InlineData("123456789")]
    [InlineData("999999999999999")]
    [InlineData("0.1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1234567.")]
    [InlineData(".1234567")]
    [InlineData("-0.000001")]
    [InlineData("00012.50")]
    [InlineData("0.00000000000001")]
    [InlineData("123456.789012345")]
    public void Numbers(string text)
    {
        Assert.True(TryParse(Encoding.UTF8.GetBytes(text), out double value));
        Assert.Equal(Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)), Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1.2.3")]
    [InlineData("1..")]
    [InlineData("1e5")]
    [InlineData("1,5")]
    [InlineData("12/3")]
    [InlineData("12:3")]
    [InlineData("1 2")]
    [InlineData("nan")]
    [InlineData("\0")]
    [InlineData("1\0")]
    [InlineData("1.2345678901.23")]
    [InlineData("1234567890123456")]
    [InlineData("12345678901234567890")]
    [InlineData("0.1234567890123456")]
    [InlineData("1234567890x")]
    [InlineData("1\u00e9")]
    public void Others_are_left(string text) => Assert.False(TryParse(Encoding.UTF8.GetBytes(text), out _));

    /// <summary>Every byte at every place of every length.</summary>
    [Fact]
    public void What_is_taken_is_what_the_class_library_takes()
    {
        for (int length = 1; length <= 10; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int code = 0; code < 256; code++)
                {
                    byte[] text = Encoding.UTF8.GetBytes("3.14159265"[..length]);
                    text[place] = (byte)code;
                    if (TryParse(text, out double value))
                    {
                        Assert.True(double.TryParse(Encoding.Latin1.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture, out double expected), $"{Encoding.Latin1.GetString(text)}");
                        Assert.Equal(Bits(expected), Bits(value));
                    }
                }
            }
        }
    }

    [Fact]
    public void Random_numbers_have_the_same_bits()
    {
        var random = new Random(1);
        for (int n = 0; n < 20_000; n++)
        {
            string text = Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(1, 8)), random.Next(0, 8)).ToString("F" + random.Next(0, 8), CultureInfo.InvariantCulture);
            Assert.True(TryParse(Encoding.UTF8.GetBytes(text), out double value), text);
            Assert.Equal(Bits(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)), Bits(value));
        }
    }

    /// <summary>With nothing behind the text and with more of it; both have to be the same.</summary>
    private static bool TryParse(byte[] text, out double value)
    {
        bool isPlain = PlainDecimal.TryParse(text, 0, text.Length, out value);
        Assert.Equal(isPlain, PlainDecimal.TryParse([(byte)'9', .. text, .. "12345678"u8], 1, text.Length, out double same));
        Assert.True(!isPlain || Bits(value) == Bits(same));
        return isPlain;
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
