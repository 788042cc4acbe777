using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Pipeline;

/// <summary>An [LstmModel] as it stands in the source: the values of its arguments and where they are.</summary>
internal sealed class ModelAttribute(AttributeData data, AttributeSyntax? syntax, PlaceInfo otherwise)
{
    /// <summary>The place of the first argument, which says what the network is.</summary>
    public PlaceInfo First => syntax?.ArgumentList?.Arguments.FirstOrDefault() is { } first ? PlaceInfo.Of(first.Expression) : Whole;

    /// <summary>How many arguments the constructor takes: one names a spec file, two are sizes, none is a mistake the compiler reports.</summary>
    public int Positional => data.ConstructorArguments.Length;

    private PlaceInfo Whole => syntax is not null ? PlaceInfo.Of(syntax) : otherwise;

    /// <summary>The constructor's argument at <paramref name="position"/>.</summary>
    public object? At(int position) => data.ConstructorArguments[position].Value;

    /// <summary>The value of a property, null where it is not set.</summary>
    public object? Named(string name) => data.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    /// <summary>The properties that are set.</summary>
    public string[] Names() => data.NamedArguments.Select(argument => argument.Key).ToArray();

    /// <summary>The value given to a property or parameter, or the attribute where that is not set.</summary>
    public PlaceInfo Place(string name, int? position = null)
    {
        var arguments = syntax?.ArgumentList?.Arguments ?? [];
        var argument = arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name || a.NameColon?.Name.Identifier.ValueText == name)
            ?? (position is { } index && index < arguments.Count ? arguments[index] : null);
        return argument is null ? Whole : PlaceInfo.Of(argument.Expression);
    }
}
