using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Lstm.Runtime.Tests.PublicApi;

/// <summary>What other assemblies can see of an assembly, as text: a line for each type and each of its own members, sorted.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(Kind(type)).Append(' ').Append(type.FullName).Append(Bases(type)).Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }
        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var constructor in type.GetConstructors(Declared).Where(Seen))
        {
            yield return $"{Access(constructor)}{type.Name}({Parameters(constructor)})";
        }
        foreach (var field in type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName))
        {
            string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
            yield return type.IsEnum ? field.Name + value : $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field)} {field.Name}{value}";
        }
        foreach (var property in type.GetProperties(Declared))
        {
            var get = property.GetMethod is { } getter && Seen(getter) ? getter : null;
            var set = property.SetMethod is { } setter && Seen(setter) ? setter : null;
            if ((get ?? set) is { } either)
            {
                bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
                yield return $"{Access(either)}{TypeNames.Of(property)} {property.Name} {{{(get is null ? "" : " get;")}{(set is null ? "" : isInit ? " init;" : " set;")} }}";
            }
        }
        foreach (var method in type.GetMethods(Declared).Where(method => Seen(method) && !method.IsSpecialName))
        {
            yield return $"{Access(method)}{TypeNames.Of(method.ReturnParameter)} {method.Name}{TypeNames.Arguments(method)}({Parameters(method)})";
        }
    }

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum)).Select(b => b!.Name)
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Select(i => i.Name).Order(StringComparer.Ordinal));
        string all = string.Join(", ", bases);
        return all.Length == 0 ? "" : " : " + all;
    }

    private static string Access(MethodBase method) =>
        $"{(method.IsPublic ? "" : "protected ")}{(method.IsStatic ? "static " : "")}{(method.IsVirtual && !method.IsFinal ? (method as MethodInfo)?.GetBaseDefinition() == method ? "virtual " : "override " : "")}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{TypeNames.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")}"));

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        _ => FormattableString.Invariant($"{value}"),
    };
}
