using System;
using System.Collections.Generic;

namespace Lstm.Generator.Pipeline;

/// <summary>The names of the members that a model is given. C# lets no member have the name of its class.</summary>
internal static class GeneratedNames
{
    public const string Reason = "one of the members it is given has that name";

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "InputSize", "OutputSize", "WeightBytes", "StateBytes", "MultiplyAddsPerStep", "SpecHash",
        "packedWeights", "body", "Body", "embedded", "Embedded", "Load",
        "Step", "Run", "StepMany", "StepOn", "RunOn", "StepManyOn", "State", "NewState", "WorkspacePerStep", "CExports",
    };

    public static bool Contains(string name) => Members.Contains(name);
}
