using System.Collections.Generic;
using System.Linq;

namespace Lstm.Specification;

/// <summary>The inputs of a file, as far as they could be read.</summary>
/// <param name="Names">Their names and where they stand; none after an error that leaves them unknown.</param>
/// <param name="Sizes">Their values; null where unknown.</param>
/// <param name="IsNamed">Whether the file gives them names; otherwise there is one, called <c>input</c>.</param>
internal sealed record InputList(IReadOnlyList<(string Name, TextPlace Place)> Names, IReadOnlyList<int?> Sizes, bool IsNamed)
{
    /// <summary>The inputs, if all are known.</summary>
    public EquatableArray<GraphInput>? Known => Names.Count == 0 || Sizes.Contains(null) ? null : new(Names.Select((input, k) => new GraphInput(input.Name, Sizes[k]!.Value)));

    /// <summary>Reads <c>input</c>, the size of the only one, or <c>inputs</c>, names with sizes.</summary>
    public static InputList Read(SpecObject spec, SpecErrors errors)
    {
        if (spec.Find("inputs") is not { } value)
        {
            int? size = spec.RequireSize("input", SpecLimits.MaxInputSize, "the number of values in one sample");
            return new([("input", spec.Find("input")?.Place ?? default)], [size], IsNamed: false);
        }
        if (spec.Find("input") is { } single)
        {
            errors.Add(SpecRules.Combination, single.Place, "There are \"inputs\" with names already; \"input\" is the size of the only one");
        }
        if (value is JsonNumber)
        {
            errors.Add(SpecRules.WrongType, value.Place, "\"inputs\" is an object, { \"name\": size, … }, found a number; the size of the only one is \"input\"");
            return new([], [], IsNamed: true);
        }
        if (spec.AsObject("inputs", value) is not { } source)
        {
            return new([], [], IsNamed: true);
        }
        if (source.Properties.Count is 0 or > SpecLimits.MaxParts)
        {
            errors.Add(SpecRules.Graph, source.Place, $"A network has 1 to {SpecLimits.MaxParts} inputs, found {source.Properties.Count}");
        }
        var given = new SpecObject(source, [.. source.Properties.Select(property => property.Name)], source.Place, errors);
        var sizes = source.Properties.Select(property => given.Integer(property.Name, SpecLimits.MaxInputSize) is { } size ? (int?)size : null).ToList();
        if (sizes.Sum(size => (long)(size ?? 0)) is > SpecLimits.MaxInputSize and var sum)
        {
            errors.Add(SpecRules.Number, source.Place, $"All inputs together have {sum} values; at most {SpecLimits.MaxInputSize} are supported");
        }
        return new([.. source.Properties.Select(property => (property.Name, property.NamePlace))], sizes, IsNamed: true);
    }
}
