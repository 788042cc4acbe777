using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Diagnostics;

/// <summary>The mistakes of a spec file. Their messages are made where they are found, in Specification, which knows nothing of Roslyn.</summary>
internal static class SpecDiagnostics
{
    private const string Category = "Lstm.Specification";
    private const string Message = "{0}";

    public static readonly DiagnosticDescriptor Syntax = new(
        SpecRules.Syntax,
        "The spec file is not JSON",
        HelpLinks.Named(SpecRules.Syntax, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Syntax),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DuplicateProperty = new(
        SpecRules.DuplicateProperty,
        "A property is given twice",
        HelpLinks.Named(SpecRules.DuplicateProperty, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.DuplicateProperty),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor WrongType = new(
        SpecRules.WrongType,
        "A value is of the wrong JSON type",
        HelpLinks.Named(SpecRules.WrongType, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.WrongType),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownProperty = new(
        SpecRules.UnknownProperty,
        "A property is unknown",
        HelpLinks.Named(SpecRules.UnknownProperty, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.UnknownProperty),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MissingProperty = new(
        SpecRules.MissingProperty,
        "A property is missing",
        HelpLinks.Named(SpecRules.MissingProperty, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.MissingProperty),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Number = new(
        SpecRules.Number,
        "A number is not whole or out of range",
        HelpLinks.Named(SpecRules.Number, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Number),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownLayerType = new(
        SpecRules.UnknownLayerType,
        "A layer type is unknown",
        HelpLinks.Named(SpecRules.UnknownLayerType, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.UnknownLayerType),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownActivation = new(
        SpecRules.UnknownActivation,
        "An activation is unknown",
        HelpLinks.Named(SpecRules.UnknownActivation, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.UnknownActivation),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MisplacedActivation = new(
        SpecRules.MisplacedActivation,
        "An activation cannot stand here",
        HelpLinks.Named(SpecRules.MisplacedActivation, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.MisplacedActivation),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LayerCount = new(
        SpecRules.LayerCount,
        "A network has no layers or too many",
        HelpLinks.Named(SpecRules.LayerCount, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.LayerCount),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoStatefulLayer = new(
        SpecRules.NoStatefulLayer,
        "A network has no stateful layer",
        HelpLinks.Named(SpecRules.NoStatefulLayer, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.NoStatefulLayer),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SharedTensor = new(
        SpecRules.SharedTensor,
        "Two layers read the same tensor",
        HelpLinks.Named(SpecRules.SharedTensor, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.SharedTensor),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor TensorName = new(
        SpecRules.TensorName,
        "A tensor name cannot be used",
        HelpLinks.Named(SpecRules.TensorName, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.TensorName),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Combination = new(
        SpecRules.Combination,
        "Options or layers do not go together",
        HelpLinks.Named(SpecRules.Combination, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Combination),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownWord = new(
        SpecRules.UnknownWord,
        "A choice is unknown",
        HelpLinks.Named(SpecRules.UnknownWord, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.UnknownWord),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Stack = new(
        SpecRules.Stack,
        "A step takes too much of the stack",
        HelpLinks.Named(SpecRules.Stack, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Stack),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Guard = new(
        SpecRules.Guard,
        "A guard does not go with the network",
        HelpLinks.Named(SpecRules.Guard, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Guard),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Graph = new(
        SpecRules.Graph,
        "Layers are joined in a way that cannot be",
        HelpLinks.Named(SpecRules.Graph, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Graph),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Chain = new(
        SpecRules.Chain,
        "A network that branches cannot have this",
        HelpLinks.Named(SpecRules.Chain, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SpecRules.Chain),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
