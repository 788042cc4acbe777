using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Specification;
using Lstm.Training.Data;
using Lstm.Training.Data.Options;
using Lstm.Training.Data.Sequences;
using Lstm.Training.Engine.Losses;

namespace Lstm.Training.Runs;

/// <summary>How much rare targets are to count in the loss, as somebody asks for it.</summary>
/// <param name="OfClasses">Whether classes have weights; else what is, against what is not.</param>
/// <param name="Words">"balanced", or NAME=W for some, or where it is yes and no one W for all.</param>
public sealed record TargetWeighting(bool OfClasses, IReadOnlyList<string> Words)
{
    /// <summary>The word for weights that make what is rare count as much as what is frequent.</summary>
    public const string Balanced = "balanced";

    private string Option => OfClasses ? "--class-weights" : "--positive-weight";

    private const float Least = 1e-6f, Most = 1e6f;

    /// <summary>A weight as it is written; null if it is none.</summary>
    internal static float? Weight(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float weight) && weight is >= Least and <= Most ? weight : null;

    /// <summary>The loss with a weight for each output.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The data; balanced weights are those of its training part.</param>
    /// <param name="notes">Told what could not be balanced.</param>
    /// <exception cref="RunException">The loss takes no such weights, or a name is not one of the outputs'.</exception>
    internal LossOptions Apply(LossOptions loss, DataSet data, List<string> notes)
    {
        bool classes = loss.Kind == LossKind.CrossEntropy;
        if (classes != OfClasses || loss.Kind is not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy))
        {
            throw new RunException(OfClasses
                ? "--class-weights is for targets that are classes" + (loss.Kind == LossKind.BinaryCrossEntropy ? "; for yes and no say --positive-weight." : ".")
                : "--positive-weight is for targets that are yes or no, and a network that ends in a sigmoid" + (classes ? "; for classes say --class-weights." : "."));
        }
        IReadOnlyList<string> names = data.OutputNames;
        return loss with { Weights = new EquatableArray<float>(Words is [Balanced] ? BalancedWeights(data, names, notes) : Given(names)) };
    }

    private float[] BalancedWeights(DataSet data, IReadOnlyList<string> names, List<string> notes)
    {
        double[] yes = new double[names.Count], all = new double[names.Count];
        foreach (var sequence in data.Train)
        {
            foreach (int index in sequence.Classes.Where(index => index >= 0))
            {
                yes[index]++;
            }
            for (int i = 0; i < sequence.Targets.Length; i++)
            {
                float target = sequence.Targets[i];
                yes[i % names.Count] += float.IsNaN(target) ? 0 : target;
                all[i % names.Count] += float.IsNaN(target) ? 0 : 1;
            }
        }
        if (OfClasses)
        {
            double total = yes.Sum(), seen = yes.Count(count => count > 0);
            return Array.ConvertAll(yes, count => count > 0 ? (float)(total / (seen * count)) : 1f);
        }
        string[] oneSided = [.. names.Where((_, output) => !(yes[output] > 0 && yes[output] < all[output]))];
        if (oneSided.Length > 0)
        {
            notes.Add($"There is nothing to balance in {Wording.List(oneSided)}: the training part has only one value {(oneSided.Length == 1 ? "of it" : "of each")}.");
        }
        return [.. names.Select((name, output) => oneSided.Contains(name) ? 1f : (float)((all[output] - yes[output]) / yes[output]))];
    }

    private float[] Given(IReadOnlyList<string> names)
    {
        float[] weights = [.. names.Select(_ => 1f)];
        var given = new HashSet<int>();
        string[] words = [.. Words.SelectMany(word => Split(word, names))];
        foreach (string word in words)
        {
            int equals = word.LastIndexOf('=');
            string name = equals < 0 ? "" : Named(word[..equals], names);
            if (Weight(word[(equals + 1)..]) is not { } weight || (equals < 0 && (OfClasses || words.Length > 1)))
            {
                throw new RunException($"{Option} {Wording.Shorten(word)}: expected {Expected(OfClasses)}.");
            }
            if (equals < 0)
            {
                Array.Fill(weights, weight);
                continue;
            }
            int index = names.ToList().IndexOf(name);
            if (index < 0)
            {
                throw new RunException($"{Option}: there is no {(OfClasses ? "class" : "target")} {Wording.Quote(name)}{Wording.Advice(Suggestion.Nearest(name, names), names)}");
            }
            weights[index] = given.Add(index) ? weight : throw new RunException($"{Option}: {Wording.Quote(name)} has two weights; expected one.");
        }
        return weights;
    }

    /// <summary>What the option takes, in words.</summary>
    internal static string Expected(bool ofClasses) => ofClasses
        ? $"balanced, or NAME=W for a class or several, with commas between them; W is {Bounds}"
        : $"balanced, alone {Bounds}, or NAME=W with such a number for a target or several, with commas between them";

    private static string Bounds => FormattableString.Invariant($"a number from {Least} to {Most}");

    /// <summary>"a=1,b=2" is two; unless one name has the comma in it.</summary>
    private static string[] Split(string word, IReadOnlyList<string> names) =>
        word.LastIndexOf('=') is > 0 and var equals && names.Contains(word[..equals]) ? [word] : [.. NameList.Parts(word)];

    private static string Named(string text, IReadOnlyList<string> names) => names.Contains(text.Trim()) ? text.Trim() : NameList.Unquoted(text);
}
