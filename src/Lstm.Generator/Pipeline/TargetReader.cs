using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Pipeline;

/// <summary>Turns a class with [LstmModel] into values.</summary>
internal static class TargetReader
{
    public static TargetResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var data = context.Attributes.First(attribute => IsWithin(declaration, attribute)); // other declarations' attributes come along
        var errors = new List<DiagnosticInfo>();
        var attribute = new ModelAttribute(data, (AttributeSyntax?)data.ApplicationSyntaxReference?.GetSyntax(cancellation), PlaceInfo.Of(declaration.Identifier));
        var places = new AttributePlaces(attribute.First, attribute.Place("Weights"), attribute.Place("MaxWeightBytes"), attribute.Place("MaxStateBytes"));
        if (attribute.Positional == 0 || !IsFirst(type, data))
        {
            return new TargetResult(null, new([]), places); // the compiler says what is wrong
        }

        CheckDeclaration(type, declaration, errors, cancellation);
        string? specPath = null;
        ModelSpec? codeFirst = null;
        var reader = new CodeFirstReader(attribute, errors);
        if (attribute.Positional == 1)
        {
            specPath = attribute.At(0) as string ?? "";
            reader.CheckBesideSpecFile();
        }
        else
        {
            codeFirst = reader.Read();
        }

        var target = new ModelTarget(
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? Identifiers.EscapeAll(space.ToDisplayString()) : "",
            new EquatableArray<string>(Containers(type).Select(Declare)),
            Identifiers.Escape(type.Name),
            specPath,
            codeFirst,
            attribute.Named("Weights") as string,
            declaration.SyntaxTree.FilePath,
            IsSound: errors.Count == 0);
        return new TargetResult(target, new EquatableArray<DiagnosticInfo>(errors), places);
    }

    private static bool IsWithin(TypeDeclarationSyntax declaration, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(place.Span);

    // Two declarations can each bear the attribute, which is an error; two outputs of one name would stop the generator.
    private static bool IsFirst(INamedTypeSymbol type, AttributeData data)
    {
        var first = type.GetAttributes().First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, data.AttributeClass)).ApplicationSyntaxReference;
        return first?.SyntaxTree == data.ApplicationSyntaxReference?.SyntaxTree && first?.Span == data.ApplicationSyntaxReference?.Span;
    }

    private static void CheckDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<DiagnosticInfo> errors, CancellationToken cancellation)
    {
        var place = PlaceInfo.Of(declaration.Identifier);
        if (TypeFault.KindOf(type, cancellation) is { } kind)
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.NotOrdinaryClass, place, type.Name, kind));
        }
        else if (!TypeFault.IsPartial(declaration))
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.NotPartial, place, type.Name));
        }
        else if (Containers(type).Any(container => container.IsFileLocal))
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.NotOrdinaryClass, place, type.Name, "inside a type local to its file"));
        }
        else if (GeneratedNames.Contains(type.Name))
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.ModelName, place, type.Name, GeneratedNames.Reason));
        }

        foreach (var member in type.GetMembers().Where(GeneratedNames.IsTakenBy))
        {
            errors.Add(new DiagnosticInfo(ModelDiagnostics.MemberName, PlaceInfo.Of(member.Locations[0]), type.Name, member.Name));
        }

        for (var around = declaration.Parent as TypeDeclarationSyntax; around is not null; around = around.Parent as TypeDeclarationSyntax)
        {
            if (!TypeFault.IsPartial(around))
            {
                errors.Add(new DiagnosticInfo(ModelDiagnostics.ContainerNotPartial, PlaceInfo.Of(around.Identifier), around.Identifier.ValueText, type.Name));
            }
        }
    }

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
        return $"partial {kind} {Identifiers.Escape(type.Name)}";
    }
}
