using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Pipeline;

/// <summary>What keeps a type of the project from being given a model's members in a <c>sealed partial class</c>.</summary>
internal static class TypeFault
{
    /// <summary>What the type is instead of an ordinary class, e.g. "static"; null when it is one.</summary>
    public static string? KindOf(INamedTypeSymbol type, CancellationToken cancellation) => type switch
    {
        { IsRecord: true } => "a record",
        { TypeKind: not TypeKind.Class } => Article(type.TypeKind),
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        { Arity: > 0 } => "generic",
        { IsGenericType: true } => "inside a generic type",
        { IsFileLocal: true } => "local to its file",
        _ when Declarations(type, cancellation).Any(declaration => declaration.ParameterList is not null) => "declared with parameters",
        _ => null,
    };

    /// <summary>Whether every declaration of the type says <c>partial</c>.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && IsPartial(declaration));

    /// <summary>Whether this declaration says <c>partial</c>.</summary>
    public static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    private static string Article(TypeKind kind) => kind switch
    {
        TypeKind.Enum => "an enum",
        TypeKind.Interface => "an interface",
        TypeKind.Delegate => "a delegate",
        _ => "a struct",
    };
}
