using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.RnNoise;

/// <summary>
/// Reads a model file of rnnoise-nu (<c>.rnnn</c>), which FFmpeg's arnndn reads as well: a line with the version, then whole numbers between blanks; for
/// each layer inputs, units and activation, then its weights and bias (RNNoise, rnn_reader.c).
/// </summary>
internal sealed class RnNoiseText(ModelSource source)
{
    private const string Title = "rnnoise-nu model file version ";
    private const int Version = 1;

    private readonly string[] words = Encoding.UTF8.GetString(source.Bytes).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private int next = Title.Split(' ').Length - 1;

    /// <summary>Whether a file is one, by its first line.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.GetBytes(Title));

    /// <summary>The six layers.</summary>
    /// <exception cref="ImportException">The file is of another version, cut short, or a number is outside of what it may be.</exception>
    public IReadOnlyList<RnNoiseLayer> Read()
    {
        if (Number("the version", int.MinValue, int.MaxValue) is not Version and var version)
        {
            throw source.Fault("the first line", $"its version is {version}", $"{Version}");
        }
        var layers = new List<RnNoiseLayer>();
        foreach (var (name, isGru) in RnNoiseLayer.All)
        {
            int inputs = Number($"{name}'s inputs", 1, RnNoiseLayer.MaxSize), units = Number($"{name}'s units", 1, RnNoiseLayer.MaxSize), rows = isGru ? RnNoiseLayer.Blocks * units : units;
            string activation = Number($"{name}'s activation (0 tanh, 1 sigmoid, 2 relu)", 0, 2) switch { 0 => "tanh", 1 => "sigmoid", _ => "relu" };
            layers.Add(new(name, inputs, units, activation, Numbers($"{name}'s weights", inputs * rows), isGru ? Numbers($"{name}'s recurrent weights", units * rows) : null, Numbers($"{name}'s bias", rows)));
        }
        if (next < words.Length)
        {
            throw source.Fault($"number {next - FirstNumber + 1}", $"{ModelSource.Quote(words[next])} is behind the last layer", "the end of the file");
        }
        return layers;
    }

    private static int FirstNumber => Title.Split(' ').Length;

    private sbyte[] Numbers(string what, int count)
    {
        source.Budget.Take(source, what, count);
        var numbers = new sbyte[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (sbyte)Number(what, sbyte.MinValue, sbyte.MaxValue);
        }
        return numbers;
    }

    private int Number(string what, int least, int most)
    {
        if (next == words.Length)
        {
            throw source.Fault(what, "the file ends here", "a whole file");
        }
        string word = words[next++];
        return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number
            : throw source.Fault($"{what}, number {next - FirstNumber} of the file", $"it is {ModelSource.Quote(word)}", $"a whole number from {least} to {most}");
    }
}
