using System;
using System.Runtime.CompilerServices;

namespace Lstm.Specification;

/// <summary>Ends a switch over layers, cells or activations that has an arm for each: one that is added later stops here, rather than being taken for another.</summary>
internal static class Unhandled
{
    /// <summary>Says which kind has no arm, and where.</summary>
    /// <param name="kind">A layer, a value of an enum, or a name.</param>
    /// <param name="where">The member that has the switch.</param>
    public static NotSupportedException Kind(object kind, [CallerMemberName] string where = "") =>
        new($"{where} has nothing for {(kind is string word ? word : kind is Enum ? kind.GetType().Name + "." + kind : kind.GetType().Name)}; it needs an arm for it.");
}
