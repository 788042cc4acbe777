using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Diagnostics;

/// <summary>All rules of the generator.</summary>
internal static class Rules
{
    /// <summary>Every descriptor by its id, found by reflection so that none can be left out.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } =
        new[] { typeof(SpecDiagnostics), typeof(ModelDiagnostics), typeof(BudgetDiagnostics) }
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null))
            .ToDictionary(descriptor => descriptor.Id);
}
