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
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.Syntax + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor DuplicateProperty = new(
        SpecRules.DuplicateProperty,
        "A property is given twice",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.DuplicateProperty + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor WrongType = new(
        SpecRules.WrongType,
        "A value is of the wrong JSON type",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.WrongType + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownProperty = new(
        SpecRules.UnknownProperty,
        "A property is unknown",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.UnknownProperty + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MissingProperty = new(
        SpecRules.MissingProperty,
        "A property is missing",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.MissingProperty + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Number = new(
        SpecRules.Number,
        "A number is not whole or out of range",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.Number + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownLayerType = new(
        SpecRules.UnknownLayerType,
        "A layer type is unknown",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.UnknownLayerType + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownActivation = new(
        SpecRules.UnknownActivation,
        "An activation is unknown",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.UnknownActivation + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor MisplacedActivation = new(
        SpecRules.MisplacedActivation,
        "An activation cannot stand here",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.MisplacedActivation + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor LayerCount = new(
        SpecRules.LayerCount,
        "A network has no layers or too many",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.LayerCount + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoLstmLayer = new(
        SpecRules.NoLstmLayer,
        "A network has no layer that remembers",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.NoLstmLayer + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SharedTensor = new(
        SpecRules.SharedTensor,
        "Two layers read the same tensor",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.SharedTensor + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor TensorName = new(
        SpecRules.TensorName,
        "A tensor name cannot be used",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.TensorName + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Combination = new(
        SpecRules.Combination,
        "Options or layers do not go together",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.Combination + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnknownWord = new(
        SpecRules.UnknownWord,
        "A choice is unknown",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.UnknownWord + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Stack = new(
        SpecRules.Stack,
        "A step takes too much of the stack",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.Stack + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Guard = new(
        SpecRules.Guard,
        "A guard does not go with the network",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SpecRules.Guard + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
