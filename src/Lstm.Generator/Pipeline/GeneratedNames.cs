using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Pipeline;

/// <summary>The names of the members that a model is given. C# lets no member have the name of its class.</summary>
internal static class GeneratedNames
{
    public const string Reason = "one of the members it is given has that name";

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "InputSize", "OutputSize", "WeightBytes", "StateBytes", "MultiplyAddsPerStep", "SpecHash", "NumericsVersion", "LayoutVersion",
        "packedWeights", "body", "Body", "WithBody", "Ranges", "Thresholds", "Threshold", "WeightNumerics", "embedded", "Embedded", "Load",
        "Step", "Run", "StepMany", "StepOn", "RunOn", "StepManyOn", "State", "NewState", "Reset", "WorkspacePerStep", "CExports", "Parts",
    };

    // What every model is given. A method of the user's can share its name with others, if its parameters differ.
    private static readonly string[] Methods = ["Load", "Step", "Run", "RunOn", "WithBody"];
    private static readonly string[] Others =
    [
        "InputSize", "OutputSize", "WeightBytes", "StateBytes", "MultiplyAddsPerStep", "SpecHash", "NumericsVersion", "LayoutVersion", "packedWeights", "body", "Body", "Ranges", "Thresholds", "WeightNumerics", "Embedded", "State",
    ];

    public static bool Contains(string name) => Members.Contains(name);

    /// <summary>Whether a member that the user declares leaves no room for one that the model is given.</summary>
    public static bool IsTakenBy(ISymbol member) => Others.Contains(member.Name) || (member is not IMethodSymbol && Methods.Contains(member.Name));
}
