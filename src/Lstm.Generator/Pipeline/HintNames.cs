using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>The names of the generated files. Roslyn takes no two that differ in case alone, C# does.</summary>
internal static class HintNames
{
    /// <summary>The file that lists those of functions for C; no model has its name.</summary>
    public const string ExportList = Emit.CExportEmitter.ClassName + ".g.cs";

    /// <summary><c>Plant.Motors.Vibration</c>: the class with all that is around it.</summary>
    public static string Qualified(string space, IEnumerable<string> containingTypes, string name)
    {
        var containers = containingTypes.Select(declaration => declaration.Split(' ').Last());
        return string.Join(".", containers.Prepend(space).Append(name).Where(part => part.Length > 0)).Replace("@", "");
    }

    /// <summary>Those of the names that another equals but for its case, in a fixed order.</summary>
    public static EquatableArray<string> Contested(IEnumerable<string> names) => new(names
        .Distinct(StringComparer.Ordinal)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>The file of a model: its name, and a number where another would have the same.</summary>
    public static string File(string qualified, EquatableArray<string> contested)
    {
        int rivals = contested.TakeWhile(name => name != qualified).Count(name => string.Equals(name, qualified, StringComparison.OrdinalIgnoreCase));
        return rivals > 0 ? $"{qualified}.{rivals + 1}.g.cs" : $"{qualified}.g.cs";
    }

    /// <summary>The file of the functions for C of a model whose own file is <paramref name="file"/>.</summary>
    public static string ExportFile(string file) => file.Substring(0, file.Length - "g.cs".Length) + ExportList;
}
