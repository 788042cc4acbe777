using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Pipeline;

/// <summary>Turns a class with [LstmModel] into values.</summary>
internal static class TargetReader
{
    public static TargetResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var attribute = context.Attributes[0];
        var syntax = (AttributeSyntax?)attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
        var errors = new List<DiagnosticInfo>();

        CheckDeclaration(type, declaration, errors);
        var arguments = attribute.ConstructorArguments;
        string? specPath = arguments.Length == 1 ? arguments[0].Value as string ?? "" : null;
        var codeFirst = arguments.Length == 2 ? CodeFirstReader.Read(attribute, syntax, errors) : null;

        var target = new ModelTarget(
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "",
            new EquatableArray<string>(Containers(type).Select(container => Declare(container))),
            type.Name,
            specPath,
            codeFirst,
            attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Weights").Value.Value as string,
            declaration.SyntaxTree.FilePath);
        var place = PlaceInfo.Of((SyntaxNode?)syntax?.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode?)syntax ?? declaration);
        bool usable = errors.Count == 0 && (specPath is not null || codeFirst is not null);
        return new TargetResult(usable ? target : null, new EquatableArray<DiagnosticInfo>(errors), place);
    }

    private static void CheckDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<DiagnosticInfo> errors)
    {
        var place = PlaceInfo.Of(declaration.Identifier);
        string? kind = type.IsRecord ? "a record" : type.IsStatic ? "static" : type.IsAbstract ? "abstract" : type.IsGenericType ? "generic" : null;
        if (kind is not null)
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.NotOrdinaryClass, place, type.Name, kind));
        }
        else if (!IsPartial(declaration))
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.NotPartial, place, type.Name));
        }

        for (var around = declaration.Parent as TypeDeclarationSyntax; around is not null; around = around.Parent as TypeDeclarationSyntax)
        {
            if (!IsPartial(around))
            {
                errors.Add(new DiagnosticInfo(ModelDiagnostics.ContainerNotPartial, PlaceInfo.Of(around.Identifier), around.Identifier.Text, type.Name));
            }
        }
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } container ? Containers(container).Append(container) : [];

    private static string Declare(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"partial {kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
    }
}
