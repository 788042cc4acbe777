using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Diagnostics;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>Holds a network to its budgets and limits. One that exceeds them fails the build and leaves nothing behind.</summary>
internal static class BudgetCheck
{
    public static bool Passes(ModelSpec spec) => !SizeCheck.Faults(spec, "").Any(fault => fault.IsError);

    /// <summary>What of <paramref name="spec"/> is too large, or large enough to be told.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="place">Where to say it.</param>
    public static IEnumerable<DiagnosticInfo> Diagnostics(ModelSpec spec, string name, Func<SizeFault, PlaceInfo> place) =>
        SizeCheck.Faults(spec, name).Select(fault => new DiagnosticInfo(Rules.ById[fault.Rule], place(fault), fault.Message));
}
