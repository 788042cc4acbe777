using System;
using System.Linq;
using System.Text;
using Lstm.Generator.Tests.Emitted;
using Lstm.Specification;
using Xunit;

namespace Lstm.Generator.Tests.Specification;

/// <summary>Whatever is typed into a spec file, the parser answers: with a model or with errors that stand in the text.</summary>
[Trait("Speed", "Slow")]
public class SpecFuzzTests
{
    private const string Symbols = "{}[]\":,/*\\ \n\r\t09.-+eEtfn\0u\ud83d\ude00é\uFEFF";

    private static readonly string[] Words =
        ["null", "true", "-1", "0", "1e9", "4097", "\"\"", "[]", "{}", "\"softmax\"", "\"tensors\": \"\"", "\"type\"", "\"alpha\": -0", "\"input\"", "0.5", "{ \"type\": \"pool\", \"kind\": \"final\" },", "//", "/*", "*/", "\r\n", "\\ud800"];

    [Fact]
    public void A_damaged_spec_gives_a_model_or_errors_and_never_an_exception()
    {
        var random = new Random(4);
        var specs = new RandomSpecs(seed: 5, everything: true);
        int models = 0;
        const int Rounds = 30_000;
        for (int i = 0; i < Rounds; i++)
        {
            string text = Damage(SpecWriter.Write(specs.Next()), random, times: random.Next(1, 4));
            models += Check(text) ? 1 : 0;
        }
        Assert.InRange(models, Rounds / 100, Rounds * 3 / 4); // both outcomes were seen often
    }

    [Theory]
    [InlineData("Heads")]
    [InlineData("Masked")]
    public void A_damaged_spec_that_branches_gives_a_model_or_errors_too(string name)
    {
        var random = new Random(9);
        string whole = SpecWriter.Write(EmittedNetworks.Golden[name]);
        int models = 0;
        const int Rounds = 6_000;
        for (int i = 0; i < Rounds; i++)
        {
            string text = random.Next(2) == 0 ? Damage(whole, random, times: random.Next(1, 4)) : Swap(whole, random);
            models += Check(text) ? 1 : 0;
        }
        Assert.InRange(models, Rounds / 100, Rounds * 3 / 4);
    }

    [Fact]
    public void Every_beginning_of_a_spec_gives_errors()
    {
        var specs = new RandomSpecs(seed: 6, largest: 100, mostLayers: 12, everything: true);
        string text = Enumerable.Range(0, 20).Select(_ => SpecWriter.Write(specs.Next()).TrimEnd()).MaxBy(written => written.Length)!;
        for (int length = 0; length < text.Length; length++)
        {
            Assert.False(Check(text.Substring(0, length)));
        }
        Assert.True(Check(text));
    }

    /// <summary>A name or a size where another stood: layers that take what comes later, twice, or too much.</summary>
    private static string Swap(string text, Random random)
    {
        string[] parts = text.Split('"');
        int one = (2 * random.Next(parts.Length / 2)) + 1, other = (2 * random.Next(parts.Length / 2)) + 1;
        (parts[one], parts[other]) = random.Next(3) == 0 ? (parts[other], parts[other]) : (parts[other], parts[one]);
        return string.Join('"', parts);
    }

    private static bool Check(string text)
    {
        var result = SpecParser.Parse(text);
        Assert.True(result.Model is null == result.Errors.Count > 0, $"Neither or both: {text}");
        foreach (var error in result.Errors)
        {
            Assert.InRange(error.Offset, 0, text.Length);
            Assert.InRange(error.Offset + error.Length, 0, text.Length);
            Assert.True(error.Length > 0 || error.Offset == text.Length);
            Assert.DoesNotContain(text.Substring(error.Offset, error.Length), c => c is '\r' or '\n');
            Assert.DoesNotContain(error.Message, char.IsControl);
            Assert.True(error.LineIndex >= 0 && error.ColumnIndex >= 0);
        }
        if (result.Model is { } model)
        {
            Assert.Equal(model, SpecParser.Parse(SpecWriter.Write(model)).Model);
            Assert.True(Footprint.WeightFloats(model) > 0);
        }
        return result.Model is not null;
    }

    private static string Damage(string text, Random random, int times)
    {
        var damaged = new StringBuilder(text);
        for (; times > 0 && damaged.Length > 0; times--)
        {
            int at = random.Next(damaged.Length);
            int length = Math.Min(random.Next(1, 12), damaged.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    damaged.Remove(at, length);
                    break;
                case 1:
                    damaged.Insert(at, damaged.ToString(at, length));
                    break;
                case 2:
                    damaged.Insert(at, Words[random.Next(Words.Length)]);
                    break;
                case 3:
                    damaged.Remove(at, length).Insert(at, Words[random.Next(Words.Length)]);
                    break;
                case 4:
                    damaged.Insert(at, Symbols[random.Next(Symbols.Length)]);
                    break;
                default:
                    damaged[at] = Symbols[random.Next(Symbols.Length)];
                    break;
            }
        }
        return damaged.ToString();
    }
}
