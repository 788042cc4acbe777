using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Diagnostics;

/// <summary>What is wrong with a class, its attribute or the file it names.</summary>
internal static class ModelDiagnostics
{
    private const string Category = "Lstm.Model";

    /// <summary>{0}: the class.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "LSTM101",
        "A model class is not partial",
        HelpLinks.Named("LSTM101", "Class '{0}' has [LstmModel] and must be partial, so that the generator can add to it"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM101"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the type; {1}: what it is, e.g. "static", "abstract", "generic", "a record".</summary>
    public static readonly DiagnosticDescriptor NotOrdinaryClass = new(
        "LSTM102",
        "A model is not an ordinary class",
        HelpLinks.Named("LSTM102", "'{0}' is {1}, and [LstmModel] needs an ordinary class"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM102"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: <see cref="SpecFiles.Missing"/>; {1}: <see cref="SpecFiles.Instead"/>.</summary>
    public static readonly DiagnosticDescriptor SpecFileMissing = new(
        "LSTM103",
        "A spec file is not found",
        HelpLinks.Named("LSTM103", "{0}; {1}"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM103"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the file as the attribute names it; {1}: <see cref="SpecFiles.List"/>.</summary>
    public static readonly DiagnosticDescriptor SpecFileAmbiguous = new(
        "LSTM104",
        "A spec file's name fits several",
        HelpLinks.Named("LSTM104", "The spec file '{0}' could be any of {1}; write more of its path"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM104"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the argument; {1}: its value; {2}: what is allowed, e.g. "from 1 to 4096".</summary>
    public static readonly DiagnosticDescriptor AttributeValue = new(
        "LSTM105",
        "A value in [LstmModel] is out of range",
        HelpLinks.Named("LSTM105", "{0} is {1} and must be {2}"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM105"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the name; {1}: why not, e.g. "two classes have it".</summary>
    public static readonly DiagnosticDescriptor ModelName = new(
        "LSTM106",
        "A model's name cannot be used",
        HelpLinks.Named("LSTM106", "A model cannot be called '{0}': {1}"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM106"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the containing type; {1}: the class.</summary>
    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        "LSTM107",
        "A type around a model class is not partial",
        HelpLinks.Named("LSTM107", "'{0}' contains the [LstmModel] class '{1}' and must be partial too"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM107"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the weight file as the attribute names it; {1}: what is embedded.</summary>
    public static readonly DiagnosticDescriptor WeightsMissing = new(
        "LSTM108",
        "A weight file is not embedded",
        HelpLinks.Named("LSTM108", "The weight file '{0}' is not embedded in the project; {1}"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM108"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>{0}: the weight file; {1}: what is wrong with it, e.g. "is empty"; {2}: the model.</summary>
    public static readonly DiagnosticDescriptor WeightsDoNotFit = new(
        "LSTM109",
        "A weight file does not fit its model",
        HelpLinks.Named("LSTM109", "The weight file '{0}' {1}; '{2}.Embedded' will throw"),
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM109"));

    /// <summary>{0}: the class; {1}: its member.</summary>
    public static readonly DiagnosticDescriptor MemberName = new(
        "LSTM110",
        "A model class has a member that it is given",
        HelpLinks.Named("LSTM110", "Class '{0}' has [LstmModel], so it is given a member '{1}' and cannot declare one"),
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("LSTM110"),
        customTags: WellKnownDiagnosticTags.NotConfigurable);
}
