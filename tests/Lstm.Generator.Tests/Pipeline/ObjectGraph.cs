using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Tests.Pipeline;

/// <summary>Walks through everything that an object holds.</summary>
internal static class ObjectGraph
{
    /// <summary>The path to the first object of Roslyn's that <paramref name="root"/> keeps alive, or null.</summary>
    public static string? FindRoslyn(object? root) => Find(root, "", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? Find(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return null;
        }
        var type = value.GetType();
        if (BelongsToRoslyn(type))
        {
            return $"{path}: {type}";
        }
        if (!type.IsValueType && !seen.Add(value))
        {
            return null;
        }
        if (value is Array array)
        {
            return array.Cast<object?>().Select((item, k) => Find(item, $"{path}[{k}]", seen)).FirstOrDefault(found => found is not null);
        }
        return Fields(type).Select(field => Find(field.GetValue(value), $"{path}.{field.Name}", seen)).FirstOrDefault(found => found is not null);
    }

    private static bool BelongsToRoslyn(Type type) => type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
