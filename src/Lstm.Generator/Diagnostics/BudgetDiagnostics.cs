using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Diagnostics;

/// <summary>Networks too large for the device they are meant for. Nothing is emitted for them, so these cannot be made warnings.</summary>
internal static class BudgetDiagnostics
{
    private const string Category = "Lstm.Budget";

    /// <summary>{0}: the model; {1}: bytes needed; {2}: bytes allowed; {3}: the largest layer, e.g. "layers[1] (lstm)"; {4}: its bytes.</summary>
    public static readonly DiagnosticDescriptor WeightBudget = new(
        "LSTM201",
        "The weights exceed their budget",
        "The packed weights of '{0}' take {1} bytes and may take {2}; the largest part is {3} with {4} bytes",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + "LSTM201" + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the model; {1}: bytes needed; {2}: bytes allowed.</summary>
    public static readonly DiagnosticDescriptor StateBudget = new(
        "LSTM202",
        "The state exceeds its budget",
        "The state of one stream of '{0}' takes {1} bytes and may take {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Base + "LSTM202" + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
