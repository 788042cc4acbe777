using System;
using System.Linq;
using System.Reflection;

namespace Lstm.Runtime.Tests.PublicApi;

/// <summary>Types as C# writes them, with <c>ref</c> and <c>?</c>.</summary>
internal static class TypeNames
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(ParameterInfo parameter)
    {
        string by = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return by + Of(parameter.ParameterType, Nullability.Create(parameter).ReadState);
    }

    public static string Of(PropertyInfo property) => (property.PropertyType.IsByRef ? "ref " : "") + Of(property.PropertyType, Nullability.Create(property).ReadState);

    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field).ReadState);

    /// <summary><c>&lt;T&gt;</c> of a generic method.</summary>
    public static string Arguments(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Of(Type type, NullabilityState state) =>
        Name(type) + (!type.IsValueType && state == NullabilityState.Nullable ? "?" : "");

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!),
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsPointer: true } => Name(type.GetElementType()!) + "*",
        { IsGenericType: true } when Nullable.GetUnderlyingType(type) is { } inner => Name(inner) + "?",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => type.Name,
            TypeCode.Boolean => "bool",
            TypeCode.Byte => "byte",
            TypeCode.Double => "double",
            TypeCode.Int16 => "short",
            TypeCode.Int32 => "int",
            TypeCode.Int64 => "long",
            TypeCode.Single => "float",
            TypeCode.String => "string",
            TypeCode.UInt16 => "ushort",
            TypeCode.UInt32 => "uint",
            TypeCode.UInt64 => "ulong",
            _ => type == typeof(void) ? "void" : type == typeof(object) ? "object" : type == typeof(nint) ? "nint" : type == typeof(nuint) ? "nuint" : type.Name,
        },
    };
}
