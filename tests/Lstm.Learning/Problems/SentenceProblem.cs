using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;
using Lstm.Training.Engine.Parameters;

namespace Lstm.Learning;

/// <summary>
/// What comes next in short sentences: "doug saw jane. jane saw spot. …". A sentence is a name, "saw", another name and a
/// full stop. So after a name there is never a name; whether "saw" or the end comes after it depends on whether "saw" has
/// been; and nobody sees himself. Eight sentences make a sequence, word by word or character by character.
/// </summary>
internal sealed class SentenceProblem : Problem
{
    private const int Sentences = 8;
    private static readonly string[] Names = ["doug", "jane", "spot"];

    private readonly bool words;
    private readonly Setting setting;
    private readonly string[][] all;
    private readonly string[] vocabulary;
    private readonly List<int> legal = [];
    private readonly Dictionary<(int Begun, int Token), int> next = [];

    public SentenceProblem(bool words, Setting setting)
    {
        this.words = words;
        this.setting = setting;
        all = [.. from subject in Names from seen in Names where seen != subject select Tokens(subject, seen)];
        vocabulary = [.. all.SelectMany(sentence => sentence).Distinct().Order(StringComparer.Ordinal)];
        AddBeginnings();
    }

    public override string Name => $"next {(words ? "word" : "character")} of sentences";

    public override string Criterion => $"at every step all legal {(words ? "words" : "characters")} above all others";

    public override LossKind Loss => LossKind.CrossEntropy;

    public override Setting Setting => setting;

    public override int Allowed => 0;

    protected override int InputSize => vocabulary.Length;

    protected override int OutputSize => vocabulary.Length;

    public static SentenceProblem Full(bool words) => new(words, new Setting(Hidden: words ? 8 : 24, LearningRate: 0.01f, BatchSize: 32, Sequences: 1024, Epochs: 100));

    public static SentenceProblem Quick() => new(words: true, new Setting(Hidden: 12, LearningRate: 0.02f, BatchSize: 32, Sequences: 1024, Epochs: 40));

    public override Sequence Draw(Xoshiro256 random)
    {
        string[] text = [.. Enumerable.Range(0, Sentences).SelectMany(_ => all[random.NextIndex(all.Length)])];
        int[] tokens = Array.ConvertAll(text, token => Array.IndexOf(vocabulary, token));
        return new Sequence(string.Concat(text), tokens.Length - 1, [], [], tokens[1..], tokens[..^1]);
    }

    public override bool IsRight(Sequence sequence, ReadOnlySpan<float> outputs)
    {
        int begun = 0;
        for (int t = 0; t < sequence.Length; t++)
        {
            begun = next[(begun, sequence.Tokens[t])];
            if (!LegalSuccessors.AreMostActive(outputs.Slice(t * OutputSize, OutputSize), legal[begun]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Numbers every beginning of a sentence, 0 for none, and says what leads from one to another.</summary>
    private void AddBeginnings()
    {
        var numbers = new Dictionary<string, int> { [""] = 0 };
        legal.Add(0);
        foreach (string[] sentence in all)
        {
            for (int length = 0; length < sentence.Length; length++)
            {
                int begun = numbers[string.Concat(sentence.Take(length))], token = Array.IndexOf(vocabulary, sentence[length]);
                legal[begun] |= 1 << token;
                string longer = length == sentence.Length - 1 ? "" : string.Concat(sentence.Take(length + 1));
                if (numbers.TryAdd(longer, numbers.Count))
                {
                    legal.Add(0);
                }
                next[(begun, token)] = numbers[longer];
            }
        }
    }

    private string[] Tokens(string subject, string seen) =>
        words ? [subject, "saw", seen, "."] : [.. $"{subject} saw {seen}. ".Select(character => $"{character}")];
}
