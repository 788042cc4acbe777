using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Diagnostics;

/// <summary>Networks too large for the device they are meant for, or for any. Their messages are made in Specification, where the sizes are counted.</summary>
internal static class BudgetDiagnostics
{
    private const string Category = "Lstm.Budget";
    private const string Message = "{0}";

    public static readonly DiagnosticDescriptor WeightBudget = new(
        SizeRules.WeightBudget,
        "The weights exceed their budget",
        HelpLinks.Named(SizeRules.WeightBudget, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SizeRules.WeightBudget),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor StateBudget = new(
        SizeRules.StateBudget,
        "The state exceeds its budget",
        HelpLinks.Named(SizeRules.StateBudget, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SizeRules.StateBudget),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor StateLimit = new(
        SizeRules.StateLimit,
        "The state is larger than a struct can be",
        HelpLinks.Named(SizeRules.StateLimit, Message),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SizeRules.StateLimit),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A warning: code is emitted, and can be used with care.</summary>
    public static readonly DiagnosticDescriptor LargeState = new(
        SizeRules.LargeState,
        "The state is large",
        HelpLinks.Named(SizeRules.LargeState, Message),
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(SizeRules.LargeState));
}
