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
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SizeRules.WeightBudget + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor StateBudget = new(
        SizeRules.StateBudget,
        "The state exceeds its budget",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SizeRules.StateBudget + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor StateLimit = new(
        SizeRules.StateLimit,
        "The state is larger than a struct can be",
        Message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SizeRules.StateLimit + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A warning: code is emitted, and can be used with care.</summary>
    public static readonly DiagnosticDescriptor LargeState = new(
        SizeRules.LargeState,
        "The state is large",
        Message,
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + SizeRules.LargeState + HelpLinks.Extension);
}
