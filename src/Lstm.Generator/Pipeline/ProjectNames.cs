using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Lstm.Specification;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Pipeline;

/// <summary>
/// Finds out which classes of spec files the project's own code leaves no room for. This looks at the compilation, so it
/// runs at every keystroke; it looks up a few names, and its answer stays equal, so nothing after it runs.
/// </summary>
internal static class ProjectNames
{
    public static EquatableArray<NameFault> Taken(Compilation compilation, UnnamedFiles files, CancellationToken cancellation)
    {
        var space = compilation.Assembly.GlobalNamespace;
        foreach (string part in files.World.Options.RootNamespace.Split('.').Where(part => part.Length > 0).Select(part => part.TrimStart('@')))
        {
            var inner = space.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
            if (inner is null)
            {
                return new([]);
            }
            space = inner;
        }
        return new EquatableArray<NameFault>(files.Specs.Select(file => file.ClassName).Distinct().SelectMany(name => Faults(space, name, cancellation)));
    }

    private static IEnumerable<NameFault> Faults(INamespaceSymbol space, string name, CancellationToken cancellation)
    {
        if (space.GetNamespaceMembers().Any(member => member.Name == name))
        {
            yield return new NameFault(name, "the project has a namespace of that name");
        }
        foreach (var type in space.GetTypeMembers(name, arity: 0).Where(type => !type.IsFileLocal))
        {
            // A partial class is welcome: the model's members are added to it.
            string? kind = TypeFault.KindOf(type, cancellation) ?? (TypeFault.IsPartial(type, cancellation) ? null : "not partial");
            if (kind is not null)
            {
                yield return new NameFault(name, $"the project has a type of that name that is {kind}");
            }
            else if (type.GetMembers().FirstOrDefault(GeneratedNames.IsTakenBy) is { } member)
            {
                yield return new NameFault(name, $"the project has a class of that name that declares '{member.Name}', a member it is given");
            }
        }
    }
}
