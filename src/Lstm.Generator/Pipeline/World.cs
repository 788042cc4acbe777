using System.Collections.Generic;
using System.Linq;
using Lstm.Specification;

namespace Lstm.Generator.Pipeline;

/// <summary>What every class is matched with: the spec files and what the build says.</summary>
internal sealed record World(EquatableArray<SpecFile> Specs, BuildOptions Options)
{
    /// <summary>The spec files that a class can mean by the path it names: the one exactly there, or all whose path ends so.</summary>
    public IReadOnlyList<SpecFile> Fitting(ModelTarget target)
    {
        if (target.SpecPath is not { Length: > 0 } wanted)
        {
            return [];
        }
        var exact = Specs.Where(spec => spec.IsExactly(wanted, target.SourcePath)).ToList();
        return exact.Count > 0 ? exact : Specs.Where(spec => spec.Fits(wanted)).ToList();
    }
}
